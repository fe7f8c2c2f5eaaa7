using System.Buffers.Binary;
using System.Text.Json;
using Escalation.Probes.Files;

namespace Escalation.Core.Tests.Probes.Files;

public class NpzFileTests
{
    private static readonly byte[] Numbers = NpyFile.ToBytes(Tensor.FromSingles("a", [1f, -2f], 2));

    [Theory]
    [InlineData("stored")]
    [InlineData("deflated")]
    public void An_archive_of_numpy_gives_its_arrays(string name)
    {
        TensorArchive archive = NpzFile.Parse(GoldenTensors.Npz(name), name);

        JsonProperty[] expected = [.. GoldenTensors.Section("npz").GetProperty("tensors").EnumerateObject()];
        Assert.Equal(expected.Length, archive.Tensors.Count);
        foreach (JsonProperty tensor in expected)
        {
            Assert.Equal(GoldenTensors.Numbers(tensor.Value), archive.Get(tensor.Name).ToDoubles());
            Assert.Equal(name, archive.Get(tensor.Name).FileName);
        }
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Sizes_of_64_bits_are_read_everywhere(bool deflate, bool wide)
    {
        TensorArchive archive = NpzFile.Parse(ZipBytes.Of(deflate, "", wide, ("a.npy", Numbers), ("b.npy", Numbers)), "a.npz");

        Assert.Equal(["a", "b"], archive.Tensors.Select(tensor => tensor.Name));
        Assert.Equal([1f, -2f], archive.Get("b").ToSingles());
    }

    [Theory]
    [InlineData("../a.npy")]
    [InlineData("a/b.npy")]
    [InlineData("a\\b.npy")]
    [InlineData("c:a.npy")]
    [InlineData(".npy")]
    [InlineData("a.txt")]
    [InlineData("a")]
    [InlineData("")]
    [InlineData("a\0.npy")]
    public void A_name_with_a_path_or_of_no_array_is_refused(string name) =>
        Assert.Equal(TensorFileRule.BadName, Refusal(ZipBytes.Of(deflate: false, (name, Numbers))).Rule);

    [Fact]
    public void An_entry_that_occurs_twice_is_refused() =>
        Assert.Equal(TensorFileRule.DuplicateKey, Refusal(ZipBytes.Of(deflate: false, ("a.npy", Numbers), ("a.npy", Numbers))).Rule);

    [Fact]
    public void Bytes_before_between_or_behind_the_parts_are_refused()
    {
        byte[] file = ZipBytes.Of(deflate: false, ("a.npy", Numbers));
        Assert.Equal(TensorFileRule.BadArchive, Refusal([0, .. file]).Rule);
        Assert.Equal(TensorFileRule.BadArchive, Refusal([.. file, 0]).Rule);
        Assert.Equal(TensorFileRule.BadArchive, Refusal(ZipBytes.Of(deflate: false, "comment", wide: false, ("a.npy", Numbers))).Rule);
        int directory = file.AsSpan().LastIndexOf("PK\x01\x02"u8);
        byte[] gap = [.. file[..directory], 0, .. file[directory..]];
        BinaryPrimitives.WriteUInt32LittleEndian(gap.AsSpan(gap.Length - 6), (uint)directory + 1);
        Assert.Equal(TensorFileRule.BadArchive, Refusal(gap).Rule);
    }

    [Theory]
    [Trait("Row", "19")]
    [InlineData(2, 1)]
    [InlineData(2, 9_000)]
    [InlineData(5_000, 1)]
    [InlineData(5_000, 9_000)]
    [InlineData(0, 1)]
    public void Bytes_behind_the_end_of_a_deflated_stream_are_refused(int numbers, int more)
    {
        byte[] array = NoisyArray(numbers);

        TensorFileException refusal = Refusal(ZipBytes.OfDeflated(stream => [.. stream, .. new byte[more]], ("a.npy", Numbers), ("b.npy", array)));
        TensorFileException second = Refusal(ZipBytes.OfDeflated(stream => [.. stream, .. stream], ("b.npy", array)));

        Assert.Equal(TensorFileRule.BadArchive, refusal.Rule);
        Assert.Contains("'a.npy'", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("bytes follow the end of its deflated stream.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(TensorFileRule.BadArchive, second.Rule);
        Assert.Equal(numbers, NpzFile.Parse(ZipBytes.OfDeflated(stream => stream, ("b.npy", array)), "a").Get("b").Count);
    }

    [Theory]
    [Trait("Row", "19")]
    [InlineData(2)]
    [InlineData(5_000)]
    public void A_deflated_stream_that_is_cut_anywhere_is_refused(int numbers)
    {
        byte[] array = NoisyArray(numbers);
        for (int cut = 1; cut <= 12; cut++)
        {
            TensorFileException refusal = Refusal(ZipBytes.OfDeflated(stream => stream[..^cut], ("a.npy", array)));

            Assert.True(refusal.Rule is TensorFileRule.BadArchive or TensorFileRule.Truncated, $"{cut}: {refusal.Rule}");
        }
    }

    [Fact]
    [Trait("Row", "19")]
    public void Content_that_fails_its_checksum_is_refused_wherever_it_is_changed()
    {
        byte[] file = ZipBytes.Of(deflate: false, ("a.npy", Numbers));
        byte[] last = [.. file];
        last[file.AsSpan().LastIndexOf("PK\x01\x02"u8) - 1] ^= 1;
        Assert.Equal(TensorFileRule.BadArchive, Refusal(last).Rule);
    }

    [Fact]
    [Trait("Row", "19")]
    public void Announced_sizes_are_held_against_the_limits_and_the_arrays_own_header_before_anything_is_allocated()
    {
        // 16 MiB of zeros take 16 KiB deflated: a bomb of a thousand to one, first as it is, then with a header that lies.
        byte[] bomb = NpyFile.ToBytes(Tensor.FromBytes("a", TensorType.UInt8, new byte[16 << 20], 16 << 20));
        byte[] file = ZipBytes.Of(deflate: true, ("a.npy", bomb));
        byte[] lie = NpyBytes.Of(NpyBytes.Header("|u1", "(1000000000,)"), []);
        byte[] lying = ZipBytes.Of(deflate: true, ("a.npy", lie));
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(TensorFileRule.CompressionRatio, Refusal(file).Rule);
        Assert.Equal(TensorFileRule.DataTooLarge, Assert.Throws<TensorFileException>(() => NpzFile.Parse(file, "a", new TensorFileOptions { MaximumDataBytes = 1 << 20 })).Rule);
        Assert.Equal(TensorFileRule.TooManyTensors, Assert.Throws<TensorFileException>(() => NpzFile.Parse(GoldenTensors.Npz("stored"), "a", new TensorFileOptions { MaximumTensors = 1 })).Rule);
        Assert.Equal(TensorFileRule.Truncated, Refusal(lying).Rule);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void The_limit_of_the_ratio_can_be_raised_for_arrays_that_are_mostly_zero()
    {
        byte[] zeros = NpyFile.ToBytes(Tensor.FromBytes("a", TensorType.UInt8, new byte[1 << 20], 1 << 20));
        byte[] file = ZipBytes.Of(deflate: true, ("a.npy", zeros));

        Assert.Equal(1 << 20, NpzFile.Parse(file, "a", new TensorFileOptions { MaximumCompressionRatio = 1_100 }).Get("a").Count);
    }

    [Theory]
    [InlineData(6, 0x01)]
    [InlineData(6, 0x08)]
    [InlineData(8, 12)]
    public void Encryption_streaming_and_other_methods_are_refused(int localField, byte value)
    {
        byte[] file = ZipBytes.Of(deflate: false, ("a.npy", Numbers));
        file[localField] = value;
        file[file.AsSpan().LastIndexOf("PK\x01\x02"u8) + localField + 2] = value;

        Assert.Equal(TensorFileRule.BadArchive, Refusal(file).Rule);
    }

    /// <summary>Numbers that hardly deflate, so that long ones fill more than one buffer of the inflater.</summary>
    private static byte[] NoisyArray(int numbers) => NpyFile.ToBytes(Tensor.FromSingles("b", [.. Enumerable.Range(0, numbers).Select(i => MathF.Sin(i * 1.7f))], numbers));

    private static TensorFileException Refusal(byte[] bytes) => Assert.Throws<TensorFileException>(() => NpzFile.Parse(bytes, "a.npz"));
}
