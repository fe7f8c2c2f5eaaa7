using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Says one constant English sentence for each kind of decision.</summary>
public sealed class FallbackResponder : IFallbackResponder
{
    /// <summary>What is said when every other message fails.</summary>
    public const string LastResort = "I am bringing in a specialist who will continue from here.";

    private const string Approval = "This step needs an approval first. I will continue as soon as I have it.";
    private const string Model = "One moment, I am having this checked.";
    private const string Stopped = "I cannot continue safely with this, so I have stopped here.";

    /// <inheritdoc/>
    public string Respond(AgentTurn turn, in EscalationDecision decision) => decision.Outcome switch
    {
        DecisionOutcome.RequestApproval => Approval,
        DecisionOutcome.EscalateToModel => Model,
        DecisionOutcome.SafeStop => Stopped,
        _ => LastResort,
    };
}
