using Escalation.Auditing;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Journal;
using Escalation.Runtime;
using Escalation.Tests.Shared;

namespace Escalation.Tool.Tests.Verbs.Audit;

/// <summary>The log of a runtime with acts, handoffs, a fault, people's answers and outcomes, and content that must not be seen in it.</summary>
internal static class StoryLog
{
    internal const string Canary = "canary@example.org 4711";

    internal static string Write(TemporaryFolder folder, int turns = 60, string name = "audit.jsonl")
    {
        string path = folder.PathOf(name);
        WriteAsync(path, turns).GetAwaiter().GetResult();
        return path;
    }

    private static async Task WriteAsync(string path, int turns)
    {
        var time = new ManualTimeProvider();
        EscalationPolicy policy = EscalationPolicy.Build(p => p
            .Name("support")
            .Add(new ConfidenceTrigger())
            .Route("desk", priority: Priority.High));
        await using AuditLog log = AuditLog.Open(path, new AuditLogOptions { Durability = JournalDurability.Written, Time = time });
        using var channel = new InProcessHandoffChannel();
        var runtime = new EscalationRuntime(policy, HandoffRouter.Build(r => r.Queue("desk", "team").Route("desk", "desk")), channel, log, new EscalationRuntimeOptions { Time = time });
        for (int i = 0; i < turns; i++)
        {
            string id = $"turn-{i}";
            var turn = new AgentTurn { Id = id, Request = Canary, Answer = Canary, Confidence = ((i % 20) / 20.0) + (i < 60 ? 0.0 : 1e-5 * i), DecisionClass = i % 3 == 0 ? "refund" : Canary, Requester = new Requester(Canary, Canary, Canary, Canary) };
            EscalationDecision decision = await runtime.HandleAsync(turn, _ => ValueTask.CompletedTask);
            time.Advance(TimeSpan.FromMinutes(7));
            if (decision.MayAct)
            {
                await log.AppendAsync(new AuditEntry(new AuditKind("sampled"), id, json =>
                {
                    json.WriteNumber("propensity", 0.5);
                    json.WriteBoolean("selected", i % 2 == 0);
                }));
            }
            else if (i % 2 == 0)
            {
                await log.AppendAsync(new AuditEntry(new AuditKind("handoff-accepted"), id, json =>
                {
                    json.WriteString("escalation", id);
                    json.WriteString("actor", Canary);
                    json.WriteString("queue", "desk");
                    json.WriteBoolean("sufficient", i % 4 == 0);
                }));
                await log.AppendAsync(new AuditEntry(new AuditKind("handoff-resolved"), id, json =>
                {
                    json.WriteString("decision", id);
                    json.WriteString("resolution", Canary);
                    json.WriteBoolean("needed", i % 6 != 0);
                }));
            }

            await runtime.RecordOutcomeAsync(id, wasRight: i % 20 != 8 && i % 20 != 3);
        }

        await log.AppendAsync(new AuditEntry(new AuditKind("weather"), null, json =>
        {
            json.WriteString("note", Canary);
            json.WriteString("sky", "blue");
            json.WriteNumber("degrees", 21);
        }));
    }

    private sealed class ConfidenceTrigger : IThresholdTrigger
    {
        public string Name => "confidence";

        public Threshold Threshold { get; } = new(0.4, ScoreDirection.HigherActs, ThresholdPurpose.Risk, ThresholdOrigin.Uncalibrated);

        public DecisionOutcome Outcome => DecisionOutcome.EscalateToPerson;

        public Signal Evaluate(AgentTurn turn) => Signal.Compare(turn.Confidence ?? double.NaN, Threshold, Reason.LowConfidence);
    }
}
