namespace Escalation.Experiments.Ambiguity;

/// <summary>One figure: a share, an area or a count.</summary>
/// <param name="Data">The data set.</param>
/// <param name="Figure">What was measured.</param>
/// <param name="Value">The value.</param>
/// <param name="Lower">The lower end of its 95 % bootstrap interval, or null.</param>
/// <param name="Upper">The upper end, or null.</param>
/// <param name="Count">How many, for a share; else null.</param>
/// <param name="Total">Of how many, or null.</param>
/// <param name="Reference">What is known of it from elsewhere, or null.</param>
/// <param name="Least">The least value that the evaluation promises, or null.</param>
/// <param name="Most">The greatest value that it promises, or null.</param>
internal sealed record AmbiguityRow(string Data, string Figure, double Value, double? Lower = null, double? Upper = null, int? Count = null, int? Total = null, string? Reference = null, double? Least = null, double? Most = null)
{
    /// <summary>Whether the value keeps the promise; NaN does not.</summary>
    internal bool MeetsBar => !double.IsNaN(Value) && (Least is not { } least || Value >= least) && (Most is not { } most || Value <= most);

    /// <summary>A share.</summary>
    internal static AmbiguityRow Share(string data, string figure, int count, int total, string? reference = null, double? least = null, double? most = null) =>
        new(data, figure, (double)count / total, Count: count, Total: total, Reference: reference, Least: least, Most: most);
}
