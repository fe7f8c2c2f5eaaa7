namespace Escalation.Triggers.Loops;

/// <summary>When repetition of several steps is a cycle. Immutable.</summary>
internal sealed class CycleRule
{
    internal CycleRule(int periods, int longestPeriod, int stopAfter)
    {
        (Periods, LongestPeriod, StopAfter) = (periods, longestPeriod, stopAfter);
        Needed = new int[PeriodTracker.Longest];
        Array.Fill(Needed, int.MaxValue);
        for (int period = 2; period <= longestPeriod; period++)
        {
            Needed[period - 1] = period * (periods - 1);
        }
    }

    /// <summary>Full periods that warn.</summary>
    internal int Periods { get; }

    /// <summary>The longest period that counts, at most 64.</summary>
    internal int LongestPeriod { get; }

    /// <summary>Further periods that stop.</summary>
    internal int StopAfter { get; }

    /// <summary>For period p at place p - 1: how many steps must equal the one p before them, tolerances aside.</summary>
    internal int[] Needed { get; }
}
