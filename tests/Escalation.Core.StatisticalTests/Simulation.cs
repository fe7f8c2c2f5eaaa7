using Escalation.Statistics;

namespace Escalation.Core.StatisticalTests;

/// <summary>How large the simulated layers are and what they may show.</summary>
internal static class Simulation
{
    /// <summary>A fingerprint of the right shape, so that simulated calibrations do not spend their time on hashing.</summary>
    internal static readonly string NoFingerprint = new('0', 64);

    /// <summary>False alarms of one check on new seeds: one in a million, both sides together.</summary>
    private const double FalseAlarm = 1e-6;

    /// <summary>Whether the long version was asked for.</summary>
    internal static bool IsLong => Environment.GetEnvironmentVariable("ESCALATION_SLOW") == "1";

    /// <summary>How often to repeat a calibration of n items: ten thousand times, fewer by default where that would take long.</summary>
    internal static int Worlds(int n) => IsLong || n <= 2_000 ? 10_000 : 2_000;

    /// <summary>How often to repeat a calibration of few items where a million times are too long for every build.</summary>
    internal static int ManyWorlds => IsLong ? 1_000_000 : 20_000;

    /// <summary>The least and the largest number of violations among some worlds that a violation probability explains, two-sided.</summary>
    internal static (int Least, int Most) TwoSided(int worlds, double probability) =>
        (First(worlds, count => BinomialTail.Lower(count, worlds, probability) > FalseAlarm / 2), First(worlds, count => BinomialTail.Upper(count + 1, worlds, probability) <= FalseAlarm / 2));

    /// <summary>The largest number of violations that a violation probability of at most delta explains.</summary>
    internal static int OneSided(int worlds, double delta) => First(worlds, count => BinomialTail.Upper(count + 1, worlds, delta) <= FalseAlarm);

    /// <summary>The first count from 0 to <paramref name="last"/> for which something holds that holds for all above it too; the last one when there is none before.</summary>
    private static int First(int last, Func<int, bool> holds)
    {
        int from = 0;
        int to = last;
        while (from < to)
        {
            int middle = from + ((to - from) / 2);
            (from, to) = holds(middle) ? (from, middle) : (middle + 1, to);
        }

        return from;
    }
}
