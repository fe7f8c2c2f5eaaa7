using System.Globalization;
using Escalation.Auditing;
using Escalation.Core.Tests.Runtime;
using Escalation.Decisions;
using Escalation.Monitoring.Kpis;
using Escalation.Runtime;
using Escalation.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Monitoring.Kpis;

public class AuditKpisTests
{
    [Fact]
    [Trait("Row", "91")]
    public void The_figures_of_a_small_log_are_those_counted_by_hand()
    {
        KpiLog log = new KpiLog()
            .Act("a1", decisionClass: "refund").Act("a2").Act("a3").Act("a4")
            .Escalate("e1", decisionClass: "refund").Escalate("e2", "loop").Escalate("e3").Escalate("e4")
            .Decide("g1", "request-approval", "sensitivity").Decide("s1", "safe-stop", "no-signal").Decide("m1", "escalate-to-model", "cost-ratio")
            .Wait(60)
            .Write("handoff-accepted", "e1", new { escalation = "e1", decision = "e1", sufficient = true })
            .Wait(60)
            .Write("handoff-accepted", null, new { escalation = "e2", queue = "desk" })
            .Wait(480)
            .Write("handoff-resolved", "e1", new { needed = true, resolution = "refunded" })
            .Write("handoff-resolved", "e2", new { escalation = "e2", needed = false, sufficient = false })
            .Write("handoff-abandoned", "e3", new { reason = "gave-up" })
            .Outcome("e4", wasRight: false).Outcome("a1", wasRight: true).Outcome("a2", wasRight: false);

        KpiReport report = AuditKpis.Compute(log.Records);

        Assert.Equal((6, 11), Counts(report.EscalationRate.Proportion));
        Assert.Equal(ClopperPearson.Interval(6, 11, 0.05), report.EscalationRate.Proportion.Interval);
        Assert.Equal((2, 3), Counts(report.Appropriateness.Proportion));
        Assert.Equal(1, report.ReviewedByOutcome);
        Assert.Equal((1, 2), Counts(report.HandoffSufficiency.Proportion));
        Assert.Equal((1, 3), Counts(report.AbandonedRate.Proportion));
        Assert.Equal((1, 2), Counts(report.MissedEscalations.Unasked));
        Assert.Null(report.MissedEscalations.Estimate);
        Assert.Equal("no task was drawn for an audit", report.MissedEscalations.Reason);
        Assert.Equal((4, 2, 1, 1), (report.TimeToAccept.Total, report.TimeToAccept.Ended, report.TimeToAccept.Open, report.TimeToAccept.Never));
        Assert.Equal(120.0, report.TimeToAccept.Median.Seconds);
        Assert.Null(report.TimeToAccept.NinetyPercent.Seconds);
        Assert.Equal((0.0, null), (report.TimeToAccept.Median.Lower, report.TimeToAccept.Median.Upper));
        Assert.Equal(600.0, report.TimeToResolve.Median.Seconds);
        Assert.Equal((11, 4, 1, 6, 0), (report.Counts.Tasks, report.Counts.Acted, report.Counts.ApprovalsRequested, report.Counts.Escalated, report.Counts.Unreleased));
        Assert.Equal((0, 0, 0, 0), (report.Counts.Orphans, report.Counts.UnknownKinds, report.Counts.Unreadable, report.Counts.RepeatedDecisions));
        Assert.Empty(report.Alarms);
        KpiSegment refund = Assert.Single(report.Segments, segment => segment.Kind == KpiSegmentKind.DecisionClass);
        Assert.Equal(("refund", 1, 2), (refund.Name, refund.EscalationRate.Count, refund.EscalationRate.Total));
        KpiSegment trigger = Assert.Single(report.Segments, segment => segment.Kind == KpiSegmentKind.Trigger);
        Assert.Equal((2, 3), Counts(trigger.Appropriateness));
        Assert.Equal((7, 11), Counts(trigger.Fired!));
    }

    [Fact]
    public void Retries_repetitions_and_what_a_crash_leaves_count_once()
    {
        KpiLog log = new KpiLog()
            .Decide("crashed", "act")
            .Decide("crashed", "act").Write("released", "crashed", new { completed = true }).Write("released", "crashed", new { completed = true })
            .Escalate("sent").Write("handoff-intent", "sent", new { }).Write("handoff-delivered", "sent", new { }).Decide("sent", "act")
            .Decide("changed", "act").Decide("changed", "escalate-to-person", "loop")
            .Decide("failed", "escalate-to-person", "loop").Write("handoff-intent", "failed", new { }).Write("handoff-failed", "failed", new { failure = "full" })
            .Decide("taken", "act").Write("withheld", "taken", new { outcome = "escalate-to-person", reason = "owned-by-person" })
            .Decide("silent", "escalate-to-person", "owned-by-person", triggers: ("confidence", "skipped"))
            .Decide("given-up", "act").Write("cancelled", "given-up", new { })
            .Write("cancelled", "never-decided", new { }).Write("idempotency-conflict", "sent", new { })
            .Outcome("sent", true).Outcome("sent", false).Outcome("sent", false);

        KpiReport report = AuditKpis.Compute(log.Records);

        Assert.Equal((3, 4), Counts(report.EscalationRate.Proportion));
        Assert.Equal((1, 1), Counts(report.Appropriateness.Proportion));
        Assert.Equal((2, 2, 1, 1, 1), (report.TimeToAccept.Total, report.TimeToAccept.Open, report.Counts.Acted, report.Counts.Corrections, report.Counts.IdempotencyConflicts));
        Assert.Equal((2, 1, 3, 1), (report.Counts.Silent, report.Counts.Cancelled, report.Counts.RepeatedDecisions, report.Counts.Orphans));
    }

    [Fact]
    public void A_turn_withheld_because_nobody_knew_who_has_the_conversation_was_handed_off_and_is_an_escalation()
    {
        KpiLog log = new KpiLog()
            .Decide("unknown", "act").Write("withheld", "unknown", new { outcome = "escalate-to-person", reason = "custody-unknown" })
            .Write("handoff-intent", "unknown", new { queue = "desk" }).Write("handoff-delivered", "unknown", new { queue = "desk" });

        KpiReport report = AuditKpis.Compute(log.Records);

        Assert.Equal((1, 1), Counts(report.EscalationRate.Proportion));
        Assert.Equal((0, 0), (report.Counts.Silent, report.Counts.Acted));
    }

    [Fact]
    public void Shadow_decisions_are_counted_apart()
    {
        KpiLog log = new KpiLog().Act("real").Decide("shadow", "escalate-to-person", "loop", enforced: false).Write("released", "shadow", new { });

        KpiReport enforced = AuditKpis.Compute(log.Records);
        KpiReport shadow = AuditKpis.Compute(log.Records, new KpiOptions { Shadow = true });

        Assert.Equal((0, 1, 1), (enforced.EscalationRate.Proportion.Count, enforced.EscalationRate.Proportion.Total, enforced.Counts.OtherMode));
        Assert.Equal((1, 1, 1), (shadow.EscalationRate.Proportion.Count, shadow.EscalationRate.Proportion.Total, shadow.Counts.OtherMode));
    }

    [Fact]
    public void Nothing_known_gives_reasons_and_no_numbers()
    {
        KpiReport report = AuditKpis.Compute([]);

        Assert.All(new[] { report.EscalationRate, report.Appropriateness, report.HandoffSufficiency, report.AbandonedRate }, kpi =>
        {
            Assert.Null(kpi.Proportion.Value);
            Assert.NotNull(kpi.Proportion.Reason);
            Assert.Equal(new BinomialInterval(0.0, 1.0), kpi.Proportion.Interval);
            Assert.NotNull(kpi.Trend.Reason);
            Assert.NotNull(kpi.Trend.ChangeReason);
        });
        Assert.Equal("no task was handed off", report.TimeToAccept.Reason);
        Assert.Null(report.TimeToAccept.Median.Seconds);
        Assert.Equal("no task was acted on", report.MissedEscalations.Reason);
        Assert.Equal("no acceptance is recorded", AuditKpis.Compute(new KpiLog().Escalate("e").Wait(5).Act("a").Records).TimeToAccept.Reason);
        Assert.Null(report.From);
    }

    [Fact]
    public void What_is_unknown_or_unreadable_is_counted_and_nothing_throws()
    {
        KpiLog log = new KpiLog()
            .Write("weather", "t", new { })
            .Write("decision", null, new { }).Write("decision", "t", new { outcome = "fly", reason = "x" }).Write("decision", "t", new { outcome = 3, reason = new[] { 1 } })
            .Act("a").Write("outcome", "a", new { wasRight = "yes" }).Write("sampled", "a", new { selected = true, propensity = 2 }).Write("sampled", "a", new { selected = true, propensity = "NaN" })
            .Write("handoff-accepted", "a", new { sufficient = 1, needed = (string?)null, decision = 5 })
            .Write("decision", "b", new { outcome = "act", reason = "r", triggers = new object?[] { 1, null, new { name = 3 }, new { name = "n", said = "fires", score = "NaN" } }, replay = new { source = "x" } })
            .Write("segment", null, new { }).Write("recovered", null, new { }).Write("erased", null, new { });

        KpiCounts counts = AuditKpis.Compute(log.Records).Counts;

        Assert.Equal((1, 6, 2, 0), (counts.UnknownKinds, counts.Unreadable, counts.Tasks, counts.Orphans));
    }

    [Fact]
    public void Memory_is_bounded_and_what_comes_too_late_is_an_orphan()
    {
        var log = new KpiLog();
        for (int i = 0; i < 100; i++)
        {
            log.Act(Id(i));
        }

        log.Outcome(Id(0), false).Outcome(Id(99), false);
        KpiReport report = AuditKpis.Compute(log.Records, new KpiOptions { MaximumOpenTasks = 10 });

        Assert.Equal((100, 90, 1), (report.Counts.Tasks, report.Counts.ClosedEarly, report.Counts.Orphans));
        Assert.Equal((1, 1), Counts(report.MissedEscalations.Unasked));
    }

    [Fact]
    public void A_clock_that_was_moved_or_set_back_breaks_nothing()
    {
        KpiLog log = new KpiLog().Escalate("back").Wait(-7200).Write("handoff-accepted", "back", new { }).Wait(7200).Escalate("moved");
        AuditRecord accepted = log.Wait(3700).Write("handoff-accepted", "moved", new { }).Records[^1] with { ClockSkew = TimeSpan.FromSeconds(3600) };

        KpiReport report = AuditKpis.Compute([.. log.Records.SkipLast(1), accepted]);

        Assert.Equal(1, report.Counts.ClockFaults);
        Assert.Equal(0.0, report.TimeToAccept.Median.Seconds);
        Assert.Equal(100.0, report.TimeToAccept.NinetyPercent.Seconds);
    }

    [Fact]
    public async Task The_log_of_a_runtime_gives_what_the_runtime_counted()
    {
        EscalationPolicy policy = RuntimeBench.Policy(new Decisions.StubTrigger("stub", turn => turn.Request == "hard" ? Signal.Fire(Reason.Loop) : Signal.Quiet()));
        using var bench = new RuntimeBench(policy);
        for (int i = 0; i < 40; i++)
        {
            await bench.Handle(new AgentTurn { Id = Id(i), Request = i % 4 == 0 ? "hard" : "easy" });
            await bench.Runtime.RecordOutcomeAsync(Id(i), wasRight: i % 8 != 0);
        }

        KpiReport report = AuditKpis.Compute(bench.Records);
        RuntimeCounters counters = bench.Runtime.Counters;

        Assert.Equal((10, 40), Counts(report.EscalationRate.Proportion));
        Assert.Equal((counters.Acts, counters.HandoffsDelivered), (report.Counts.Acted, report.TimeToAccept.Total));
        Assert.Equal((5, 10), Counts(report.Appropriateness.Proportion));
        Assert.Equal((0, 30), Counts(report.MissedEscalations.Unasked));
        KpiSegment trigger = Assert.Single(report.Segments, segment => segment.Kind == KpiSegmentKind.Trigger);
        Assert.Equal(("stub", 10, 40), (trigger.Name, trigger.EscalationRate.Count, trigger.EscalationRate.Total));
        Assert.All(bench.Records.Where(record => record.Kind == AuditKind.Decision), record => Assert.Equal(ReplayStatus.Replays, DecisionReplay.Run(record).Status));
    }

    /// <summary>Whatever is written twice, as after a crash or a lost answer, changes no figure; and every beginning of a log has figures.</summary>
    [Fact]
    public void Records_written_twice_change_no_figure()
    {
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            IReadOnlyList<AuditRecord> once = RandomLog(new Random(seed)).Records;
            var random = new Random(seed);
            AuditRecord[] twice = [.. once.SelectMany(record => Enumerable.Repeat(record, 1 + random.Next(2)))];
            KpiReport expected = AuditKpis.Compute(once);
            KpiReport actual = AuditKpis.Compute(twice);
            Assert.Equal(Figures(expected), Figures(actual));
            Assert.Equal(expected.TimeToAccept.Median, actual.TimeToAccept.Median);
            Assert.Equal(expected.Counts with { Records = 0, RepeatedDecisions = 0, Orphans = 0 }, actual.Counts with { Records = 0, RepeatedDecisions = 0, Orphans = 0 });
            KpiReport beginning = AuditKpis.Compute(once.Take(random.Next(once.Count)));
            Assert.True(beginning.Counts.Tasks <= expected.Counts.Tasks + expected.Counts.Silent + expected.Counts.Cancelled);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));
    }

    private static (long, long)[] Figures(KpiReport report) =>
    [
        .. new[] { report.EscalationRate, report.Appropriateness, report.HandoffSufficiency, report.AbandonedRate, report.TimeToAccept.InTime, report.TimeToResolve.InTime }.Select(kpi => Counts(kpi.Proportion)),
        Counts(report.MissedEscalations.Kept),
        Counts(report.MissedEscalations.Unasked),
        .. report.Segments.Select(segment => Counts(segment.EscalationRate)),
    ];

    private static KpiLog RandomLog(Random random)
    {
        string[] outcomes = ["act", "nudge", "request-approval", "escalate-to-model", "escalate-to-person", "safe-stop"];
        string[] life = ["handoff-accepted", "handoff-declined", "handoff-timed-out", "handoff-rerouted", "handoff-resolved", "handoff-returned", "handoff-reminded", "handoff-abandoned"];
        var log = new KpiLog();
        for (int i = 0; i < 40; i++)
        {
            string id = Id(random.Next(15));
            log.Wait(random.Next(2000));
            _ = random.Next(8) switch
            {
                0 => log.Write("released", id, new { completed = true }),
                1 => log.Write("handoff-delivered", id, new { queue = "desk" }),
                2 => log.Outcome(id, random.Next(2) == 0),
                3 => log.Drawn(id, 0.25 * random.Next(1, 5)),
                4 => log.Write(life[random.Next(life.Length)], id, new { decision = id, needed = random.Next(2) == 0, sufficient = random.Next(2) == 0 }),
                5 when random.Next(3) == 0 => log.Write("withheld", id, new { reason = "owned-by-person" }).Write("cancelled", id, new { }),
                _ => log.Decide(id, outcomes[random.Next(outcomes.Length)], "low-confidence"),
            };
        }

        return log;
    }

    private static (long Count, long Total) Counts(KpiProportion proportion) => (proportion.Count, proportion.Total);

    private static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"turn-{number}");
}
