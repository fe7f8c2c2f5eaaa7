using System.Collections;

namespace Escalation.Calibration;

/// <summary>The hypotheses of one calibration in ascending order of threshold: counts in columns, rows made when asked for.</summary>
internal sealed class HypothesisTable(ThresholdGrid grid, GridCounts counts, double alpha, int firstTested, int lastTested, int certifiedFrom) : IReadOnlyList<Hypothesis>
{
    /// <inheritdoc/>
    public int Count => grid.Count;

    /// <summary>The hypothesis that the sequence begins with; only where it tested any.</summary>
    internal Hypothesis FirstTested => this[firstTested];

    /// <summary>The most permissive certified hypothesis; null when none is.</summary>
    internal Hypothesis? LowestCertified => certifiedFrom <= firstTested ? this[certifiedFrom] : null;

    /// <summary>How many hypotheses the sequence tested, the failing one included.</summary>
    internal int Tested => firstTested - lastTested + 1;

    /// <inheritdoc/>
    public Hypothesis this[int index] => new(
        grid.Thresholds[index],
        counts.Acted(index),
        counts.Errors(index),
        alpha,
        tested: index <= firstTested && index >= lastTested,
        certified: index <= firstTested && index >= certifiedFrom);

    /// <inheritdoc/>
    public IEnumerator<Hypothesis> GetEnumerator()
    {
        for (int index = 0; index < Count; index++)
        {
            yield return this[index];
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
