namespace Escalation.Evaluation;

/// <summary>Cumulative counts at the end of each block of tied confidences, highest first; no block is empty.</summary>
/// <param name="acted">Items so far.</param>
/// <param name="losses">Losses so far.</param>
/// <param name="oracle">The area under the curve of the order by losses.</param>
/// <param name="isCounted">Whether every loss is 0 or 1.</param>
/// <param name="areEqual">Whether all losses are equal.</param>
internal readonly ref struct CurveCounts(ReadOnlySpan<int> acted, ReadOnlySpan<double> losses, double oracle, bool isCounted, bool areEqual)
{
    internal readonly ReadOnlySpan<int> Acted = acted;
    internal readonly ReadOnlySpan<double> Losses = losses;
    internal readonly double Oracle = oracle;
    internal readonly bool IsCounted = isCounted;
    internal readonly bool AreEqual = areEqual;

    internal int N => Acted.IsEmpty ? 0 : Acted[^1];

    internal double Total => Losses.IsEmpty ? 0.0 : Losses[^1];

    /// <summary>The mean loss.</summary>
    internal double Error => Total / N;

    /// <summary>Counts of right and wrong answers.</summary>
    internal static CurveCounts Counted(ReadOnlySpan<int> acted, ReadOnlySpan<double> errors)
    {
        int n = acted.IsEmpty ? 0 : acted[^1];
        int wrong = errors.IsEmpty ? 0 : (int)errors[^1];
        return new CurveCounts(acted, errors, OracleArea.Of(n, wrong), isCounted: true, areEqual: wrong == 0 || wrong == n);
    }
}
