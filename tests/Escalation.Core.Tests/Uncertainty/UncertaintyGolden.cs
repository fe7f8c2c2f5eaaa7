using System.Text.Json;
using Escalation.Decisions;

namespace Escalation.Core.Tests.Uncertainty;

/// <summary>The golden vectors of token log-probabilities.</summary>
internal static class UncertaintyGolden
{
    private static readonly JsonDocument Document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "uncertainty.json")));

    internal static JsonElement Section(string name) => Document.RootElement.GetProperty(name);

    internal static TokenAlternative[] Alternatives(JsonElement top) =>
        [.. top.EnumerateArray().Select(a => new TokenAlternative(a.GetProperty("token").GetString()!, a.GetProperty("logprob").GetDouble()))];

    /// <summary>Equal to twelve digits; the order of summation decides the last ones.</summary>
    internal static void AssertClose(JsonElement expected, double actual, string what)
    {
        double value = expected.ValueKind == JsonValueKind.String ? double.NegativeInfinity : expected.GetDouble();
        Assert.True(value.Equals(actual) || Math.Abs(value - actual) <= 1e-12 * Math.Max(1.0, Math.Abs(value)), $"{what}: expected {value:R}, was {actual:R}");
    }
}
