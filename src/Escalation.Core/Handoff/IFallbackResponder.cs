using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Says what the user hears while somebody else takes over.</summary>
/// <remarks>Safe for concurrent use and fast. When it throws or says nothing, the runtime says <see cref="FallbackResponder.LastResort"/>: the user is never left in silence.</remarks>
public interface IFallbackResponder
{
    /// <summary>The message for a turn that does not act.</summary>
    /// <param name="turn">The turn; <see cref="AgentTurn.Requester"/> names the user's language and <see cref="AgentTurn.Channel"/> how they are talked to.</param>
    /// <param name="decision">The decision.</param>
    string Respond(AgentTurn turn, in EscalationDecision decision);

    /// <summary>The message for a turn that goes to a queue. Unless implemented, the one of <see cref="Respond(AgentTurn, in EscalationDecision)"/>.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="route">Where it goes, or null when it goes nowhere.</param>
    string Respond(AgentTurn turn, in EscalationDecision decision, HandoffRoute? route) => Respond(turn, decision);

    /// <summary>The message for a turn that goes to a queue of which the router knows something. Unless implemented, the one of <see cref="Respond(AgentTurn, in EscalationDecision, HandoffRoute?)"/>.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="decision">The decision.</param>
    /// <param name="route">Where it goes, or null when it goes nowhere.</param>
    /// <param name="outlook">When the queue opens and by when somebody answers, in the queue's own time zone, see <see cref="HandoffRouter.OutlookOf"/>; null when nothing is known.</param>
    string Respond(AgentTurn turn, in EscalationDecision decision, HandoffRoute? route, QueueOutlook? outlook) => Respond(turn, decision, route);
}
