namespace Escalation.Calibration.Populations;

/// <summary>Whether a share of a finite population breaks a promise.</summary>
public static class PopulationShare
{
    /// <summary>Whether <c>count / of &gt; level</c>; never of nothing.</summary>
    /// <remarks>
    /// Both sides are rounded to the nearest double once, which keeps their order, and a short decimal level and a ratio of counts below 10^9 that differ at all
    /// differ by far more than that rounding. So 1,800 of 6,000 is not above .3, although .3 as a double is a little less than three tenths.
    /// </remarks>
    /// <param name="count">The counted items.</param>
    /// <param name="of">The items they are counted among.</param>
    /// <param name="level">The promised level.</param>
    public static bool Exceeds(long count, long of, double level) => of > 0 && (double)count / of > level;
}
