using Escalation.Calibration;
using Escalation.Core.Tests.Calibration;
using Escalation.Core.Tests.Decisions;
using Escalation.Core.Tests.Runtime;
using Escalation.Decisions;
using Escalation.Monitoring;
using Escalation.Runtime;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Monitoring;

/// <summary>A certificate of a whole policy is watched by the final decision: what keywords and faults escalate counts, for and against.</summary>
public sealed class PolicyScopeMonitorTests
{
    private const int Recorded = 600;

    private static readonly Certificate Budget = Assert.IsType<Certified>(WholePolicyCalibration.CalibrateBudget(
        PolicyReplay.Run(Budgeted, ScoreDirection.HigherDelegates, Turns(1, Recorded, forced: 0.1)), new DelegationBudgetOptions(0.3))).Certificate;

    private static readonly Certificate Risk = Assert.IsType<Certified>(WholePolicyCalibration.CalibrateRisk(
        PolicyReplay.Run(Risky, ScoreDirection.HigherActs, Turns(1, Recorded, forced: 0.1)), [.. Enumerable.Range(0, Recorded).Select(static i => i % 20 == 0 ? 1.0 : 0.0)], new SelectiveRiskOptions(0.15))).Certificate;

    [Fact]
    public void The_final_decision_counts_whoever_made_it()
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => Budgeted(p, Budget));
        var feed = new DecisionMonitor(CertificateMonitor.For(Budget));
        var ofRule = new DecisionMonitor(CertificateMonitor.For(Certificates.Budget()));
        EscalationPolicy rule = EscalationPolicy.Build(p => Budgeted(p, Certificates.Budget()));
        AgentTurn[] turns = [Turn("acts", 0.1), Turn("delegates", 0.99), Turn("forced", 0.1, "lawyer"), Turn("faulty", double.NaN)];
        foreach (AgentTurn turn in turns)
        {
            feed.OnDecided(turn, policy.Decide(turn));
            ofRule.OnDecided(turn, rule.Decide(turn));
        }

        Assert.Equal((4L, 3L), (feed.Monitor.Counters.Decisions, feed.Monitor.Counters.Escalations));
        Assert.Equal((4L, 2L), (ofRule.Monitor.Counters.Decisions, ofRule.Monitor.Counters.Escalations));
        Assert.Equal((0L, null), (feed.ChangedDecisions, feed.FirstChangedDecision));
    }

    /// <summary>Scores stay as they were: only the whole policy's certificate can notice that keywords take over.</summary>
    [Fact]
    public void Hard_triggers_that_take_over_break_the_promise_and_the_alarm_names_where_it_began()
    {
        const int Change = 400;
        EscalationPolicy policy = EscalationPolicy.Build(p => Budgeted(p, Budget));
        EscalationPolicy rule = EscalationPolicy.Build(p => Budgeted(p, Certificates.Budget()));
        var probe = new AlarmProbe();
        var feed = new DecisionMonitor(CertificateMonitor.For(Budget, new MonitorOptions { Observers = [probe] }));
        var ofRule = new DecisionMonitor(CertificateMonitor.For(Certificates.Budget()));
        AgentTurn[] turns = [.. Turns(2, Change, forced: 0.05), .. Turns(3, 400, forced: 0.6, first: Change)];
        foreach (AgentTurn turn in turns)
        {
            feed.OnDecided(turn, policy.Decide(turn));
            ofRule.OnDecided(turn, rule.Decide(turn));
        }

        Alarm alarm = Assert.Single(probe.Alarms);
        Assert.Equal((WatchSubject.DelegationRate, Budget.CertificateId), (alarm.Subject, alarm.CertificateId));
        Assert.InRange(alarm.FirstStep, Change - 20, Change + 20);
        Assert.Equal($"t{alarm.FirstStep - 1}", alarm.FirstDecisionId);
        Assert.InRange(alarm.Step, alarm.FirstStep, Change + 120);
        Assert.Equal(MonitorVerdict.Continue, ofRule.Monitor.Verdict);
    }

    [Fact]
    public async Task An_alarm_swaps_the_policy_and_the_monitor_of_the_old_certificate_rests()
    {
        EscalationPolicy strict = EscalationPolicy.Build(p => p.Add(new StubTrigger("everything", Signal.Fire(Reason.StaleCalibration))));
        EscalationPolicy current = EscalationPolicy.Build(p => Risky(p, Risk));
        var probe = new AlarmProbe(_ => current = strict);
        var feed = new DecisionMonitor(CertificateMonitor.For(Risk, new MonitorOptions { Observers = [probe] }));
        using var bench = new RuntimeBench(() => current, new EscalationRuntimeOptions { Monitor = feed });
        int acted = 0;
        for (int i = 0; i < 150; i++)
        {
            HandleResult result = await bench.Handle(Turn($"t{i}", 0.99, i % 3 == 0 ? "lawyer" : ""));
            Assert.Equal(!ReferenceEquals(current, strict) && i % 3 != 0, result.Acted);
            acted += result.Acted ? 1 : 0;
            await bench.Runtime.RecordOutcomeAsync($"t{i}", wasRight: i % 2 == 0);
        }

        Alarm alarm = Assert.Single(probe.Alarms);
        Assert.Equal((Risk.CertificateId, (long)acted), (alarm.CertificateId, alarm.Step));
        Assert.InRange(acted, 5, 80);
        Assert.Equal(acted, feed.Monitor.Counters.Decisions - feed.Monitor.Counters.Escalations);
        Assert.Equal(0, bench.Runtime.Counters.ObserverFaults);
    }

    /// <summary>Labels come a hundred decisions late and in another order; those of turns that a keyword took away say nothing about acts.</summary>
    [Fact]
    public void Late_labels_count_for_turns_that_the_whole_policy_acted_on()
    {
        const int Change = 600;
        EscalationPolicy policy = EscalationPolicy.Build(p => Risky(p, Risk));
        var feed = new DecisionMonitor(CertificateMonitor.For(Risk));
        AgentTurn[] turns = Turns(4, 1_200, forced: 0.2, score: 0.995);
        var waiting = new List<int>();
        int acted = 0;
        for (int i = 0; i < turns.Length && feed.Monitor.Verdict == MonitorVerdict.Continue; i++)
        {
            EscalationDecision decision = policy.Decide(turns[i]);
            feed.OnDecided(turns[i], decision);
            acted += decision.MayAct ? 1 : 0;
            waiting.Add(i);
            if (waiting.Count == 100)
            {
                waiting.Reverse();
                foreach (int late in waiting)
                {
                    OutcomeStatus status = feed.OnOutcome($"t{late}", wasRight: late < Change ? late % 20 != 0 : late % 2 == 0);
                    Assert.Equal(policy.Decide(turns[late]).MayAct, status == OutcomeStatus.Counted);
                }

                waiting.Clear();
            }
        }

        Alarm alarm = Assert.Single(feed.Monitor.Alarms);
        int first = int.Parse(alarm.FirstDecisionId[1..], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(first, Change - 40, Change + 40);
        Assert.InRange(feed.Monitor.Counters.Labelled, 1, acted);
    }

    [Fact]
    public async Task Audits_are_drawn_among_final_acts_alone()
    {
        var sampler = AuditSampler.FromSeed(5, 0.3);
        var feed = new DecisionMonitor(CertificateMonitor.For(Risk), sampler);
        using var bench = new RuntimeBench(EscalationPolicy.Build(p => Risky(p, Risk)), new EscalationRuntimeOptions { Monitor = feed });
        for (int i = 0; i < 60; i++)
        {
            await bench.Handle(Turn($"t{i}", 0.99, i % 4 == 0 ? "lawyer" : ""));
            await bench.Runtime.RecordOutcomeAsync($"t{i}", wasRight: true);
        }

        string[] expected = [.. Enumerable.Range(0, 60).Where(static i => i % 4 != 0).Select(static i => $"t{i}").Where(id => sampler.Draw(id).IsSelected)];
        Assert.Equal(expected, bench.Records.Where(static record => record.Kind.Code == "sampled").Select(static record => record.Id));
        Assert.Equal(expected.Length, feed.Monitor.Counters.Labelled);
        Assert.InRange(expected.Length, 5, 30);
    }

    [Fact]
    public void A_policy_that_changed_says_partial_and_the_monitor_notices()
    {
        EscalationPolicy same = EscalationPolicy.Build(p => Budgeted(p, Budget));
        EscalationPolicy changed = EscalationPolicy.Build(p =>
        {
            Budgeted(p, Budget);
            p.Sensitivity(static s => s.Keywords("chargeback"), name: "more");
        });
        Assert.Equal(GuaranteeScope.Full, same.Guarantee.Scope);
        Assert.Equal(GuaranteeScope.Partial, changed.Guarantee.Scope);
        Assert.Contains("changes since the calibration", changed.Guarantee.Outside);
        var feed = new DecisionMonitor(CertificateMonitor.For(Budget));
        Decide(same, Turn("a", 0.1));
        Assert.Equal((0L, null), (feed.ChangedDecisions, feed.FirstChangedDecision));
        Decide(changed, Turn("b", 0.1, "chargeback"));
        Decide(changed, Turn("c", double.NaN));
        Decide(same, Turn("d", 0.1));
        Assert.Equal((2L, "b"), (feed.ChangedDecisions, feed.FirstChangedDecision));

        // The bound is watched all the same.
        Assert.Equal((4L, 2L), (feed.Monitor.Counters.Decisions, feed.Monitor.Counters.Escalations));

        void Decide(EscalationPolicy policy, AgentTurn turn) => feed.OnDecided(turn, policy.Decide(turn));
    }

    [Fact]
    public void A_certificate_about_a_rule_has_no_policy_to_change()
    {
        Certificate rule = Certificates.Budget();
        EscalationPolicy policy = EscalationPolicy.Build(p => Budgeted(p, rule));
        var feed = new DecisionMonitor(CertificateMonitor.For(rule));
        AgentTurn turn = Turn("a", 0.1);
        feed.OnDecided(turn, policy.Decide(turn));

        Assert.Equal(GuaranteeScope.Partial, policy.Guarantee.Scope);
        Assert.Equal((1L, 0L), (feed.Monitor.Counters.Decisions, feed.ChangedDecisions));
    }

    [Fact]
    public void The_scope_survives_the_state()
    {
        CertificateMonitor monitor = CertificateMonitor.For(Budget);
        var feed = new DecisionMonitor(CertificateMonitor.Parse(monitor.ToJson()));
        EscalationPolicy policy = EscalationPolicy.Build(p => Budgeted(p, Budget));
        AgentTurn turn = Turn("forced", 0.1, "lawyer");
        feed.OnDecided(turn, policy.Decide(turn));

        Assert.Equal(1, feed.Monitor.Counters.Escalations);
        Assert.Equal(CertificateScope.Policy, Assert.Single(feed.Monitor.Watches).Scope);
    }

    /// <summary>Two thresholds of one certificate once made the search for any other certificate leave the list.</summary>
    [Fact]
    public void A_policy_with_one_certificate_twice_is_not_taken_for_that_of_another()
    {
        EscalationPolicy twice = EscalationPolicy.Build(p => p
            .Add(new StubThresholdTrigger("first", Budget, static turn => turn.DelegationValue ?? double.NaN))
            .Add(new StubThresholdTrigger("second", Budget, static turn => turn.DelegationValue ?? double.NaN))
            .Add(new StubThresholdTrigger("third", Certificates.Budget(), static turn => 1.0 - (turn.DelegationValue ?? double.NaN))));
        var feed = new DecisionMonitor(CertificateMonitor.For(Certificates.Budget()));
        var ofOther = new DecisionMonitor(CertificateMonitor.For(Certificates.Risk().Certificate));
        AgentTurn turn = Turn("a", 0.1);
        EscalationDecision decision = twice.Decide(turn);
        feed.OnDecided(turn, decision);
        ofOther.OnDecided(turn, decision);

        Assert.Equal([Budget.CertificateId, Certificates.Budget().CertificateId], twice.Guarantee.CertificateIds);
        Assert.Equal((1L, 1L), (feed.Monitor.Counters.Decisions, feed.Monitor.Counters.Escalations));
        Assert.Equal(0, ofOther.Monitor.Counters.Decisions);
    }

    private static AgentTurn Turn(string id, double score, string word = "") => new() { Id = id, Request = $"Where is my parcel? {word}", DelegationValue = score, Confidence = score };

    private static AgentTurn[] Turns(ulong seed, int count, double forced, int first = 0, double? score = null)
    {
        var random = new SplitMix64(seed);
        return [.. Enumerable.Range(first, count).Select(i =>
        {
            double drawn = random.NextUniform();
            return Turn($"t{i}", score ?? drawn, random.NextUniform() < forced ? "lawyer" : "");
        })];
    }

    private static void Budgeted(EscalationPolicyBuilder policy, Threshold threshold) => policy.DelegationValue(above: threshold).Sensitivity(static s => s.Keywords("lawyer"));

    private static void Risky(EscalationPolicyBuilder policy, Threshold threshold) => policy.Confidence(below: threshold).Sensitivity(static s => s.Keywords("lawyer"));
}
