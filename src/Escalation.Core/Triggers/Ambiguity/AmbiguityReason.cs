using Escalation.Decisions;

namespace Escalation.Triggers.Ambiguity;

/// <summary>The reasons that triggers of this room give besides <see cref="Reason.Ambiguity"/>.</summary>
public static class AmbiguityReason
{
    /// <summary>A slot that the intent or tool needs has no value.</summary>
    public static Reason MissingSlot { get; } = new("missing-slot");

    /// <summary>A slot has a value that cannot be one.</summary>
    public static Reason InvalidSlot { get; } = new("invalid-slot");

    /// <summary>The request asks for several things at once.</summary>
    public static Reason SeveralGoals { get; } = new("several-goals");

    /// <summary>The request is none of the known intents.</summary>
    public static Reason OutOfScope { get; } = new("out-of-scope");

    /// <summary>Attribution: the request can be read in several ways, or asks for several things.</summary>
    public static Reason AmbiguousInput { get; } = new("ambiguous-input");

    /// <summary>Attribution: what the decision needs is not there.</summary>
    public static Reason MissingContext { get; } = new("missing-context");

    /// <summary>Attribution: no rule covers the request.</summary>
    public static Reason PolicyGap { get; } = new("policy-gap");

    /// <summary>Attribution: sources or rules contradict each other.</summary>
    public static Reason Conflict { get; } = new("conflict");

    /// <summary>Attribution: the request is of a kind that the agent was not made for.</summary>
    public static Reason OutOfDistribution { get; } = new("out-of-distribution");
}
