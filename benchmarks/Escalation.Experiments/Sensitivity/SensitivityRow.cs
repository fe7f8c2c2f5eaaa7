namespace Escalation.Experiments.Sensitivity;

/// <summary>One figure: a count of a total, or a number between -1 and 1.</summary>
/// <param name="Data">The data set.</param>
/// <param name="Figure">What was measured.</param>
/// <param name="Value">The value.</param>
/// <param name="Count">How many, for a share; null for a correlation.</param>
/// <param name="Total">Of how many.</param>
/// <param name="Least">The least value that the library promises, or null.</param>
/// <param name="Most">The greatest value that it promises, or null.</param>
internal sealed record SensitivityRow(string Data, string Figure, double Value, int? Count = null, int? Total = null, double? Least = null, double? Most = null)
{
    /// <summary>Whether the value keeps the promise; NaN does not.</summary>
    public bool MeetsBar => (Least is not { } least || Value >= least) && (Most is not { } most || Value <= most);

    /// <summary>A share.</summary>
    public static SensitivityRow Share(string data, string figure, int count, int total, double? least = null, double? most = null) =>
        new(data, figure, (double)count / total, count, total, least, most);
}
