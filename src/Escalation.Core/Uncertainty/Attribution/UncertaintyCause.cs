namespace Escalation.Uncertainty.Attribution;

/// <summary>Why a turn is uncertain. The order decides between causes of equal strength: the one that comes first is the one that a person can act on soonest.</summary>
public enum UncertaintyCause
{
    /// <summary>Nothing in the turn supports a cause. The default; a cause is never guessed.</summary>
    Unknown = 0,

    /// <summary>What the decision needs is not there: a slot, a document. Ask the user, or look it up.</summary>
    MissingContext,

    /// <summary>The request can be read in several ways, or asks for several things. Ask the user which.</summary>
    AmbiguousInput,

    /// <summary>Sources or rules contradict each other. Somebody who owns them decides.</summary>
    Conflict,

    /// <summary>The request is clear and no rule covers it. The rules need an owner's word.</summary>
    PolicyGap,

    /// <summary>The request is of a kind that the agent was not made for.</summary>
    OutOfDistribution,
}
