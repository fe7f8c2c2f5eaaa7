namespace Escalation.Calibration.Counting;

/// <summary>Sums over buckets.</summary>
internal static class Cumulation
{
    /// <summary>For each threshold the sum of the buckets that lie on its acting side: those after it when scores above act, else those up to it.</summary>
    /// <exception cref="OverflowException">Thrown when the sum of all buckets exceeds 2^63 - 1.</exception>
    internal static long[] Of(ReadOnlySpan<long> buckets, bool above, out long total)
    {
        long[] sums = new long[buckets.Length - 1];
        long sum = 0;
        for (int step = 0; step < sums.Length; step++)
        {
            int threshold = above ? sums.Length - 1 - step : step;
            sum = checked(sum + buckets[above ? threshold + 1 : threshold]);
            sums[threshold] = sum;
        }

        total = checked(sum + buckets[above ? 0 : ^1]);
        return sums;
    }

    /// <summary>The same for sums of losses, of which there may be none.</summary>
    internal static UInt128[] Of(ReadOnlySpan<UInt128> buckets, bool above)
    {
        var sums = new UInt128[Math.Max(0, buckets.Length - 1)];
        UInt128 sum = UInt128.Zero;
        for (int step = 0; step < sums.Length; step++)
        {
            int threshold = above ? sums.Length - 1 - step : step;
            sum += buckets[above ? threshold + 1 : threshold];
            sums[threshold] = sum;
        }

        return sums;
    }

    /// <exception cref="OverflowException">Thrown when a sum exceeds 2^63 - 1.</exception>
    internal static long[] Sum(ReadOnlySpan<long> left, ReadOnlySpan<long> right)
    {
        long[] sums = new long[left.Length];
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] = checked(left[i] + right[i]);
        }

        return sums;
    }

    internal static UInt128[] Sum(ReadOnlySpan<UInt128> left, ReadOnlySpan<UInt128> right)
    {
        var sums = new UInt128[left.Length];
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] = left[i] + right[i];
        }

        return sums;
    }
}
