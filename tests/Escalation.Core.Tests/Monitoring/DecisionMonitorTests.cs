using Escalation.Calibration;
using Escalation.Core.Tests.Calibration;
using Escalation.Core.Tests.Decisions;
using Escalation.Core.Tests.Runtime;
using Escalation.Decisions;
using Escalation.Monitoring;
using Escalation.Runtime;

namespace Escalation.Core.Tests.Monitoring;

public sealed class DecisionMonitorTests
{
    private static readonly Certificate Budget = Certificates.Budget();

    [Fact]
    public void The_certified_trigger_speaks_for_its_rule_and_others_stay_outside()
    {
        var (policy, score, other) = Build(Budget);
        var feed = new DecisionMonitor(CertificateMonitor.For(Budget));

        Decide(feed, policy, "a", score, 0.2, other, fires: false);
        Decide(feed, policy, "b", score, 0.9, other, fires: false);
        Decide(feed, policy, "c", score, 0.2, other, fires: true);
        Decide(feed, policy, "d", score, 0.9, other, fires: true);

        Assert.Equal((4L, 2L), (feed.Monitor.Counters.Decisions, feed.Monitor.Counters.Escalations));
    }

    [Fact]
    public void A_score_counts_when_the_certified_trigger_is_the_one_that_is_quoted()
    {
        var (policy, score, other) = Build(Budget);
        var feed = new DecisionMonitor(CertificateMonitor.For(Budget, null, ScoreReference.Of([0.1, 0.2, 0.5], 1)));

        Decide(feed, policy, "a", score, 0.2, other, fires: false);
        Decide(feed, policy, "b", score, 0.2, other, fires: true);
        Decide(feed, policy, "c", score, double.NaN, other, fires: false);

        Assert.Equal((3L, 2L), (feed.Monitor.Counters.Decisions, feed.Monitor.Counters.Unscored));
        Assert.Equal(1, feed.Monitor.Counters.Escalations);
    }

    [Fact]
    public void Decisions_of_other_certificates_and_without_an_id_do_not_count()
    {
        var (policy, score, other) = Build(Budget);
        var (uncalibrated, plainScore, plainOther) = Build(Threshold.DelegateAbove(0.5));
        var feed = new DecisionMonitor(CertificateMonitor.For(Budget));

        Decide(feed, uncalibrated, "a", plainScore, 0.9, plainOther, fires: false);
        Decide(feed, policy, null, score, 0.9, other, fires: false);

        Assert.Equal(0, feed.Monitor.Counters.Decisions);
    }

    [Fact]
    public void Decisions_that_asked_no_trigger_do_not_count()
    {
        var (policy, _, _) = Build(Budget);
        var feed = new DecisionMonitor(CertificateMonitor.For(Budget));
        Conversation conversation = policy.StartConversation("c");
        conversation.HandOver();
        var turn = new AgentTurn { Id = "a", Conversation = conversation };
        feed.OnDecided(turn, policy.Decide(turn));

        Assert.Equal(0, feed.Monitor.Counters.Decisions);
    }

    [Fact]
    public void The_second_word_on_a_turn_does_not_count()
    {
        var (policy, score, other) = Build(Budget);
        var feed = new DecisionMonitor(CertificateMonitor.For(Budget));

        Decide(feed, policy, "a", score, 0.9, other, fires: false);
        Decide(feed, policy, "a", score, 0.1, other, fires: false);

        Assert.Equal((1L, 1L, 1L), (feed.Monitor.Counters.Decisions, feed.Monitor.Counters.Escalations, feed.Monitor.Counters.RepeatedDecisions));
    }

    [Fact]
    public void Only_turns_of_the_group_count()
    {
        Certificate grouped = Certificates.Worded(Certificates.Mutate(Budget, document => document["group"] = "refunds"));
        var (policy, score, other) = Build(grouped);
        var feed = new DecisionMonitor(CertificateMonitor.For(grouped), includes: turn => turn.DecisionClass == "refunds");

        Decide(feed, policy, "a", score, 0.9, other, fires: false);
        Decide(feed, policy, "b", score, 0.9, other, fires: false, "refunds");

        Assert.Equal(1, feed.Monitor.Counters.Decisions);
        Assert.Throws<ArgumentException>(() => new DecisionMonitor(CertificateMonitor.For(grouped)));
    }

    [Fact]
    public void Monitors_that_turns_cannot_feed_are_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new DecisionMonitor(null!));
        Assert.Throws<ArgumentException>(() => new DecisionMonitor(new CertificateMonitor(null, WatchPlan.Risk(0.1))));
        Assert.Throws<ArgumentException>(() => new DecisionMonitor(new CertificateMonitor(null, WatchPlan.For(Budget)[0], WatchPlan.RiskOfAll(0.1))));
        Assert.Throws<ArgumentException>(() => new DecisionMonitor(new CertificateMonitor(null, WatchPlan.For(Budget)[0], WatchPlan.For(Certificates.Risk().Certificate)[0])));
    }

    [Fact]
    public void Telling_of_a_decision_allocates_nothing()
    {
        var (policy, score, other) = Build(Budget);
        var feed = new DecisionMonitor(new CertificateMonitor(new MonitorOptions { LabelWindow = 100 }, WatchPlan.For(Budget)[0], WatchPlan.Risk(0.5)), AuditSampler.FromSeed(1, 0.5));
        score.Score = 0.2;
        other.Fires = false;
        AgentTurn[] turns = [.. Enumerable.Range(0, 400).Select(i => new AgentTurn { Id = $"t{i}" })];
        EscalationDecision[] decisions = [.. turns.Select(turn => policy.Decide(turn))];
        Feed(0, 200);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Feed(200, 400);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(400, feed.Monitor.Counters.Decisions);

        void Feed(int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                feed.OnDecided(turns[i], decisions[i]);
                feed.OnOutcome(turns[i].Id!, wasRight: true);
            }
        }
    }

    /// <summary>The whole story: the runtime tells the monitor, the alarm swaps the policy for a stricter one, and the monitor of the old certificate rests.</summary>
    [Fact]
    public async Task An_alarm_can_swap_the_policy_for_a_stricter_one()
    {
        Certificate certificate = Certificates.Risk().Certificate;
        var score = new StubScoreTrigger("confidence", certificate);
        EscalationPolicy certified = EscalationPolicy.Build(p => p.Add(score));
        EscalationPolicy strict = EscalationPolicy.Build(p => p.Add(new StubTrigger("everything", Signal.Fire(Reason.StaleCalibration))));
        EscalationPolicy current = certified;
        var probe = new AlarmProbe(_ => current = strict);
        var feed = new DecisionMonitor(CertificateMonitor.For(certificate, new MonitorOptions { Observers = [probe] }));
        using var bench = new RuntimeBench(() => current, new EscalationRuntimeOptions { Monitor = feed });
        score.Score = 1.0;
        int acted = 0;
        for (int i = 0; i < 200; i++)
        {
            HandleResult result = await bench.Handle(RuntimeBench.Turn($"t{i}"));
            acted += result.Acted ? 1 : 0;
            await bench.Runtime.RecordOutcomeAsync($"t{i}", wasRight: i % 2 == 0);
        }

        Alarm alarm = Assert.Single(probe.Alarms);
        Assert.Equal(alarm.Step, acted);
        Assert.InRange(acted, 5, 60);
        Assert.Equal(alarm.Step, feed.Monitor.Counters.Decisions);
        Assert.Equal(0, bench.Runtime.Counters.ObserverFaults);
    }

    [Fact]
    public async Task Drawn_turns_are_recorded_with_their_propensity_and_only_their_labels_count()
    {
        Certificate certificate = Certificates.Risk().Certificate;
        var score = new StubScoreTrigger("confidence", certificate) { Score = 1.0 };
        var sampler = AuditSampler.FromSeed(5, 0.3);
        var feed = new DecisionMonitor(CertificateMonitor.For(certificate), sampler);
        using var bench = new RuntimeBench(EscalationPolicy.Build(p => p.Add(score)), new EscalationRuntimeOptions { Monitor = feed });
        for (int i = 0; i < 40; i++)
        {
            score.Score = i % 4 == 0 ? -1.0 : 1.0;
            await bench.Handle(RuntimeBench.Turn($"t{i}"));
            await bench.Runtime.RecordOutcomeAsync($"t{i}", wasRight: true);
        }

        string[] expected = [.. Enumerable.Range(0, 40).Where(i => i % 4 != 0).Select(i => $"t{i}").Where(id => sampler.Draw(id).IsSelected)];
        Assert.Equal(expected, bench.Records.Where(record => record.Kind.Code == "sampled").Select(record => record.Id));
        Assert.Contains("\"propensity\":0.3,\"selected\":true", bench.LogText, StringComparison.Ordinal);
        Assert.Equal(expected.Length, feed.Monitor.Counters.Labelled);
        Assert.InRange(expected.Length, 3, 20);
    }

    [Fact]
    public async Task A_monitor_that_fails_disturbs_neither_decisions_nor_outcomes()
    {
        Certificate certificate = Certificates.Risk().Certificate;
        var score = new StubScoreTrigger("confidence", certificate) { Score = 1.0 };
        var feed = new DecisionMonitor(CertificateMonitor.For(certificate), AuditSampler.FromSeed(1, 0.5), _ => throw new InvalidTimeZoneException());
        using var bench = new RuntimeBench(EscalationPolicy.Build(p => p.Add(score)), new EscalationRuntimeOptions { Monitor = feed });

        HandleResult result = await bench.Handle();
        await bench.Runtime.RecordOutcomeAsync("t", wasRight: true);

        Assert.True(result.Acted);
        Assert.Equal(2, bench.Runtime.Counters.ObserverFaults);
    }

    [Fact]
    public void A_policy_that_fails_as_a_whole_does_not_count()
    {
        var (policy, _, _) = Build(Budget);
        var feed = new DecisionMonitor(CertificateMonitor.For(Budget));
        foreach (Reason reason in new[] { RuntimeReason.PolicyFault, RuntimeReason.CustodyUnknown, Reason.ReentrancyLimit, Reason.OwnedByPerson })
        {
            feed.OnDecided(RuntimeBench.Turn(), new EscalationDecision { Id = "t", Guarantee = policy.Guarantee, Reason = reason, TriggerIndex = -1 });
        }

        Assert.Equal(0, feed.Monitor.Counters.Decisions);
        feed.OnDecided(RuntimeBench.Turn(), new EscalationDecision { Id = "t", Guarantee = policy.Guarantee, Reason = RuntimeReason.AuditUnavailable, TriggerIndex = -1 });
        Assert.Equal((1L, 0L), (feed.Monitor.Counters.Decisions, feed.Monitor.Counters.Escalations));
    }

    private static void Decide(DecisionMonitor feed, EscalationPolicy policy, string? id, StubScoreTrigger score, double value, StubFiring other, bool fires, string? decisionClass = null)
    {
        score.Score = value;
        other.Fires = fires;
        var turn = new AgentTurn { Id = id, DecisionClass = decisionClass };
        feed.OnDecided(turn, policy.Decide(turn));
    }

    private static (EscalationPolicy Policy, StubScoreTrigger Score, StubFiring Other) Build(Threshold threshold)
    {
        var other = new StubFiring();
        var score = new StubScoreTrigger("score", threshold);
        return (EscalationPolicy.Build(p => p.Add(other).Add(score)), score, other);
    }

    /// <summary>Fires when told to.</summary>
    private sealed class StubFiring : ITrigger
    {
        public bool Fires { get; set; }

        public string Name => "other";

        public Signal Evaluate(AgentTurn turn) => Fires ? Signal.Fire(Reason.Loop) : Signal.Quiet();
    }

    /// <summary>Compares a score that tests set with a threshold.</summary>
    private sealed class StubScoreTrigger(string name, Threshold threshold) : IThresholdTrigger
    {
        public double Score { get; set; }

        public string Name => name;

        public Threshold Threshold => threshold;

        public DecisionOutcome Outcome => DecisionOutcome.EscalateToPerson;

        public Signal Evaluate(AgentTurn turn) => Signal.Compare(Score, threshold, Reason.LowConfidence);
    }
}
