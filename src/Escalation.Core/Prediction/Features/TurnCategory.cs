namespace Escalation.Prediction.Features;

/// <summary>A property of the turn that holds one of several words.</summary>
public enum TurnCategory
{
    /// <summary><see cref="Decisions.AgentTurn.DecisionClass"/>.</summary>
    DecisionClass = 0,

    /// <summary><see cref="Decisions.AgentTurn.Intent"/>.</summary>
    Intent,

    /// <summary><see cref="Decisions.Requester.Language"/>.</summary>
    Language,

    /// <summary><see cref="Decisions.Requester.Tier"/>.</summary>
    Tier,
}
