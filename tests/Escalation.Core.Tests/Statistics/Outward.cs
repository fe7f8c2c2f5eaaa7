namespace Escalation.Core.Tests.Statistics;

/// <summary>What "rounded up" means in a test.</summary>
internal static class Outward
{
    /// <summary>
    /// The reference is the true value rounded to nearest, so the least double at or above the truth is it or the next one; some more units in the
    /// last place are allowed, none less.
    /// </summary>
    public static void AssertUp(double nearest, double actual, int units = 2)
    {
        double last = nearest;
        for (int i = 0; i < units; i++)
        {
            last = Math.BitIncrement(last);
        }

        Assert.True(
            actual >= nearest && actual <= last,
            FormattableString.Invariant($"expected {nearest:R} to {last:R}, got {actual:R}"));
    }

    public static void AssertRelative(double expected, double actual, double tolerance) =>
        Assert.InRange(actual, expected * (1 - tolerance), expected * (1 + tolerance));
}
