using System.Numerics;

namespace Escalation.Calibration.Counting;

/// <summary>Sorts scores into buckets: bucket b holds the scores that reach exactly b of the ascending thresholds.</summary>
/// <remarks>Immutable and safe to share between threads; finding buckets allocates nothing.</remarks>
internal abstract class ScoreBuckets<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Width = 8;

    /// <summary>Writes the bucket of each score.</summary>
    /// <param name="scores">Finite scores.</param>
    /// <param name="buckets">At least as long.</param>
    internal void Find(ReadOnlySpan<T> scores, Span<int> buckets)
    {
        int whole = scores.Length & -Width;
        FindWhole(scores[..whole], buckets[..whole]);
        if (whole < scores.Length)
        {
            FindRest(scores[whole..], buckets[whole..]);
        }
    }

    /// <summary>The same for a multiple of eight scores.</summary>
    protected abstract void FindWhole(ReadOnlySpan<T> scores, Span<int> buckets);

    /// <summary>How many of the ascending bounds a score reaches: bisection without a branch that could be guessed wrong.</summary>
    protected static int CountReached(ReadOnlySpan<T> bounds, T score)
    {
        int reached = 0;
        int left = bounds.Length;
        while (left > 0)
        {
            int half = (left + 1) >> 1;
            reached += score >= bounds[reached + half - 1] ? half : 0;
            left -= half;
        }

        return reached;
    }

    private void FindRest(ReadOnlySpan<T> scores, Span<int> buckets)
    {
        Span<T> padded = stackalloc T[Width];
        Span<int> found = stackalloc int[Width];
        padded.Fill(scores[0]);
        scores.CopyTo(padded);
        FindWhole(padded, found);
        found[..scores.Length].CopyTo(buckets);
    }
}
