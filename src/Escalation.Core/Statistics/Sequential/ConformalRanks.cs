namespace Escalation.Statistics.Sequential;

/// <summary>Turns a stream of scores into exactly uniform and independent p-values as long as the stream is exchangeable with a reference sample, in bounded memory.</summary>
/// <remarks>
/// <para>N reference scores cut the line into N + 1 gaps. A new score that is exchangeable with them falls into each gap with the same probability, and so does the next one among the N + 2 gaps that there are then. Bins that are
/// bounded by reference scores hold whole numbers of gaps; with g_j gaps of the reference in bin j and c_j scores of the stream so far, the next of them falls into bin j with probability exactly
/// <c>(g_j + c_j) / (N + 1 + t)</c> after t others: Polya's urn. The p-value <c>(sum_{i&lt;j} (g_i + c_i) + u (g_j + c_j)) / (N + 1 + t)</c> with u uniform is therefore uniform given everything before it.
/// Nothing is lost by choosing the bins from the very reference, and nothing is approximate at any N.</para>
/// <para>It needs scores without ties; tied ones are told apart by a second, random coordinate, in the reference as well as in the stream. Small p-values mean low scores.
/// A step is O(log bins) and allocates nothing. Not safe for concurrent use. Sources: Vovk, Gammerman and Shafer, "Algorithmic Learning in a Random World" (2nd ed., 2022), chapter 8; the urn is our own bookkeeping of it.</para>
/// </remarks>
public sealed class ConformalRanks
{
    private static readonly double Largest = Math.BitDecrement(1.0);

    private readonly FenwickCounts _gaps;
    private readonly int _bins;

    /// <summary>Starts a stream.</summary>
    /// <param name="gaps">How many gaps each bin holds, in ascending order of scores: at least 1 each, in sum one more than there are reference scores; when scores of the stream were seen before, these added.</param>
    /// <exception cref="ArgumentException">Thrown when there is no bin or one holds no gap.</exception>
    public ConformalRanks(ReadOnlySpan<long> gaps)
    {
        if (gaps.IsEmpty)
        {
            throw new ArgumentException("gaps must not be empty.", nameof(gaps));
        }

        for (int i = 0; i < gaps.Length; i++)
        {
            if (gaps[i] < 1)
            {
                throw new ArgumentException($"gaps[{i}] must be at least 1, but is {gaps[i]}.", nameof(gaps));
            }
        }

        _bins = gaps.Length;
        _gaps = new FenwickCounts(gaps);
    }

    /// <summary>How many gaps there are now: one more than all scores together.</summary>
    public long Total => _gaps.Total;

    /// <summary>How many gaps a bin holds now.</summary>
    /// <param name="bin">The bin, 0-based.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no such bin.</exception>
    public long Gaps(int bin)
    {
        Check.Between(bin, 0, _bins - 1);
        return _gaps.At(bin);
    }

    /// <summary>The p-value of the next score, which then belongs to the sample.</summary>
    /// <param name="bin">The bin that the score falls into, 0-based.</param>
    /// <param name="uniform">A number drawn uniformly from (0, 1), independent of everything else.</param>
    /// <returns>The p-value, strictly between 0 and 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no such bin or the number is not strictly between 0 and 1; nothing is changed.</exception>
    public double Observe(int bin, double uniform)
    {
        Check.Between(bin, 0, _bins - 1);
        Check.OpenProbability(uniform);
        double below = _gaps.Before(bin);
        double own = _gaps.At(bin);
        double p = (below + (uniform * own)) / _gaps.Total;
        _gaps.Increment(bin);
        return Math.Min(p, Largest);
    }
}
