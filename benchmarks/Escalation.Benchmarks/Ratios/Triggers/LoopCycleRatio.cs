using Escalation.Triggers.Loops;

namespace Escalation.Benchmarks.Ratios.Triggers;

/// <summary>One step of the cycle detector, three repetitions of any period up to 64: beside comparing windows backwards until the first difference. The times are nanoseconds a step.</summary>
internal sealed class LoopCycleRatio : IRatio
{
    private const int Periods = 3;

    public string Name => "loop-cycle";

    public string Measures => "one step of the cycle detector, three repetitions of any period up to 64";

    public IEnumerable<RatioCase> Cases() =>
    [
        Case("random, 1,000 actions", LoopSignatures.Random()),
        Case("period 17, disturbed", LoopSignatures.Cycle(17, 40)),
        Case("period 48", LoopSignatures.Cycle(48, 0)),
        Case("two actions", LoopSignatures.TwoActions()),
    ];

    private static RatioCase Case(string label, ulong[] steps)
    {
        var ours = new PeriodTracker(new CycleRule(Periods, PeriodTracker.Longest, 1));
        var peer = new WindowRescan(Periods, PeriodTracker.Longest);
        return new RatioCase(label, new RatioBody("PeriodTracker", calls => Run(ours, steps, calls)), new RatioBody("windows compared backwards", calls => Run(peer, steps, calls)))
        {
            Verify = () => Verify(steps),
        };
    }

    private static double Run(PeriodTracker tracker, ulong[] steps, int calls)
    {
        double sum = 0;
        for (int i = 0; i < calls; i++)
        {
            sum += tracker.Append(steps[i % LoopSignatures.Count], 1, i + 1).Period;
        }

        return sum;
    }

    private static double Run(WindowRescan rescan, ulong[] steps, int calls)
    {
        double sum = 0;
        for (int i = 0; i < calls; i++)
        {
            sum += rescan.Append(steps[i % LoopSignatures.Count]);
        }

        return sum;
    }

    private static void Verify(ulong[] steps)
    {
        // A longer period may be graver than a shorter one; without a second stage both name the shortest.
        var ours = new PeriodTracker(new CycleRule(Periods, PeriodTracker.Longest, 0));
        var peer = new WindowRescan(Periods, PeriodTracker.Longest);
        for (int i = 0; i < steps.Length; i++)
        {
            (int period, int expected) = (ours.Append(steps[i], 1, i + 1).Period, peer.Append(steps[i]));
            if (period != expected)
            {
                throw new InvalidOperationException(FormattableString.Invariant($"step {i}: period {period}, but the windows say {expected}"));
            }
        }
    }
}
