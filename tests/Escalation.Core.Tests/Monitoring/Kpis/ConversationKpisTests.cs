using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Escalation.Auditing;
using Escalation.Monitoring.Kpis;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Monitoring.Kpis;

/// <summary>Several escalations of one conversation are not independent, and the intervals know it.</summary>
public class ConversationKpisTests
{
    [Fact]
    public void Where_a_conversation_has_several_tasks_intervals_rest_on_conversations_and_say_so()
    {
        // 30 conversations of 4 turns; in a third of them everything is escalated, found right to be so and sufficient.
        AuditRecord[] log = [.. Conversations(30, 4)];

        KpiReport report = AuditKpis.Compute(log);
        KpiReport independent = AuditKpis.Compute(log, new KpiOptions { TasksAreIndependent = true });

        KpiProportion rate = report.EscalationRate.Proportion;
        Assert.Equal((40L, 120L, KpiIntervalMethod.KornGraubard, 30), (rate.Count, rate.Total, rate.Method, rate.Conversations));
        Assert.InRange(rate.EffectiveTotal, 26, 30);
        int[] successes = [.. Enumerable.Range(0, 30).Select(i => i % 3 == 0 ? 4 : 0)];
        Assert.Equal(ClusteredProportion.Interval(successes, [.. Enumerable.Repeat(4, 30)], 0.05), rate.Interval);
        Assert.Equal((KpiIntervalMethod.KornGraubard, 10), (report.Appropriateness.Proportion.Method, report.Appropriateness.Proportion.Conversations));
        Assert.Equal((KpiIntervalMethod.KornGraubard, 10), (report.HandoffSufficiency.Proportion.Method, report.HandoffSufficiency.Proportion.Conversations));
        Assert.Equal((KpiIntervalMethod.KornGraubard, 20), (report.MissedEscalations.Kept.Method, report.MissedEscalations.Kept.Conversations));
        KpiSegment trigger = report.Segments.Single(segment => segment.Kind == KpiSegmentKind.Trigger);
        Assert.Equal((rate.Interval, rate.Method), (trigger.Fired!.Interval, trigger.Fired.Method));

        KpiProportion alone = independent.EscalationRate.Proportion;
        Assert.Equal((40L, 120L, KpiIntervalMethod.ClopperPearson, (int?)null, 120L), (alone.Count, alone.Total, alone.Method, alone.Conversations, alone.EffectiveTotal));
        Assert.Equal(ClopperPearson.Interval(40, 120, 0.05), alone.Interval);
        Assert.True(rate.Interval.Upper - rate.Interval.Lower > 1.7 * (alone.Interval.Upper - alone.Interval.Lower));
        Assert.Equal(report.EscalationRate.Trend.Statistic, independent.EscalationRate.Trend.Statistic);
    }

    [Fact]
    public void One_task_a_conversation_or_none_with_an_id_stays_exact()
    {
        foreach (AuditRecord[] log in new[] { [.. Conversations(120, 1)], Without(Conversations(30, 4)) })
        {
            KpiReport report = AuditKpis.Compute(log);
            KpiProportion rate = report.EscalationRate.Proportion;
            Assert.Equal((40L, 120L, KpiIntervalMethod.ClopperPearson, (int?)null), (rate.Count, rate.Total, rate.Method, rate.Conversations));
            Assert.Equal(ClopperPearson.Interval(40, 120, 0.05), rate.Interval);
        }
    }

    [Fact]
    public void A_task_without_a_conversation_counts_by_itself()
    {
        AuditRecord[] both = [.. Conversations(30, 4), .. Without(Conversations(9, 1, "other"))];

        KpiProportion rate = AuditKpis.Compute(both).EscalationRate.Proportion;

        Assert.Equal((43L, 129L, 39), (rate.Count, rate.Total, rate.Conversations));
    }

    private static AuditRecord[] Without(IEnumerable<AuditRecord> records) => [.. records.Select(record => record with { Data = Changed(record.Data, data => data.Remove("conversation")) })];

    private static IEnumerable<AuditRecord> Conversations(int count, int turns, string prefix = "c")
    {
        var log = new KpiLog();
        for (int turn = 0; turn < turns; turn++)
        {
            for (int i = 0; i < count; i++)
            {
                string id = string.Create(CultureInfo.InvariantCulture, $"{prefix}{i}-{turn}");
                if (i % 3 == 0)
                {
                    log.Escalate(id).Write("handoff-resolved", id, new { needed = true, sufficient = true });
                }
                else
                {
                    log.Act(id).Drawn(id, 0.5).Outcome(id, wasRight: i % 2 == 0);
                }
            }
        }

        return log.Records.Select(record => record.Kind == AuditKind.Decision
            ? record with { Data = Changed(record.Data, data => data["conversation"] = record.Id!.Split('-')[0]) }
            : record);
    }

    private static JsonElement Changed(JsonElement json, Action<JsonObject> change)
    {
        JsonObject data = JsonNode.Parse(json.GetRawText())!.AsObject();
        change(data);
        return JsonSerializer.SerializeToElement(data);
    }
}
