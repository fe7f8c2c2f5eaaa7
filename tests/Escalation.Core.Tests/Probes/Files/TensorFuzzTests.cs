using System.IO.Compression;
using System.Text.Json;
using Escalation.Probes.Files;

namespace Escalation.Core.Tests.Probes.Files;

/// <summary>
/// Damaged files by the hundred thousand. Whatever is refused is refused with the documented exception and little memory; whatever is accepted is held against
/// invariants that are computed anew, by other readers.
/// </summary>
/// <remarks>Numbers do not pass through a culture here, so the runs under another culture take a small part; <c>ESCALATION_SLOW=1</c> takes ten times as many.</remarks>
public class TensorFuzzTests
{
    private static readonly int Inputs = Environment.GetEnvironmentVariable("ESCALATION_SLOW") == "1" ? 700_000
        : string.IsNullOrEmpty(Environment.GetEnvironmentVariable("ESCALATION_TEST_CULTURE")) && Environment.GetEnvironmentVariable("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT") is not ("1" or "true") ? 70_000
        : 2_000;

    [Fact]
    [Trait("Row", "19")]
    [Trait("Row", "20")]
    public void Damaged_safetensors_files_are_refused_or_read_within_their_bounds()
    {
        byte[][] seeds =
        [
            .. GoldenTensors.Cases("safetensors", "valid").Select(GoldenTensors.Bytes),
            SafeTensorsFile.ToBytes([Tensor.FromSingles("a", [1f, 2f], 2), Tensor.FromHalves("b", [(Half)1, (Half)2, (Half)3], 3, 1), Tensor.FromDoubles("c", [], 0)]),
            SafeTensorsFile.ToBytes(Enum.GetValues<TensorType>().Where(type => type != TensorType.Text).Select(type => Tensor.FromBytes($"{type}", type, new byte[2 * StoredType.Of(type).Size], 2, 1)), new Dictionary<string, string> { ["model"] = "m", ["layer"] = "3" }),
        ];
        Run(1, seeds, (fuzzer, seed, other) => fuzzer.Below(2) == 0 ? fuzzer.EditSafeTensorsHeader(seed) : fuzzer.Mutate(seed, other), bytes =>
        {
            TensorArchive archive = SafeTensorsFile.Parse(bytes, "fuzz");
            int headerLength = checked((int)BitConverter.ToUInt64(bytes));
            using JsonDocument header = JsonDocument.Parse(bytes.AsMemory(8, headerLength));
            long total = 0;
            int tensors = 0;
            foreach (JsonProperty entry in header.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__"))
            {
                int begin = entry.Value.GetProperty("data_offsets")[0].GetInt32();
                int end = entry.Value.GetProperty("data_offsets")[1].GetInt32();
                Tensor tensor = archive.Get(entry.Name);
                Assert.True(tensor.Bytes.SequenceEqual(bytes.AsSpan(8 + headerLength)[begin..end]));
                Assert.Equal(entry.Value.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64()), tensor.Shape.ToArray());
                RequireShape(tensor);
                total += end - begin;
                tensors++;
            }

            Assert.Equal(tensors, archive.Tensors.Count);
            Assert.Equal(bytes.Length, 8 + headerLength + total);
        });
    }

    [Fact]
    [Trait("Row", "19")]
    [Trait("Row", "20")]
    public void Damaged_npy_files_are_refused_or_read_within_their_bounds()
    {
        byte[][] seeds =
        [
            .. GoldenTensors.Cases("npy", "valid").Select(GoldenTensors.Bytes),
            NpyBytes.Of(NpyBytes.Header("<U2", "(2,)"), new byte[16]),
            NpyBytes.Of(NpyBytes.Header(">i2", "(2, 1, 2)", "True"), new byte[8]),
        ];
        Run(2, seeds, (fuzzer, seed, other) => fuzzer.Below(2) == 0 ? fuzzer.EditNpyHeader(seed) : fuzzer.Mutate(seed, other), RequireNpy);
    }

    [Fact]
    [Trait("Row", "19")]
    [Trait("Row", "20")]
    public void Damaged_npz_files_are_refused_or_read_within_their_bounds()
    {
        byte[] numbers = GoldenTensors.Bytes(GoldenTensors.Cases("npy", "valid")[0]);
        byte[][] seeds =
        [
            GoldenTensors.Npz("stored"),
            GoldenTensors.Npz("deflated"),
            ZipBytes.Of(deflate: true, "", wide: true, ("a.npy", numbers), ("b.npy", numbers)),
            ZipBytes.Of(deflate: false, ("a.npy", numbers)),
        ];
        Run(3, seeds, (fuzzer, seed, other) => fuzzer.Below(3) switch
        {
            0 => ZipBytes.Of(fuzzer.Below(2) == 0, "", fuzzer.Below(2) == 0, ("a.npy", fuzzer.EditNpyHeader(numbers)), ("b.npy", numbers)),
            _ => fuzzer.Mutate(seed, other),
        }, bytes =>
        {
            TensorArchive archive = NpzFile.Parse(bytes, "fuzz");
            using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            Assert.Equal(zip.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal), archive.Tensors.Select(tensor => tensor.Name + ".npy").Order(StringComparer.Ordinal));
            foreach (ZipArchiveEntry entry in zip.Entries)
            {
                using Stream content = entry.Open();
                var copy = new MemoryStream();
                content.CopyTo(copy);
                Tensor tensor = archive.Get(entry.Name[..^4]);
                Assert.True(copy.ToArray().AsSpan().EndsWith(tensor.Bytes));
                RequireShape(tensor);
            }
        });
    }

    private static void RequireNpy(byte[] bytes)
    {
        Tensor tensor = NpyFile.Parse(bytes, "fuzz");
        int start = bytes[6] == 1 ? 10 + BitConverter.ToUInt16(bytes, 8) : 12 + BitConverter.ToInt32(bytes, 8);
        Assert.True(bytes.AsSpan(start).SequenceEqual(tensor.Bytes));
        RequireShape(tensor);
    }

    /// <summary>The shape accounts for each byte, and decoding gives as many numbers or a documented refusal.</summary>
    private static void RequireShape(Tensor tensor)
    {
        Int128 count = 1;
        foreach (long length in tensor.Shape)
        {
            count *= length;
        }

        Assert.True(count == tensor.Count);
        try
        {
            int decoded = tensor.Type == TensorType.Text ? tensor.ToTexts().Length : tensor.ToDoubles().Length;
            Assert.Equal(tensor.Count, decoded);
        }
        catch (TensorFileException refusal)
        {
            Assert.Equal(TensorFileRule.ValueNotRepresentable, refusal.Rule);
        }
    }

    private static void Run(ulong stream, byte[][] seeds, Func<TensorFuzzer, byte[], byte[], byte[]> mutate, Action<byte[]> read)
    {
        var fuzzer = new TensorFuzzer(stream);
        var rules = new HashSet<TensorFileRule>();
        int accepted = 0;
        for (int i = 0; i < Inputs; i++)
        {
            byte[] bytes = mutate(fuzzer, seeds[fuzzer.Below(seeds.Length)], seeds[fuzzer.Below(seeds.Length)]);
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                read(bytes);
                accepted++;
            }
            catch (TensorFileException refusal)
            {
                rules.Add(refusal.Rule);
            }
            catch (Exception other)
            {
                Assert.Fail($"input {i}: {Convert.ToBase64String(bytes)}: {other}");
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < (512 << 10) + (300L * bytes.Length), $"input {i} of {bytes.Length} bytes allocated {allocated}: {Convert.ToBase64String(bytes)}");
        }

        // A fuzzer that gets nothing through, or stops at one rule, has tested nothing behind it.
        Assert.InRange(accepted, Inputs / 100, Inputs * 9 / 10);
        Assert.True(rules.Count >= 8, string.Join(", ", rules));
    }
}
