using Escalation.Calibration;
using Escalation.Core.Tests.Calibration;
using Escalation.Monitoring;

namespace Escalation.Core.Tests.Monitoring;

public sealed class CertificateMonitorTests
{
    [Fact]
    [Trait("Row", "38")]
    public void A_delegation_rate_beyond_the_budget_raises_an_alarm_that_names_where_it_began()
    {
        var probe = new AlarmProbe();
        Certificate certificate = Certificates.Budget();
        var monitor = CertificateMonitor.For(certificate, new MonitorOptions { Level = 0.001, Observers = [probe], Stream = "eu" });
        Monitors.FeedDecisions(monitor, 2_000, every: 4, "calm");
        Assert.Equal(MonitorVerdict.Continue, monitor.Verdict);

        Monitors.FeedDecisions(monitor, 500, every: 2, "late");

        Alarm alarm = Assert.Single(monitor.Alarms);
        Assert.Same(alarm, Assert.Single(probe.Alarms));
        Assert.Equal(MonitorVerdict.Alarm, monitor.Verdict);
        Assert.Equal(("budget", WatchSubject.DelegationRate, "eu", certificate.CertificateId), (alarm.Watch, alarm.Subject, alarm.Stream, alarm.CertificateId));
        Assert.Equal((0.3, 0.001, AlarmPromise.FalseAlarmProbability), (alarm.Alpha, alarm.Level, alarm.Promise));
        Assert.InRange(alarm.FirstStep, 1_985, 2_002);
        Assert.InRange(alarm.Step, 2_030, 2_300);
        Assert.Equal($"late{alarm.Step - 2_001}", alarm.DecisionId);
        Assert.Equal(alarm.FirstStep > 2_000 ? $"late{alarm.FirstStep - 2_001}" : $"calm{alarm.FirstStep - 1}", alarm.FirstDecisionId);
        Assert.InRange(alarm.EstimatedRate, 0.45, 0.6);
        Assert.True(alarm.LogEvidence >= Math.Log(1_000));
        Assert.Contains("exceeds 0.3", alarm.Message, StringComparison.Ordinal);
        Assert.Contains(alarm.FirstDecisionId, alarm.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_risk_beyond_its_bound_raises_an_alarm_from_labels()
    {
        var monitor = CertificateMonitor.For(Certificates.Risk().Certificate, new MonitorOptions { Level = 0.01 });
        Monitors.FeedLabelled(monitor, 3_000, i => i % 12 == 0 ? 1.0 : 0.0, "calm");
        Assert.Equal(MonitorVerdict.Continue, monitor.Verdict);

        Monitors.FeedLabelled(monitor, 400, i => i % 3 == 0 ? 1.0 : 0.0, "late");

        Alarm alarm = Assert.Single(monitor.Alarms);
        Assert.Equal(WatchSubject.RiskAmongActed, alarm.Subject);
        Assert.InRange(alarm.FirstStep, 2_980, 3_002);
        Assert.InRange(alarm.EstimatedRate, 0.28, 0.5);
    }

    [Fact]
    public void Escalated_items_are_no_part_of_the_risk_among_acted_ones()
    {
        var monitor = new CertificateMonitor(null, WatchPlan.Risk(0.1));
        for (int i = 0; i < 500; i++)
        {
            monitor.ObserveDecision($"t{i}", escalates: true);
            Assert.Equal(OutcomeStatus.NotAwaited, monitor.ObserveOutcome($"t{i}", 1.0));
        }

        Assert.Equal(0.0, monitor.LogEvidence("risk"));
        Assert.Equal(500, monitor.Counters.UnaskedOutcomes);
    }

    [Fact]
    public void The_risk_over_all_items_takes_the_loss_of_whoever_answered()
    {
        var monitor = new CertificateMonitor(new MonitorOptions { Level = 0.05 }, WatchPlan.RiskOfAll(0.1));
        for (int i = 0; i < 200 && monitor.Verdict == MonitorVerdict.Continue; i++)
        {
            monitor.ObserveDecision($"t{i}", escalates: i % 2 == 0);

            // What the model would have answered says nothing about the answer that an escalation got.
            Assert.Equal(i % 2 == 0 ? OutcomeStatus.NotAwaited : OutcomeStatus.Counted, monitor.ObserveOutcome($"t{i}", wasRight: true));
            Assert.Equal(i % 2 == 0 ? OutcomeStatus.Counted : OutcomeStatus.Repeated, monitor.ObserveOutcome($"t{i}", 1.0));
        }

        Assert.InRange(Assert.Single(monitor.Alarms).EstimatedRate, 0.5, 0.7);
        Assert.InRange(monitor.EstimateRisk("risk-of-all").Mean, 0.5, 0.6);
    }

    [Fact]
    public void Watches_share_the_level()
    {
        var probe = new AlarmProbe();
        var monitor = new CertificateMonitor(new MonitorOptions { Level = 0.06, Observers = [probe] }, WatchPlan.DelegationRate(0.2), WatchPlan.Risk(0.1), WatchPlan.RiskOfAll(0.3));

        Monitors.FeedDecisions(monitor, 300, every: 1);

        Assert.Equal(0.02, Assert.Single(probe.Alarms).Level, 15);
        Assert.True(probe.Alarms[0].LogEvidence >= Math.Log(50));
    }

    [Fact]
    public void Every_watch_raises_one_alarm_and_the_verdict_stays()
    {
        var probe = new AlarmProbe();
        var monitor = new CertificateMonitor(new MonitorOptions { Observers = [probe] }, WatchPlan.DelegationRate(0.2), WatchPlan.Risk(0.2));

        Monitors.FeedDecisions(monitor, 100, every: 1, "e");
        Monitors.FeedDecisions(monitor, 3_000, every: 100, "calm");
        Assert.Equal(MonitorVerdict.Alarm, monitor.ObserveDecision("one-more", escalates: false));
        Assert.Single(probe.Alarms);

        Monitors.FeedLabelled(monitor, 100, _ => 1.0, "wrong");
        for (int i = 0; i < 3_000; i++)
        {
            monitor.ObserveOutcome($"calm{i}", 0.0);
        }

        monitor.ObserveOutcome("one-more", 0.0);
        Assert.Equal(["budget", "risk"], probe.Alarms.Select(alarm => alarm.Watch));
        Assert.Equal(probe.Alarms, monitor.Alarms);
        Assert.Equal(MonitorVerdict.Alarm, monitor.Verdict);
    }

    [Fact]
    public void An_e_detector_finds_a_late_change_sooner_and_says_what_it_promises()
    {
        var always = new CertificateMonitor(new MonitorOptions { Level = 1e-4 }, WatchPlan.DelegationRate(0.2));
        var often = new CertificateMonitor(new MonitorOptions { Level = 1e-4, Promise = AlarmPromise.AverageRunLength }, WatchPlan.DelegationRate(0.2));
        Monitors.FeedDecisions(always, 10_000, every: 8, "calm");
        Monitors.FeedDecisions(often, 10_000, every: 8, "calm");
        Monitors.FeedDecisions(always, 300, every: 2, "late");
        Monitors.FeedDecisions(often, 300, every: 2, "late");

        Alarm slow = Assert.Single(always.Alarms);
        Alarm quick = Assert.Single(often.Alarms);
        Assert.True(quick.Step < slow.Step);
        Assert.Contains("once in 10000 steps", quick.Message, StringComparison.Ordinal);
        Assert.Contains("probability at most 0.0001", slow.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_drift_of_the_scores_is_found_without_labels_and_its_direction_named()
    {
        double[] calibration = [.. Enumerable.Range(0, 1_000).Select(i => i / 1_000.0)];
        var monitor = CertificateMonitor.For(Certificates.Budget(), new MonitorOptions { Level = 0.01 }, ScoreReference.Of(calibration, 5));
        for (int i = 0; i < 1_000; i++)
        {
            monitor.ObserveDecision($"calm{i}", escalates: false, i * 617 % 1_000 / 1_000.0);
        }

        Assert.Equal(MonitorVerdict.Continue, monitor.Verdict);
        for (int i = 0; i < 300; i++)
        {
            monitor.ObserveDecision($"late{i}", escalates: false, 0.3 + (i * 617 % 700 / 1_000.0));
        }

        Alarm alarm = Assert.Single(monitor.Alarms);
        Assert.Equal(WatchSubject.ScoreDistribution, alarm.Subject);
        Assert.True(double.IsNaN(alarm.Alpha));
        Assert.InRange(alarm.FirstStep, 900, 1_100);
        Assert.True(alarm.EstimatedRate > 0.55);
        Assert.Contains("mean rank", alarm.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decisions_without_a_score_are_counted_and_no_drift()
    {
        var monitor = new CertificateMonitor(null, WatchPlan.Drift(ScoreReference.Of([1, 2, 3], 1)));
        monitor.ObserveDecision("a", escalates: true);
        monitor.ObserveDecision("b", escalates: true, 2.0);

        Assert.Equal(1, monitor.Counters.Unscored);
        Assert.NotEqual(0.0, monitor.LogEvidence("drift"));
    }

    [Fact]
    public void Bad_input_is_refused_and_counts_nowhere()
    {
        var monitor = new CertificateMonitor(null, WatchPlan.Risk(0.1), WatchPlan.Drift(ScoreReference.Of([1, 2, 3], 1)));
        monitor.ObserveDecision("known", escalates: false, 1.0);
        byte[] before = monitor.ToJson();

        Assert.Throws<ArgumentNullException>(() => monitor.ObserveDecision(null!, escalates: false));
        Assert.Throws<ArgumentException>(() => monitor.ObserveDecision(" ", escalates: false));
        Assert.Throws<ArgumentException>(() => monitor.ObserveDecision("\uDC00", escalates: false));
        Assert.Throws<ArgumentException>(() => monitor.ObserveDecision(new string('x', 257), escalates: false));
        Assert.Throws<ArgumentOutOfRangeException>(() => monitor.ObserveDecision("x", escalates: false, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => monitor.ObserveDecision("x", escalates: false, double.PositiveInfinity));
        Assert.Throws<ArgumentException>(() => monitor.ObserveDecision("x", escalates: false, 1.0, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => monitor.ObserveDecision("x", escalates: false, 1.0, AuditDraw.Always, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => monitor.ObserveDecision("x", escalates: false, 1.0, AuditDraw.Always, 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => monitor.ObserveOutcome("known", double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => monitor.ObserveOutcome("known", -0.1));
        Assert.Throws<ArgumentException>(() => monitor.ObserveOutcome(" ", 0.5));
        Assert.Throws<ArgumentException>(() => monitor.LogEvidence("nothing"));
        Assert.Throws<ArgumentException>(() => monitor.EstimateRisk("drift"));
        Assert.Throws<ArgumentOutOfRangeException>(() => monitor.EstimateRisk("risk", 0.0));
        Assert.Equal(before, monitor.ToJson());
    }

    [Fact]
    public void A_monitor_that_could_not_work_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new CertificateMonitor(null));
        Assert.Throws<ArgumentNullException>(() => new CertificateMonitor(null, [null!]));
        Assert.Throws<ArgumentException>(() => new CertificateMonitor(null, WatchPlan.Risk(0.1), WatchPlan.Risk(0.2)));
        Assert.Throws<ArgumentException>(() => new CertificateMonitor(null, WatchPlan.Risk(0.1, new string('x', 257))));
        Assert.Throws<ArgumentException>(() => new CertificateMonitor(new MonitorOptions { Stream = "\uD800" }, WatchPlan.Risk(0.1)));
        Assert.Throws<ArgumentNullException>(() => CertificateMonitor.For(null!));
        Certificate forged = Certificates.Reseal(Certificates.Budget().ToJson(), "\"alpha\": 0.3", "\"alpha\": 0.2");
        Assert.Throws<InvalidOperationException>(() => CertificateMonitor.For(forged));
    }

    [Fact]
    public void An_observer_may_use_the_monitor_and_its_exception_reaches_the_caller_while_the_alarm_stands()
    {
        CertificateMonitor? monitor = null;
        var probe = new AlarmProbe(_ =>
        {
            Assert.Equal(MonitorVerdict.Alarm, monitor!.Verdict);
            throw new InvalidTimeZoneException("swap failed");
        });
        monitor = new CertificateMonitor(new MonitorOptions { Observers = [probe] }, WatchPlan.DelegationRate(0.1));

        Assert.Throws<InvalidTimeZoneException>(() => Monitors.FeedDecisions(monitor, 100, every: 1));
        Assert.Single(monitor.Alarms);
        Assert.Equal(MonitorVerdict.Alarm, monitor.ObserveDecision("next", escalates: false));
    }

    [Theory]
    [InlineData(LabelOrder.Decision)]
    [InlineData(LabelOrder.Arrival)]
    public void Watching_allocates_nothing(LabelOrder order)
    {
        var monitor = new CertificateMonitor(
            new MonitorOptions { LabelOrder = order, LabelWindow = 64 },
            WatchPlan.DelegationRate(0.5),
            WatchPlan.Risk(0.5),
            WatchPlan.Drift(ScoreReference.Of([0.1, 0.5, 0.9], 1)));
        var sampler = AuditSampler.FromSeed(1, 0.5);
        string[] ids = [.. Enumerable.Range(0, 2_000).Select(i => $"t{i}")];
        Feed(0, 1_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Feed(1_000, 2_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Empty(monitor.Alarms);
        Assert.True(monitor.Counters.NeverLabelled > 0);

        void Feed(int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                monitor.ObserveDecision(ids[i], i % 5 == 0, 0.1 * (i % 10), sampler.Draw(ids[i]));
                if (i % 7 != 0 && i >= 3)
                {
                    monitor.ObserveOutcome(ids[i - 3], wasRight: i % 9 != 0);
                }
            }
        }
    }

    /// <summary>Eight threads with streams of their own give the counts of one: nothing is lost, and the evidence of the budget, which does not mind the order of equal decisions, is the same.</summary>
    [Fact]
    public void Concurrent_use_loses_nothing()
    {
        const int Threads = 8;
        const int Each = 2_000;
        var parallel = new CertificateMonitor(new MonitorOptions { LabelWindow = Threads * Each }, WatchPlan.DelegationRate(0.4), WatchPlan.Risk(0.4));
        var sequential = new CertificateMonitor(new MonitorOptions { LabelWindow = Threads * Each }, WatchPlan.DelegationRate(0.4), WatchPlan.Risk(0.4));

        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread => Feed(parallel, thread));
        for (int thread = 0; thread < Threads; thread++)
        {
            Feed(sequential, thread);
        }

        Assert.Equal(sequential.Counters, parallel.Counters);
        Assert.Equal(sequential.EstimateRisk("risk").Mean, parallel.EstimateRisk("risk").Mean, 12);
        Assert.Equal(sequential.EstimateRisk("risk").Items, parallel.EstimateRisk("risk").Items);
        Assert.Equal(Threads * Each, parallel.Counters.Decisions);

        static void Feed(CertificateMonitor monitor, int thread)
        {
            for (int i = 0; i < Each; i++)
            {
                string id = $"{thread}-{i}";
                monitor.ObserveDecision(id, i % 4 == 0);
                monitor.ObserveOutcome(id, wasRight: i % 10 != 0);
                monitor.ObserveDecision(id, i % 4 == 0);
            }
        }
    }
}
