using System.Text.Json;
using Escalation.Probes.Files;

namespace Escalation.Core.Tests.Probes.Files;

public class SafeTensorsGoldenTests
{
    private const long SmallAllocation = 256 << 10;

    private static readonly Dictionary<string, TensorFileRule> Rules = new(StringComparer.Ordinal)
    {
        ["truncated_length"] = TensorFileRule.Truncated,
        ["header_too_large"] = TensorFileRule.HeaderTooLarge,
        ["header_past_end"] = TensorFileRule.HeaderPastEnd,
        ["invalid_utf8"] = TensorFileRule.InvalidUtf8,
        ["invalid_json"] = TensorFileRule.InvalidJson,
        ["not_object"] = TensorFileRule.NotAnObject,
        ["offset_gap"] = TensorFileRule.OffsetGap,
        ["bad_offset"] = TensorFileRule.BadOffset,
        ["trailing_data"] = TensorFileRule.TrailingData,
        ["size_mismatch"] = TensorFileRule.SizeMismatch,
        ["overflow"] = TensorFileRule.Overflow,
        ["bad_shape"] = TensorFileRule.BadShape,
        ["unknown_dtype"] = TensorFileRule.UnknownType,
        ["misaligned"] = TensorFileRule.Misaligned,
        ["duplicate_key"] = TensorFileRule.DuplicateKey,
        ["bad_metadata"] = TensorFileRule.BadMetadata,
        ["missing_field"] = TensorFileRule.MissingField,
    };

    [Fact]
    public void Valid_files_give_their_numbers()
    {
        JsonElement[] cases = GoldenTensors.Cases("safetensors", "valid");
        Assert.Equal(8, cases.Length);
        foreach (JsonElement golden in cases)
        {
            TensorArchive archive = SafeTensorsFile.Parse(GoldenTensors.Bytes(golden), GoldenTensors.Name(golden));

            JsonProperty[] expected = [.. golden.GetProperty("tensors").EnumerateObject()];
            Assert.Equal(expected.Length, archive.Tensors.Count);
            foreach (JsonProperty tensor in expected)
            {
                Assert.Equal(GoldenTensors.Numbers(tensor.Value), archive.Get(tensor.Name).ToDoubles());
            }
        }
    }

    [Fact]
    public void Metadata_and_shapes_are_read()
    {
        TensorArchive archive = SafeTensorsFile.Parse(GoldenTensors.Bytes(GoldenTensors.Cases("safetensors", "valid")[0]), "f32_matrix");

        Assert.Equal("19", archive.Metadata["layer"]);
        Assert.Equal([2L, 2L], archive.Get("w").Shape.ToArray());
        Assert.Equal(TensorType.Float32, archive.Get("w").Type);
        Assert.Equal(TensorFileRule.MissingTensor, Assert.Throws<TensorFileException>(() => archive.Get("v")).Rule);
    }

    [Fact]
    [Trait("Row", "19")]
    [Trait("Row", "20")]
    [Trait("Row", "22")]
    public void Damaged_files_are_refused_for_their_reason_before_anything_large_is_allocated()
    {
        JsonElement[] cases = GoldenTensors.Cases("safetensors", "invalid");
        Assert.Equal(27, cases.Length);
        foreach (JsonElement golden in cases)
        {
            string name = GoldenTensors.Name(golden);
            byte[] bytes = GoldenTensors.Bytes(golden);
            long before = GC.GetAllocatedBytesForCurrentThread();
            var refusal = Assert.Throws<TensorFileException>(() => SafeTensorsFile.Parse(bytes, name));
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            TensorFileRule expected = Rules[golden.GetProperty("reason").GetString()!];
            Assert.True(expected == refusal.Rule, $"{name}: {refusal.Rule} instead of {expected}: {refusal.Message}");
            Assert.StartsWith(name, refusal.Message, StringComparison.Ordinal);
            Assert.True(allocated < SmallAllocation, $"{name}: allocated {allocated} bytes");
        }
    }

    [Fact]
    [Trait("Row", "19")]
    public void Damaged_numpy_files_allocate_nothing_large_either()
    {
        foreach (JsonElement golden in GoldenTensors.Cases("npy", "invalid"))
        {
            byte[] bytes = GoldenTensors.Bytes(golden);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<TensorFileException>(() => NpyFile.Parse(bytes, "golden"));

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, SmallAllocation);
        }
    }

    [Fact]
    [Trait("Row", "21")]
    public void A_valid_file_of_any_format_cut_at_any_byte_is_refused()
    {
        int cuts = 0;
        foreach ((string name, byte[] bytes, Action<byte[]> read) in GoldenTensors.Valid())
        {
            read(bytes);
            for (int length = 0; length < bytes.Length; length++)
            {
                byte[] cut = bytes[..length];
                Exception? thrown = Record.Exception(() => read(cut));
                Assert.True(thrown is TensorFileException, $"{name} cut at {length}: {thrown}");
                cuts++;
            }
        }

        Assert.InRange(cuts, 3_000, int.MaxValue);
    }

    [Theory]
    [InlineData("bf16_vector")]
    [InlineData("f16_vector")]
    [InlineData("scalar_shape_empty")]
    [InlineData("zero_size_tensor")]
    [InlineData("empty_archive")]
    public void What_is_written_is_what_the_reference_wrote(string name)
    {
        byte[] bytes = GoldenTensors.Bytes(GoldenTensors.Cases("safetensors", "valid").Single(golden => GoldenTensors.Name(golden) == name));

        TensorArchive archive = SafeTensorsFile.Parse(bytes, name);

        Assert.Equal(bytes, SafeTensorsFile.ToBytes(archive.Tensors, archive.Metadata));
    }
}
