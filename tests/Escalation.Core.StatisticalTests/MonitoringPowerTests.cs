using Escalation.Calibration;
using Escalation.Monitoring;
using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.StatisticalTests;

/// <summary>How soon monitors find what they are for. The bounds leave room for other seeds; they are there to notice a watch that has gone blind.</summary>
public sealed class MonitoringPowerTests
{
    private const int Worlds = 100;

    /// <summary>The best possible test of 0.1 against the true rate needs about ln(1/level)/KL labels: 4.6 nats at 0.044, 0.154 and 0.511 a label.</summary>
    [Theory]
    [InlineData(0.2, 104.0, 2.5)]
    [InlineData(0.3, 30.0, 2.5)]
    [InlineData(0.5, 9.0, 2.5)]
    public void A_promise_that_never_held_is_found_within_a_small_multiple_of_the_optimum(double rate, double optimum, double multiple) =>
        Assert.InRange(MeanDelay(0, rate, EvidenceStart.AnyStep), optimum, multiple * optimum);

    [Fact]
    public void A_change_after_five_thousand_steps_is_found_and_dated()
    {
        double any = MeanDelay(5_000, 0.3, EvidenceStart.AnyStep);
        double first = MeanDelay(5_000, 0.3, EvidenceStart.FirstStep);

        // KL(0.3 || 0.1) is 0.154 nats a label; ln(100) + ln(8) + the price of the start, 15 nats, make 22.
        Assert.InRange(any, 60.0, 220.0);
        Assert.True(first > 2.0 * any, $"{first} {any}");
    }

    [Fact]
    public void The_first_step_that_mattered_is_near_the_change()
    {
        int near = 0;
        for (ulong world = 0; world < Worlds; world++)
        {
            MixtureEProcess process = Change(2_000, 0.3, EvidenceStart.AnyStep, world);
            near += Math.Abs(process.Onset.FirstStep - 2_001) <= 30 ? 1 : 0;
        }

        Assert.True(near >= 85, $"{near}");
    }

    /// <summary>Audits of a fifth of the items find an excess with about a fifth of the labels for the same number of items at a small loss of time.</summary>
    [Fact]
    public void Audits_find_an_excess_with_few_labels()
    {
        double items = 0.0;
        double labels = 0.0;
        for (ulong world = 0; world < Worlds; world++)
        {
            var monitor = new CertificateMonitor(new MonitorOptions { LabelWindow = 4 }, WatchPlan.Risk(0.1));
            var random = new SplitMix64(world);
            for (int i = 0; monitor.Verdict == MonitorVerdict.Continue; i++)
            {
                Assert.True(i < 5_000);
                bool drawn = random.NextUniform() < 0.2;
                monitor.ObserveDecision(Ids[i], escalates: false, null, new AuditDraw(0.2, drawn));
                items++;
                labels += drawn ? 1 : 0;
                if (drawn)
                {
                    monitor.ObserveOutcome(Ids[i], random.NextUniform() >= 0.3);
                }
            }
        }

        Assert.InRange(items / Worlds, 100.0, 500.0);
        Assert.InRange(labels / items, 0.15, 0.25);
    }

    [Theory]
    [InlineData(1.5, 400.0)]
    [InlineData(2.5, 150.0)]
    public void A_shift_of_the_scores_is_found(double power, double most)
    {
        double delays = 0.0;
        for (ulong world = 0; world < Worlds; world++)
        {
            var random = new SplitMix64(world);
            double[] scores = [.. Enumerable.Range(0, 1_000).Select(_ => random.NextUniform())];
            var monitor = new CertificateMonitor(new MonitorOptions { LabelWindow = 4 }, WatchPlan.Drift(ScoreReference.Of(scores, world)));
            for (int i = 0; monitor.Verdict == MonitorVerdict.Continue && i < 5_000; i++)
            {
                monitor.ObserveDecision(Ids[i], escalates: false, Math.Pow(random.NextUniform(), power));
                delays++;
            }
        }

        Assert.InRange(delays / Worlds, 10.0, most);
    }

    /// <summary>A risk of a fifth of alpha is certified at every threshold, and soon.</summary>
    [Fact]
    public void Continual_calibration_certifies_what_is_safe()
    {
        double labels = 0.0;
        for (ulong world = 0; world < Worlds; world++)
        {
            var calibration = new ContinualCalibration(ThresholdGrid.Even(0.0, 0.9, 10), 0.1, 0.1);
            var random = new SplitMix64(world);
            while (!calibration.IsCertified(0) && calibration.Count < 5_000)
            {
                calibration.Observe(random.NextUniform(), random.NextUniform() < 0.02 ? 1.0 : 0.0);
            }

            labels += calibration.Count;
        }

        // ln(100) + ln(8) nats at KL(0.02 || 0.1) = 0.0512 make 130 labels.
        Assert.InRange(labels / Worlds, 60.0, 260.0);
    }

    private static readonly string[] Ids = [.. Enumerable.Range(0, 5_000).Select(i => $"t{i}")];

    private static double MeanDelay(int calm, double rate, EvidenceStart start)
    {
        double sum = 0.0;
        for (ulong world = 0; world < (ulong)(Worlds / (calm > 0 ? 4 : 1)); world++)
        {
            sum += Change(calm, rate, start, world).Count - calm;
        }

        return sum / ((ulong)(Worlds / (calm > 0 ? 4 : 1)));
    }

    /// <summary>A stream at half of alpha = 0.1 that changes to another rate, up to the alarm at level 0.01.</summary>
    private static MixtureEProcess Change(int calm, double rate, EvidenceStart start, ulong world)
    {
        var process = new MixtureEProcess(MeanHypothesis.AtMost, 0.1, start);
        var random = new SplitMix64(world);
        for (int i = 0; i < calm; i++)
        {
            process.Observe(random.NextUniform() < 0.05 ? 1.0 : 0.0);
        }

        while (!process.Rejects(0.01) && process.Count < calm + 20_000)
        {
            process.Observe(random.NextUniform() < rate ? 1.0 : 0.0);
        }

        return process;
    }
}
