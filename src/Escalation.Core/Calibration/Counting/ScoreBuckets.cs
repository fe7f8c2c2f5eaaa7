using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    /// <summary>The first bound above which no score reaches: how many of the bounds in [<paramref name="low"/>, <paramref name="high"/>) are at or below the score, counted from zero.</summary>
    protected static int Bisect(ReadOnlySpan<T> bounds, T score, int low, int high)
    {
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) >> 1);
            (low, high) = score >= bounds[middle] ? (middle + 1, high) : (low, middle);
        }

        return low;
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
