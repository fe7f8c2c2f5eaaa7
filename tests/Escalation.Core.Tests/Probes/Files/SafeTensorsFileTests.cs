using System.Buffers.Binary;
using System.Text;
using Escalation.Probes.Files;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Probes.Files;

public sealed class SafeTensorsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [Trait("Row", "19")]
    [InlineData("{\"\\u0074\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},\"t\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}", TensorFileRule.DuplicateKey)]
    [InlineData("{\"t\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}", TensorFileRule.DuplicateKey)]
    [InlineData("{\"__metadata__\":{\"a\":\"1\",\"a\":\"1\"}}", TensorFileRule.DuplicateKey)]
    [InlineData("{\"__metadata__\":[]}", TensorFileRule.BadMetadata)]
    [InlineData("{\"__metadata__\":{\"a\":null}}", TensorFileRule.BadMetadata)]
    [InlineData("{\"t\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0],\"strides\":[1]}}", TensorFileRule.BadKeys)]
    [InlineData("{\"t\":{\"dtype\":\"F32\",\"shape\":0,\"data_offsets\":[0,0]}}", TensorFileRule.BadShape)]
    [InlineData("{\"t\":{\"dtype\":\"F32\",\"shape\":[-0],\"data_offsets\":[0,0]}}", TensorFileRule.BadShape)]
    [InlineData("{\"t\":{\"dtype\":\"F32\",\"shape\":[0e1],\"data_offsets\":[0,0]}}", TensorFileRule.BadShape)]
    [InlineData("{\"t\":{\"dtype\":\"F32\",\"shape\":[[0]],\"data_offsets\":[0,0]}}", TensorFileRule.InvalidJson)]
    [InlineData("{\"t\":{\"dtype\":\"F32\",\"shape\":[18446744073709551616],\"data_offsets\":[0,0]}}", TensorFileRule.Overflow)]
    [InlineData("{\"t\":{\"dtype\":\"F32\",\"shape\":[0,18446744073709551615],\"data_offsets\":[0,0]}}", TensorFileRule.Overflow)]
    [InlineData("{\"t\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0]}}", TensorFileRule.BadOffset)]
    [InlineData("{\"t\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0.0]}}", TensorFileRule.BadOffset)]
    [InlineData("{\"t\":{\"dtype\":32,\"shape\":[0],\"data_offsets\":[0,0]}}", TensorFileRule.UnknownType)]
    [InlineData("{\"t\":{\"dtype\":\"f32\",\"shape\":[0],\"data_offsets\":[0,0]}}", TensorFileRule.UnknownType)]
    [InlineData("{\"t\":[]}", TensorFileRule.NotAnObject)]
    [InlineData("{\"t\":{\"dtype\":\"F32\"}}", TensorFileRule.MissingField)]
    [InlineData("{\"t\\ud800\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}", TensorFileRule.InvalidJson)]
    [InlineData("{} {}", TensorFileRule.InvalidJson)]
    [InlineData("{} //", TensorFileRule.InvalidJson)]
    [InlineData("{\"t\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0],}}", TensorFileRule.InvalidJson)]
    [InlineData("", TensorFileRule.InvalidJson)]
    [InlineData("\uFEFF{}", TensorFileRule.InvalidJson)]
    public void A_header_that_the_format_does_not_promise_is_refused(string header, TensorFileRule rule) =>
        Assert.Equal(rule, Refusal(WithHeader(header)).Rule);

    [Theory]
    [Trait("Row", "22")]
    [InlineData("C64", 8)]
    [InlineData("F8_E8M0", 1)]
    [InlineData("F8_E4M3FNUZ", 1)]
    [InlineData("F8_E5M2FNUZ", 1)]
    public void A_type_that_is_not_decoded_is_refused_by_its_name(string dtype, int size)
    {
        TensorFileException refusal = Refusal(WithHeader($"{{\"t\":{{\"dtype\":\"{dtype}\",\"shape\":[1],\"data_offsets\":[0,{size}]}}}}", new byte[size]));

        Assert.Equal(TensorFileRule.UnsupportedType, refusal.Rule);
        Assert.Contains(dtype, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "19")]
    public void Limits_are_tested_before_anything_is_allocated_and_can_be_set()
    {
        byte[] file = SafeTensorsFile.ToBytes([Tensor.FromSingles("a", [1f], 1), Tensor.FromSingles("b", [2f], 1)]);

        TensorFileRule RuleWith(TensorFileOptions options) => Assert.Throws<TensorFileException>(() => SafeTensorsFile.Parse(file, "a", options)).Rule;
        Assert.Equal(TensorFileRule.TooManyTensors, RuleWith(new TensorFileOptions { MaximumTensors = 1 }));
        Assert.Equal(TensorFileRule.DataTooLarge, RuleWith(new TensorFileOptions { MaximumDataBytes = 7 }));
        Assert.Equal(TensorFileRule.HeaderTooLarge, RuleWith(new TensorFileOptions { MaximumHeaderBytes = 64 }));
        Assert.Equal(2, SafeTensorsFile.Parse(file, "a", new TensorFileOptions { MaximumTensors = 2, MaximumDataBytes = 8 }).Tensors.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TensorFileOptions { MaximumHeaderBytes = 100_000_001 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new TensorFileOptions { MaximumTensors = 0 });
    }

    [Fact]
    public void Tensors_are_written_by_element_size_then_name_in_the_same_bytes_whatever_their_order()
    {
        Tensor[] tensors = [Tensor.FromHalves("h", [(Half)1], 1), Tensor.FromSingles("b", [1f], 1), Tensor.FromSingles("B", [2f], 1), Tensor.FromDoubles("z", [3.0])];
        var metadata = new Dictionary<string, string> { ["b"] = "ä\"\\\n", ["a"] = "" };

        byte[] bytes = SafeTensorsFile.ToBytes(tensors, metadata);
        TensorArchive read = SafeTensorsFile.Parse(bytes, "a");

        Assert.Equal(["z", "B", "b", "h"], read.Tensors.Select(tensor => tensor.Name));
        Assert.Equal("ä\"\\\n", read.Metadata["b"]);
        Assert.Equal(bytes, SafeTensorsFile.ToBytes(tensors.Reverse(), metadata.Reverse().ToDictionary()));
        Assert.Equal(0UL, BinaryPrimitives.ReadUInt64LittleEndian(bytes) % 8);
    }

    [Fact]
    public void What_cannot_be_stored_is_refused_by_the_writer()
    {
        Tensor one = Tensor.FromSingles("a", [1f], 1);
        Assert.Throws<ArgumentException>(() => SafeTensorsFile.ToBytes([one, one]));
        Assert.Throws<ArgumentException>(() => SafeTensorsFile.ToBytes([Tensor.FromSingles("__metadata__", [1f], 1)]));
        Assert.Throws<ArgumentException>(() => SafeTensorsFile.ToBytes([one], new Dictionary<string, string> { ["k"] = "\ud800" }));
        Assert.Throws<ArgumentException>(() => Tensor.FromSingles("\ud800", [1f], 1));
        Assert.Throws<ArgumentException>(() => Tensor.FromSingles("a", [1f], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.FromSingles("a", [1f], -1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.FromBytes("a", TensorType.Text, [0, 0, 0, 0], 1));
        Assert.Throws<ArgumentException>(() => NpyFile.ToBytes(Tensor.FromBFloat16("a", [1], 1)));
    }

    [Fact]
    public void A_file_is_replaced_as_a_whole_and_no_temporary_file_stays()
    {
        string path = _folder.PathOf("a.safetensors");
        SafeTensorsFile.Write(path, [Tensor.FromSingles("a", [1f], 1)]);
        SafeTensorsFile.Write(path, [Tensor.FromSingles("a", [2f], 1)]);

        Assert.Equal([2f], SafeTensorsFile.Read(path).Get("a").ToSingles());
        Assert.Throws<DirectoryNotFoundException>(() => SafeTensorsFile.Write(_folder.PathOf("no/such/a.safetensors"), []));
        Directory.CreateDirectory(_folder.PathOf("folder"));
        Exception? thrown = Record.Exception(() => SafeTensorsFile.Write(_folder.PathOf("folder"), []));
        Assert.True(thrown is IOException or UnauthorizedAccessException, $"{thrown}");
        Assert.Equal([path], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public void Activations_are_viewed_without_a_copy_whatever_their_alignment()
    {
        byte[] file = WithHeader("{\"x\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},\"y\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[1,9]}}", [0, .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f)]);

        Tensor tensor = SafeTensorsFile.Parse(file, "a").Get("y");

        Assert.Equal([1.5f, -2f], tensor.ToSingles());
        Assert.Equal(2, tensor.AsActivationRows().Rows);
        Assert.True(tensor.AsActivationRows().Bytes.Overlaps(tensor.Bytes));
        Assert.Equal(TensorFileRule.UnsupportedType, Assert.Throws<TensorFileException>(() => SafeTensorsFile.Parse(file, "a").Get("x").AsActivationRows()).Rule);
    }

    internal static byte[] WithHeader(string header, params byte[] data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        var prefix = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, (ulong)text.Length);
        return [.. prefix, .. text, .. data];
    }

    private static TensorFileException Refusal(byte[] bytes) => Assert.Throws<TensorFileException>(() => SafeTensorsFile.Parse(bytes, "a"));
}
