using Escalation.Statistics;

namespace Escalation.Evaluation;

/// <summary>The extremes of the sum of right minus confidence over the least confident items, for every number of them, in standard deviations of the whole sum.</summary>
/// <param name="Most">The largest value, at least 0.</param>
/// <param name="Least">The smallest value, at most 0.</param>
internal readonly record struct CumulativeDifferences(double Most, double Least)
{
    /// <summary>Sorts a copy. The sum is looked at between different confidences only: within equal ones it would depend on the order of the file.</summary>
    /// <returns>The extremes; null when the confidences have no variance.</returns>
    internal static CumulativeDifferences? Of(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct)
    {
        double[] sorted = confidences.ToArray();
        bool[] right = correct.ToArray();
        Array.Sort(sorted, right);
        var sum = new CompensatedSum();
        var variance = new CompensatedSum();
        double most = 0.0;
        double least = 0.0;
        for (int i = 0; i < sorted.Length; i++)
        {
            sum.Add((right[i] ? 1.0 : 0.0) - sorted[i]);
            variance.Add(sorted[i] * (1.0 - sorted[i]));
            if (i + 1 == sorted.Length || sorted[i + 1] != sorted[i])
            {
                most = Math.Max(most, sum.Value);
                least = Math.Min(least, sum.Value);
            }
        }

        double deviation = Math.Sqrt(variance.Value);
        return deviation > 0.0 ? new CumulativeDifferences(most / deviation, least / deviation) : null;
    }
}
