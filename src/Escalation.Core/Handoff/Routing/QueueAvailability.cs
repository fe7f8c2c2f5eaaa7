namespace Escalation.Handoff.Routing;

/// <summary>Whether a queue can take an escalation, and what stands against it.</summary>
public enum QueueAvailability
{
    /// <summary>Nobody knows how full it is, which counts as full.</summary>
    LoadUnknown = 0,

    /// <summary>It is as full as it may be.</summary>
    Full,

    /// <summary>It is outside its business hours.</summary>
    Closed,

    /// <summary>It lacks a skill that is asked for.</summary>
    SkillMissing,

    /// <summary>Nobody there speaks the requester's language.</summary>
    LanguageMissing,

    /// <summary>Nothing stands against it.</summary>
    Available,
}
