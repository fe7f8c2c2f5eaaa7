using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Says what the user hears while somebody else takes over.</summary>
/// <remarks>Safe for concurrent use and fast. When it throws or says nothing, the runtime says <see cref="FallbackResponder.LastResort"/>: the user is never left in silence.</remarks>
public interface IFallbackResponder
{
    /// <summary>The message for a turn that does not act.</summary>
    /// <param name="turn">The turn; <see cref="AgentTurn.Requester"/> names the user's language.</param>
    /// <param name="decision">The decision.</param>
    string Respond(AgentTurn turn, in EscalationDecision decision);
}
