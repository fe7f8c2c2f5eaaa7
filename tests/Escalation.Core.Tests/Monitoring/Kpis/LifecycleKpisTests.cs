using System.Globalization;
using Escalation.Auditing;
using Escalation.Core.Tests.Decisions;
using Escalation.Core.Tests.Runtime;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Handoff.Lifecycle;
using Escalation.Monitoring.Kpis;
using Escalation.Runtime;

namespace Escalation.Core.Tests.Monitoring.Kpis;

public class LifecycleKpisTests
{
    [Fact]
    public async Task What_people_do_at_the_desk_becomes_figures()
    {
        using var queues = new InProcessHandoffChannel();
        EscalationPolicy policy = RuntimeBench.Policy(new StubTrigger("angry", turn => turn.Request == "angry" ? Signal.Fire(Reason.Sensitivity) : Signal.Quiet()));
        var store = new MemoryEscalationStore();
        EscalationDesk? desk = null;
        using var bench = new RuntimeBench(policy, new EscalationRuntimeOptions(), new LateChannel(() => desk!));
        desk = new EscalationDesk(RuntimeBench.Router, queues, store, new EscalationDeskOptions { Time = bench.Time });
        using IDisposable following = bench.Runtime.Follow(desk);
        for (int i = 0; i < 10; i++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"t{i}");
            Conversation conversation = policy.StartConversation("c-" + id);
            await bench.Handle(new AgentTurn { Id = id, Request = i < 6 ? "angry" : "calm", Conversation = conversation });
            if (i >= 4)
            {
                continue;
            }

            bench.Time.Advance(TimeSpan.FromMinutes(5));
            await desk.AcceptAsync(id, "ann");
            bench.Time.Advance(TimeSpan.FromMinutes(10));
            await desk.ResolveAsync(id, "ann", new EscalationResolution("done") { Needed = i != 0, Sufficient = i < 2, ModelWasRight = i == 0 });
            await desk.HandBackAsync(id, "ann", "All is well.", conversation);
        }

        KpiReport report = AuditKpis.Compute(bench.Records);

        Assert.Equal((6, 10), (report.EscalationRate.Proportion.Count, report.EscalationRate.Proportion.Total));
        Assert.Equal((3, 4, 0), (report.Appropriateness.Proportion.Count, report.Appropriateness.Proportion.Total, report.ReviewedByOutcome));
        Assert.Equal((2, 4), (report.HandoffSufficiency.Proportion.Count, report.HandoffSufficiency.Proportion.Total));
        Assert.Equal((6, 4, 300.0, 900.0), (report.TimeToAccept.Total, report.TimeToAccept.Ended, report.TimeToAccept.Median.Seconds, report.TimeToResolve.Median.Seconds));
        Assert.Equal((0, 0, 0, 0), (report.Counts.Orphans, report.Counts.UnknownKinds, report.Counts.Unreadable, report.Counts.Silent));
        Assert.All(bench.Records.Where(record => record.Kind == AuditKind.Decision), record => Assert.Equal(ReplayStatus.Replays, DecisionReplay.Run(record).Status));
    }
}
