using Escalation.Auditing;
using Escalation.Calibration;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Journal;
using Escalation.Runtime;

namespace Escalation.Tool.Verbs.Demo;

/// <summary>The whole loop on simulated turns: calibrate, build the policy, handle turn by turn, take what is handed off, record outcomes.</summary>
internal sealed class DemoLoop(DemoFolder folder, ulong seed)
{
    /// <summary>What the ids of the live turns begin with.</summary>
    internal const string LivePrefix = "demo-turn";

    internal const string ScoreName = "confidence";
    internal const double Budget = 0.3;
    internal const double Delta = 0.1;

    private const int CalibrationCount = 1_000;
    private const int LiveCount = 1_000;
    private const int LoopLength = 5;

    private readonly DemoClock _clock = new();

    /// <summary>The turns that the threshold is calibrated on, and those that are decided.</summary>
    internal (IReadOnlyList<DemoCase> Calibration, IReadOnlyList<DemoCase> Live) Draw()
    {
        var simulation = new DemoSimulation(seed);
        return (simulation.Draw("demo-calibration", CalibrationCount), simulation.Draw(LivePrefix, LiveCount));
    }

    /// <summary>Certifies that at most 30 % of the turns fall below the threshold.</summary>
    internal static Certificate Calibrate(IReadOnlyList<DemoCase> cases)
    {
        double[] scores = [.. cases.Select(item => item.Confidence)];
        var options = new DelegationBudgetOptions(Budget, Delta) { Direction = ScoreDirection.LowerDelegates, ScoreId = ScoreName };
        return DelegationBudget.Calibrate(scores, options) is Certified certified
            ? certified.Certificate
            : throw new InvalidOperationException("The demonstration has too few turns to certify its own budget.");
    }

    /// <summary>Decides every turn, writes the audit log and tells it how each turn ended.</summary>
    internal async Task<(EscalationPolicy Policy, IReadOnlyList<DemoTurnResult> Results)> RunAsync(Certificate certificate, IReadOnlyList<DemoCase> cases, CancellationToken cancellationToken)
    {
        EscalationPolicy policy = EscalationPolicy.Build(p => p
            .Name("demo")
            .Confidence(below: certificate)
            .Sensitivity(s => s.Keywords("lawyer", "chargeback"))
            .Loops()
            .Route("helpdesk")
            .Route("legal", when: Reason.Sensitivity, priority: Priority.High));
        HandoffRouter router = HandoffRouter.Build(r => r
            .Queue("first-line", owner: "help desk")
            .Queue("legal", owner: "legal team")
            .Route("helpdesk", "first-line")
            .Route("legal", "legal"));
        using var channel = new InProcessHandoffChannel(new InProcessHandoffOptions { Time = _clock });
        await using AuditLog log = AuditLog.Open(folder.AuditLog, new AuditLogOptions { Durability = JournalDurability.Written, Time = _clock });
        var runtime = new EscalationRuntime(policy, router, channel, log, new EscalationRuntimeOptions { Time = _clock });
        var results = new List<DemoTurnResult>(cases.Count);
        foreach (DemoCase item in cases)
        {
            HandleResult result = await runtime.HandleDetailedAsync(Turn(policy, item), static _ => ValueTask.CompletedTask, cancellationToken);
            while (channel.TryReceive(out _))
            {
                // The desk takes every package at once, so the channel never fills.
            }

            await runtime.RecordOutcomeAsync(item.Id, item.ModelIsRight, cancellationToken);
            results.Add(new DemoTurnResult(item, result));
        }

        return (policy, results);
    }

    private static AgentTurn Turn(EscalationPolicy policy, DemoCase item)
    {
        Conversation conversation = policy.StartConversation(item.Id);
        conversation.Record(AgentStep.User(item.Request));
        for (int i = 0; i < (item.Loops ? LoopLength : 1); i++)
        {
            conversation.Record(AgentStep.Tool("find_policy", """{"query":"refund"}""", item.Loops ? "no matching policy" : "one matching policy"));
        }

        return new AgentTurn { Id = item.Id, Conversation = conversation, Request = item.Request, Answer = "See our policy.", Confidence = item.Confidence };
    }
}
