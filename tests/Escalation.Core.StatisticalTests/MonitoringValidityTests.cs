using Escalation.Calibration;
using Escalation.Monitoring;
using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.StatisticalTests;

/// <summary>False alarms of monitors over whole lives at the very boundary of what is promised.</summary>
public sealed class MonitoringValidityTests
{
    private const double Level = 0.1;

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.4)]
    public void A_budget_at_its_bound_raises_no_more_alarms_than_the_level(double alpha) =>
        AssertWithinLevel(1_000, world =>
        {
            var monitor = new CertificateMonitor(new MonitorOptions { Level = Level, LabelWindow = 1 }, WatchPlan.DelegationRate(alpha));
            var random = new SplitMix64(world);
            for (int i = 0; i < 1_000 && monitor.Verdict == MonitorVerdict.Continue; i++)
            {
                monitor.ObserveDecision(Ids[i], random.NextUniform() < alpha);
            }

            return monitor.Verdict == MonitorVerdict.Alarm;
        });

    /// <summary>Errors come at once, successes after a hundred decisions: in the order of decisions that is no news, in the order of arrival the first labels are all errors.</summary>
    [Fact]
    public void Delays_that_depend_on_the_loss_break_the_order_of_arrival_only()
    {
        AssertWithinLevel(400, world => Delayed(world, LabelOrder.Decision, successesCome: true));
        Assert.True(Count(50, world => Delayed(world, LabelOrder.Arrival, successesCome: true)) > 45);
    }

    /// <summary>Only errors are ever reported.</summary>
    [Fact]
    public void Labels_that_are_missing_for_their_loss_break_the_order_of_arrival_only()
    {
        AssertWithinLevel(400, world => Delayed(world, LabelOrder.Decision, successesCome: false));
        Assert.True(Count(50, world => Delayed(world, LabelOrder.Arrival, successesCome: false)) > 45);
    }

    /// <summary>Delays that have nothing to do with the loss are harmless in both orders.</summary>
    [Theory]
    [InlineData(LabelOrder.Decision)]
    [InlineData(LabelOrder.Arrival)]
    public void Random_delays_and_losses_of_labels_are_harmless(LabelOrder order) =>
        AssertWithinLevel(400, world =>
        {
            var monitor = new CertificateMonitor(new MonitorOptions { Level = Level, LabelOrder = order, LabelWindow = 60 }, WatchPlan.Risk(0.2));
            var random = new SplitMix64(world);
            bool[] errors = new bool[Items];
            for (int i = 0; i < Items; i++)
            {
                errors[i] = random.NextUniform() < 0.2;
                monitor.ObserveDecision(Ids[i], escalates: false);
                int late = i - random.NextBelow(80);
                if (late >= 0)
                {
                    monitor.ObserveOutcome(Ids[late], !errors[late]);
                }
            }

            return monitor.Verdict == MonitorVerdict.Alarm;
        });

    /// <summary>People see a fifth of the items, drawn at random, while an adversary predicts losses from the past and draws more where it suits him.</summary>
    [Fact]
    public void Audits_keep_the_level_against_adversarial_predictions_and_propensities() =>
        AssertWithinLevel(1_000, world =>
        {
            var monitor = new CertificateMonitor(new MonitorOptions { Level = Level }, WatchPlan.Risk(0.1));
            var random = new SplitMix64(world);
            double last = 0.0;
            for (int i = 0; i < Items && monitor.Verdict == MonitorVerdict.Continue; i++)
            {
                double q = last > 0.0 ? 0.9 : 0.2;
                double g = last > 0.0 ? 0.0 : i % 3 == 0 ? 1.0 : 0.05;
                bool wrong = random.NextUniform() < 0.1;
                bool drawn = random.NextUniform() < q;
                monitor.ObserveDecision(Ids[i], escalates: false, null, new AuditDraw(q, drawn), g);
                if (drawn)
                {
                    monitor.ObserveOutcome(Ids[i], !wrong);
                }

                last = drawn && wrong ? 1.0 : 0.0;
            }

            return monitor.Verdict == MonitorVerdict.Alarm;
        });

    /// <summary>With a keyed sampler and selective labels the estimate is unbiased and its bounds hold at all times, although acted items are right more often than escalated ones.</summary>
    [Fact]
    public void Audited_risk_is_unbiased_and_its_bounds_hold_at_all_times()
    {
        const int Worlds = 400;
        double sum = 0.0;
        int missed = 0;
        for (ulong world = 0; world < Worlds; world++)
        {
            var monitor = new CertificateMonitor(null, WatchPlan.Risk(0.5));
            var sampler = AuditSampler.FromSeed(world, 0.25);
            var random = new SplitMix64(world);
            bool misses = false;
            for (int i = 0; i < Items; i++)
            {
                bool escalates = random.NextUniform() < 0.3;
                bool wrong = random.NextUniform() < (escalates ? 0.6 : 0.08);
                AuditDraw draw = sampler.Draw(Ids[i]);
                monitor.ObserveDecision(Ids[i], escalates, null, draw, 0.1);
                monitor.ObserveOutcome(Ids[i], !wrong);
                if (i % 10 == 9)
                {
                    RiskInterval bounds = monitor.EstimateRisk("risk", Level).Bounds;
                    misses |= !(bounds.Lower <= 0.08 && 0.08 <= bounds.Upper);
                }
            }

            sum += monitor.EstimateRisk("risk").Mean;
            missed += misses ? 1 : 0;
        }

        // An estimate of 210 items has a standard deviation of about 0.034, the mean of 400 of them 0.0017.
        Assert.InRange(sum / Worlds, 0.08 - 0.009, 0.08 + 0.009);
        Assert.InRange(missed, 0, Simulation.OneSided(Worlds, Level));
    }

    [Fact]
    public void Independent_streams_joined_at_every_step_keep_the_level() =>
        AssertWithinLevel(400, world =>
        {
            MixtureEProcess[] streams = [.. Enumerable.Range(0, 3).Select(_ => new MixtureEProcess(MeanHypothesis.AtMost, 0.3, EvidenceStart.AnyStep))];
            var random = new SplitMix64(world);
            bool alarms = false;
            for (int i = 0; i < 300 && !alarms; i++)
            {
                streams[random.NextBelow(3)].Observe(random.NextUniform() < 0.3 ? 1.0 : 0.0);
                alarms = MixtureEProcess.LogMerged(streams) >= -Math.Log(Level);
            }

            return alarms;
        });

    /// <summary>Every threshold has a risk of exactly alpha, so that each certificate is one too many, ever.</summary>
    [Fact]
    public void Continual_calibration_certifies_no_bad_threshold_beyond_its_level() =>
        AssertWithinLevel(500, world =>
        {
            var calibration = new ContinualCalibration(ThresholdGrid.Even(0.0, 0.9, 10), 0.3, Level);
            var random = new SplitMix64(world);
            int certified = 0;
            for (int i = 0; i < 600 && certified == 0; i++)
            {
                certified += calibration.Observe(random.NextUniform(), random.NextUniform() < 0.3 ? 1.0 : 0.0);
            }

            return certified > 0;
        });

    /// <summary>The mean run length to a false alarm is at least what is promised.</summary>
    [Fact]
    public void An_e_detector_keeps_its_average_run_length()
    {
        const int Worlds = 300;
        const double RunLength = 50.0;
        double sum = 0.0;
        double squares = 0.0;
        for (ulong world = 0; world < Worlds; world++)
        {
            var detector = new EDetector(MeanHypothesis.AtMost, 0.3);
            var random = new SplitMix64(world);
            while (!detector.Alarms(RunLength) && detector.Count < 5_000)
            {
                detector.Observe(random.NextUniform() < 0.3 ? 1.0 : 0.0);
            }

            sum += detector.Count;
            squares += (double)detector.Count * detector.Count;
        }

        double mean = sum / Worlds;
        double error = Math.Sqrt(((squares / Worlds) - (mean * mean)) / Worlds);
        Assert.True(mean - (5.0 * error) < 2_000.0, $"{mean}");
        Assert.True(mean + (5.0 * error) >= RunLength, $"{mean}");
        Assert.True(mean >= RunLength, $"{mean}");
    }

    private const int Items = 300;

    private static readonly string[] Ids = [.. Enumerable.Range(0, 1_000).Select(i => $"t{i}")];

    private static bool Delayed(ulong world, LabelOrder order, bool successesCome)
    {
        var monitor = new CertificateMonitor(new MonitorOptions { Level = Level, LabelOrder = order, LabelWindow = 150 }, WatchPlan.Risk(0.1));
        var random = new SplitMix64(world);
        bool[] errors = new bool[Items];
        for (int i = 0; i < Items; i++)
        {
            errors[i] = random.NextUniform() < 0.1;
            monitor.ObserveDecision(Ids[i], escalates: false);
            if (errors[i])
            {
                monitor.ObserveOutcome(Ids[i], wasRight: false);
            }

            if (successesCome && i >= 100 && !errors[i - 100])
            {
                monitor.ObserveOutcome(Ids[i - 100], wasRight: true);
            }
        }

        return monitor.Verdict == MonitorVerdict.Alarm;
    }

    private static int Count(int worlds, Func<ulong, bool> alarms)
    {
        int count = 0;
        for (ulong world = 0; world < (ulong)worlds; world++)
        {
            count += alarms(world) ? 1 : 0;
        }

        return count;
    }

    private static void AssertWithinLevel(int worlds, Func<ulong, bool> alarms)
    {
        int scaled = Simulation.IsLong ? 10 * worlds : worlds;
        Assert.InRange(Count(scaled, alarms), 0, Simulation.OneSided(scaled, Level));
    }
}
