namespace Escalation.Runtime;

/// <summary>Whether decisions bind.</summary>
public enum Enforcement
{
    /// <summary>They do. The default.</summary>
    Enforce = 0,

    /// <summary>They are recorded only; the agent acts whatever they say. For trying a policy out beside what runs already.</summary>
    Shadow,
}
