using System.Text.Json;
using Escalation.Probes;
using Escalation.Probes.Files;

namespace Escalation.Core.Tests.Probes.Files;

/// <summary>The files in golden/uncertainty.json were written by numpy, or damaged on purpose.</summary>
public class NpyGoldenTests
{
    public static TheoryData<string> Valid() => Names("valid");

    public static TheoryData<string> Invalid() => Names("invalid");

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_file_of_numpy_gives_its_shape_and_its_values_in_row_major_order(string name)
    {
        JsonElement golden = Case("valid", name);

        Tensor array = NpyFile.Parse(golden.GetProperty("base64").GetBytesFromBase64(), name);

        double[] expected = [.. golden.GetProperty("row_major").EnumerateArray().Select(value => value.GetDouble())];
        Assert.Equal(golden.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64()), array.Shape.ToArray());
        Assert.Equal(expected, array.ToDoubles());
        Assert.Equal(expected.Select(value => (float)value), array.ToSingles());
        Assert.Equal(expected.Length, array.Count);
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void A_damaged_file_is_refused_with_its_name_and_the_rule_it_breaks(string name)
    {
        JsonElement golden = Case("invalid", name);

        var refusal = Assert.Throws<TensorFileException>(() => NpyFile.Parse(golden.GetProperty("base64").GetBytesFromBase64(), name));

        TensorFileRule expected = golden.GetProperty("reason").GetString() switch
        {
            "truncated" => TensorFileRule.Truncated,
            "bad_magic" => TensorFileRule.BadMagic,
            "bad_version" => TensorFileRule.BadVersion,
            "trailing_data" => TensorFileRule.TrailingData,
            "object_dtype" => TensorFileRule.ObjectType,
            "structured_dtype" => TensorFileRule.StructuredType,
            "overflow" => TensorFileRule.Overflow,
            "bad_shape" => TensorFileRule.BadShape,
            "bad_keys" => TensorFileRule.BadKeys,
            "bad_header" => TensorFileRule.BadHeader,
            "header_too_large" => TensorFileRule.HeaderTooLarge,
            string other => throw new InvalidOperationException($"The golden file names an unknown rule '{other}'."),
            null => throw new InvalidOperationException("The golden file names no rule."),
        };
        Assert.Equal(expected, refusal.Rule);
        Assert.Equal(name, refusal.FileName);
        Assert.StartsWith(name, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_case_of_the_golden_file_is_run()
    {
        Assert.Equal(14, Valid().Count);
        Assert.Equal(15, Invalid().Count);
    }

    private static TheoryData<string> Names(string section)
    {
        using JsonDocument document = Load();
        return [.. document.RootElement.GetProperty("npy").GetProperty(section).EnumerateArray().Select(golden => golden.GetProperty("name").GetString()!)];
    }

    private static JsonElement Case(string section, string name)
    {
        using JsonDocument document = Load();
        return document.RootElement.GetProperty("npy").GetProperty(section).EnumerateArray().Single(golden => golden.GetProperty("name").ValueEquals(name)).Clone();
    }

    private static JsonDocument Load() => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "uncertainty.json")));
}
