namespace Escalation.Benchmarks.Ratios;

/// <summary>What one ratio measured.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Measures">What it measures.</param>
/// <param name="Unavailable">Why there is no number, or null.</param>
/// <param name="Cases">Its cases, in order.</param>
internal sealed record RatioReport(string Name, string Measures, string? Unavailable, IReadOnlyList<CaseReport> Cases)
{
    /// <summary>The case with the largest ratio: the number to quote.</summary>
    public CaseReport? Worst => Cases.Count == 0 ? null : Cases.MaxBy(c => c.Value);

    /// <summary>The geometric mean over the cases.</summary>
    public double GeometricMean => Math.Exp(Cases.Average(c => Math.Log(c.Value)));
}
