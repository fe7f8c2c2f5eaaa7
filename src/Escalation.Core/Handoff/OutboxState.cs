namespace Escalation.Handoff;

/// <summary>Where a package is on its way through the outbox.</summary>
internal enum OutboxState
{
    /// <summary>Its intent is being written; the sender waits.</summary>
    Submitting = 0,

    /// <summary>It waits to be sent.</summary>
    Waiting,

    /// <summary>It is being sent.</summary>
    Sending,

    /// <summary>The channel has it.</summary>
    Delivered,

    /// <summary>It was given up.</summary>
    Dead,
}
