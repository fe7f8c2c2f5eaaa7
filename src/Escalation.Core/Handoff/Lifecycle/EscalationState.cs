namespace Escalation.Handoff.Lifecycle;

/// <summary>Where an escalation is in its life.</summary>
public enum EscalationState
{
    /// <summary>It waits in its queue for somebody to take over. The default.</summary>
    Requested = 0,

    /// <summary>A person has it.</summary>
    Accepted,

    /// <summary>Its queue, or the person who had it, does not want it; its second route follows.</summary>
    Declined,

    /// <summary>Its channel did not take it; its second route follows.</summary>
    Failed,

    /// <summary>Nobody took over, or the person did not resolve it, by its deadline; its second route follows.</summary>
    TimedOut,

    /// <summary>The person has dealt with it, and still has the conversation.</summary>
    Resolved,

    /// <summary>The conversation is the agent's again. Final.</summary>
    HandedBack,

    /// <summary>No route is left: a safe stop. Final.</summary>
    Abandoned,
}
