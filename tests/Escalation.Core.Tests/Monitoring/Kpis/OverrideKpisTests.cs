using Escalation.Auditing;
using Escalation.Core.Tests.Decisions;
using Escalation.Core.Tests.Runtime;
using Escalation.Decisions;
using Escalation.Handoff.Lifecycle;
using Escalation.Monitoring.Kpis;
using Escalation.Runtime;

namespace Escalation.Core.Tests.Monitoring.Kpis;

/// <summary>What a person decided is seen when the escalation is resolved, whether or not the conversation is ever handed back.</summary>
public class OverrideKpisTests
{
    [Fact]
    public async Task A_person_who_resolves_and_never_hands_back_is_heard_all_the_same()
    {
        EscalationPolicy policy = RuntimeBench.Policy(new StubTrigger("angry", Signal.Fire(Reason.Sensitivity, score: 0.75, threshold: 0.5)));
        EscalationDesk? desk = null;
        using var bench = new RuntimeBench(policy, new EscalationRuntimeOptions(), new LateChannel(() => desk!));
        using var queues = new Escalation.Handoff.InProcessHandoffChannel();
        desk = new EscalationDesk(RuntimeBench.Router, queues, options: new EscalationDeskOptions { Time = bench.Time });
        using IDisposable following = bench.Runtime.Follow(desk);
        foreach ((string id, bool? right, bool returns) in new[] { ("t1", (bool?)false, false), ("t2", true, false), ("t3", false, true), ("t4", null, false) })
        {
            Conversation conversation = policy.StartConversation("c-" + id);
            await bench.Handle(new AgentTurn { Id = id, Conversation = conversation });
            await desk.AcceptAsync(id, "ann");
            await desk.ResolveAsync(id, "ann", new EscalationResolution("done") { ModelWasRight = right });
            if (returns)
            {
                await desk.HandBackAsync(id, "ann", "All is well.", conversation);
            }
        }

        KpiReport report = AuditKpis.Compute(bench.Records);

        Assert.Equal((2L, 3L), (report.OverrideRate.Proportion.Count, report.OverrideRate.Proportion.Total));
        Assert.Equal((1L, 3L, 1.0 / 3.0), (report.Agreement.Count, report.Agreement.Total, report.Agreement.Value));
        Assert.Equal(1.0 - report.OverrideRate.Proportion.Interval.Upper, report.Agreement.Interval.Lower);
        Assert.Equal((3L, 0L, 0L, 0L), (report.Counts.NotReturned, report.Counts.TakenBack, report.Counts.Corrections, report.Counts.Unreadable));
        AuditRecord resolved = bench.Records.First(record => record.Kind == AuditKind.HandoffResolved);
        Assert.False(resolved.Data.GetProperty("modelWasRight").GetBoolean());
        LabelledDecisions export = CalibrationExport.Read(bench.Records);
        Assert.Equal([("t1", 1), ("t2", 0), ("t3", 1)], export.Rows.Select(row => (row.Id, row.Loss)));
    }

    [Fact]
    public void The_resolution_counts_where_its_outcome_could_not_be_kept()
    {
        KpiLog log = new KpiLog().Escalate("a").Write("handoff-resolved", "a", new { resolution = "done", modelWasRight = false });

        KpiReport report = AuditKpis.Compute(log.Records);

        Assert.Equal((1L, 1L), (report.OverrideRate.Proportion.Count, report.OverrideRate.Proportion.Total));
        Assert.Equal((1L, 1L, 1L), (report.Appropriateness.Proportion.Count, report.Appropriateness.Proportion.Total, report.ReviewedByOutcome));
        Assert.Equal(("a", 1), (Assert.Single(CalibrationExport.Read(log.Records).Rows).Id, CalibrationExport.Read(log.Records).Rows[0].Loss));
    }

    [Fact]
    public void A_refused_approval_is_an_override_and_a_granted_one_is_not()
    {
        var log = new KpiLog();
        foreach ((string id, string answer) in new[] { ("a", "approved"), ("b", "denied"), ("c", "denied"), ("d", "asked-back") })
        {
            log.Decide(id, "request-approval", "sensitivity").Write("handoff-delivered", id, new { queue = "desk" }).Write("handoff-resolved", id, new { resolution = answer });
        }

        KpiReport report = AuditKpis.Compute(log.Records);

        Assert.Equal((2L, 3L), (report.OverrideRate.Proportion.Count, report.OverrideRate.Proportion.Total));
        Assert.Equal((4L, 0L), (report.Counts.ApprovalsRequested, report.Counts.NotReturned));
    }

    [Fact]
    public void Without_a_word_of_anybody_there_is_no_rate_and_a_reason()
    {
        KpiReport report = AuditKpis.Compute(new KpiLog().Escalate("a").Write("handoff-resolved", "a", new { resolution = "done" }).Records);

        Assert.Null(report.OverrideRate.Proportion.Value);
        Assert.Null(report.Agreement.Value);
        Assert.Contains("nobody said whether the agent was right", report.Agreement.Reason, StringComparison.Ordinal);
        Assert.Equal((0.0, 1.0), (report.Agreement.Interval.Lower, report.Agreement.Interval.Upper));
        Assert.Equal(1, report.Counts.NotReturned);
    }
}
