namespace Escalation.Handoff.Lifecycle;

/// <summary>What happened to an escalation.</summary>
public enum EscalationEventKind
{
    /// <summary>It began: a package for a queue. The default.</summary>
    Requested = 0,

    /// <summary>The channel of its queue took the package.</summary>
    Delivered,

    /// <summary>Those who should act were reminded.</summary>
    Reminded,

    /// <summary>A person took over.</summary>
    Accepted,

    /// <summary>The queue, or the person, does not want it.</summary>
    Declined,

    /// <summary>The channel did not take the package.</summary>
    Failed,

    /// <summary>A deadline passed.</summary>
    TimedOut,

    /// <summary>It went to its second route.</summary>
    Rerouted,

    /// <summary>The person has dealt with it.</summary>
    Resolved,

    /// <summary>The person, or somebody in place of a person who did not, gave the conversation back to the agent.</summary>
    HandedBack,

    /// <summary>No route was left.</summary>
    Abandoned,
}
