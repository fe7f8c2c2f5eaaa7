namespace Escalation.Handoff;

/// <summary>How an in-process channel behaves.</summary>
public sealed record InProcessHandoffOptions
{
    /// <summary>How many packages of each priority wait at most; at least 1. A flood of one priority so never blocks another.</summary>
    public int CapacityPerPriority { get; init => field = Guard.AtLeast(value, 1, nameof(CapacityPerPriority)); } = 256;

    /// <summary>How many of the latest escalation ids are remembered to recognise repetitions; at least 1.</summary>
    public int RememberedIds { get; init => field = Guard.AtLeast(value, 1, nameof(RememberedIds)); } = 65536;

    /// <summary>The clock; the system's unless given.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
