using Escalation.Decisions;
using Escalation.DependencyInjection;
using Escalation.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HostedAgent;

/// <summary>The agent loop: propose a step, ask whether to act or to escalate, go on or let go. Refunds have a policy of their own.</summary>
internal sealed class AgentWorker(
    [FromKeyedServices("support")] EscalationRuntime support,
    [FromKeyedServices("refunds")] EscalationRuntime refunds,
    IEscalationPolicyProvider policies,
    IHostApplicationLifetime host) : BackgroundService
{
    /// <summary>Whether the whole script was played.</summary>
    internal bool Finished { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            foreach (Scene scene in Scene.Script)
            {
                await PlayAsync(scene, stoppingToken);
            }

            Finished = true;
        }
        finally
        {
            host.StopApplication();
        }
    }

    private async Task PlayAsync(Scene scene, CancellationToken cancellationToken)
    {
        Console.WriteLine($"{scene.Id}: {scene.Request}");
        Conversation conversation = policies.Get("support").StartConversation(scene.Id);
        conversation.Record(AgentStep.User(scene.Request));
        for (int i = 0; i < scene.Moves.Count; i++)
        {
            Move move = scene.Moves[i];
            EscalationRuntime runtime = move.Tool == Tools.Refund ? refunds : support;
            Console.WriteLine($"  {move.Tool} {move.Arguments}");
            HandleResult result = await runtime.HandleDetailedAsync(TurnOf(scene, i, conversation), _ => Act(conversation, move), cancellationToken);
            Console.WriteLine($"    -> {Describe(result)}");
            if (!result.Acted)
            {
                Console.WriteLine($"  \"{result.FallbackMessage}\"");
                return;
            }
        }
    }

    private static string Describe(HandleResult result) => result.Decision.Outcome switch
    {
        DecisionOutcome.Act => "act",
        DecisionOutcome.Nudge => "act, with a nudge: you repeat yourself",
        DecisionOutcome.RequestApproval => "wait for an approval",
        _ => "escalate",
    };

    private static AgentTurn TurnOf(Scene scene, int index, Conversation conversation) => new()
    {
        Id = $"{scene.Id}-{index + 1}",
        Conversation = conversation,
        Request = scene.Request,
        ProposedStep = AgentStep.Tool(scene.Moves[index].Tool, scene.Moves[index].Arguments),
        Confidence = scene.Moves[index].Confidence,
    };

    private static ValueTask Act(Conversation conversation, Move move)
    {
        conversation.Record(AgentStep.Tool(move.Tool, move.Arguments, Tools.Run(move.Tool)));
        return ValueTask.CompletedTask;
    }
}
