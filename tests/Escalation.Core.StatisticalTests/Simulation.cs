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

    /// <summary>The least and the largest number of violations among some worlds that a violation probability explains, two-sided.</summary>
    internal static (int Least, int Most) TwoSided(int worlds, double probability)
    {
        int least = 0;
        while (BinomialTail.Lower(least, worlds, probability) <= FalseAlarm / 2)
        {
            least++;
        }

        int most = worlds;
        while (BinomialTail.Upper(most, worlds, probability) <= FalseAlarm / 2)
        {
            most--;
        }

        return (least, most);
    }

    /// <summary>The largest number of violations that a violation probability of at most delta explains.</summary>
    internal static int OneSided(int worlds, double delta)
    {
        int most = worlds;
        while (BinomialTail.Upper(most, worlds, delta) <= FalseAlarm)
        {
            most--;
        }

        return most;
    }
}
