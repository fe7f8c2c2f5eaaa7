namespace Escalation.Statistics;

/// <summary>The product-limit estimate of a quantile of waiting times, some of which had not ended when they were last seen.</summary>
/// <remarks>
/// <para><c>S(t) = prod over times u &lt;= t of (1 - d_u / r_u)</c>, with d_u ends at u among the r_u that still waited just before; an end comes before a censoring at the same time.
/// It estimates the truth when those that still wait are like those that waited as long and then ended. A wait that will never end is a censored one at positive infinity.</para>
/// <para>Source: Kaplan and Meier, JASA 53 (1958). O(n log n); allocates a sorted copy; thread safe.</para>
/// </remarks>
public static class KaplanMeier
{
    // The product may miss a level that it reaches exactly by some rounding.
    private const double Rounding = 1e-9;

    /// <summary>The least time at which at most <c>1 - share</c> still wait.</summary>
    /// <param name="times">How long each was seen waiting, 0 or more; positive infinity only where it is censored.</param>
    /// <param name="isCensored">Whether the wait had not ended then, one for each time.</param>
    /// <param name="share">The share that has ended, strictly between 0 and 1: 0.5 is the median.</param>
    /// <returns>The time; NaN when the estimate never falls so far.</returns>
    /// <exception cref="ArgumentException">Thrown when the spans differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a time is negative or NaN, an end is infinite, or the share is out of range.</exception>
    public static double Quantile(ReadOnlySpan<double> times, ReadOnlySpan<bool> isCensored, double share)
    {
        Check.OpenProbability(share);
        if (times.Length != isCensored.Length)
        {
            throw new ArgumentException($"times and isCensored must be of one length, but hold {times.Length} and {isCensored.Length}.", nameof(isCensored));
        }

        var waits = new (double Time, bool Censored)[times.Length];
        for (int i = 0; i < times.Length; i++)
        {
            if (!(times[i] >= 0.0) || (double.IsInfinity(times[i]) && !isCensored[i]))
            {
                Check.Throw(nameof(times), times[i], "0 or more, and finite for a wait that has ended");
            }

            waits[i] = (times[i], isCensored[i]);
        }

        Array.Sort(waits);
        double waiting = 1.0;
        double level = (1.0 - share) * (1.0 + Rounding);
        for (int i = 0; i < waits.Length;)
        {
            double time = waits[i].Time;
            int atRisk = waits.Length - i;
            int ended = 0;
            for (; i < waits.Length && waits[i].Time == time; i++)
            {
                ended += waits[i].Censored ? 0 : 1;
            }

            waiting *= (double)(atRisk - ended) / atRisk;
            if (ended > 0 && waiting <= level)
            {
                return time;
            }
        }

        return double.NaN;
    }
}
