using System.Text.Json;

namespace Escalation.Core.Tests.Evaluation;

/// <summary>A section of the golden file of uncertainties.</summary>
internal static class GoldenSelective
{
    internal static JsonElement Section(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "uncertainty.json")));
        return document.RootElement.GetProperty(name).Clone();
    }

    internal static double[] Numbers(JsonElement element) => [.. element.EnumerateArray().Select(number => number.GetDouble())];

    /// <summary>Asserts a golden number, or an undefined metric where the file has null or nothing.</summary>
    internal static void AssertGolden(JsonElement expected, string key, double? actual, double tolerance = 1e-12)
    {
        if (!expected.TryGetProperty(key, out JsonElement golden) || golden.ValueKind == JsonValueKind.Null)
        {
            Assert.True(actual is null, $"{key}: {actual} where there is no golden number");
        }
        else
        {
            Assert.True(actual is { } value && Math.Abs(value - golden.GetDouble()) <= tolerance, $"{key}: {actual} where the golden number is {golden.GetDouble()}");
        }
    }
}
