using Escalation.Journal;

namespace Escalation.Handoff;

/// <summary>How an outbox behaves.</summary>
public sealed record OutboxOptions
{
    /// <summary>How often a package is sent at most, kills of the process included, before it becomes a dead letter; at least 1.</summary>
    public int MaximumAttempts { get; init => field = Guard.AtLeast(value, 1, nameof(MaximumAttempts)); } = 8;

    /// <summary>The wait after the first failure; it doubles with each further one. Above 0.</summary>
    public TimeSpan FirstDelay { get; init => field = Positive(value, nameof(FirstDelay)); } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait; above 0.</summary>
    public TimeSpan MaximumDelay { get; init => field = Positive(value, nameof(MaximumDelay)); } = TimeSpan.FromMinutes(5);

    /// <summary>Seeds the jitter, which takes up to half of each wait off, so that senders which failed together do not come back together. Give each process its own.</summary>
    public int Seed { get; init; }

    /// <summary>How long a channel may take; above 0. Whether the package arrived is unknown then, and it is sent again.</summary>
    public TimeSpan AttemptTimeout { get; init => field = Positive(value, nameof(AttemptTimeout)); } = TimeSpan.FromSeconds(30);

    /// <summary>How many packages are sent at a time, at least 1: one that hangs holds only its own place up.</summary>
    public int Concurrency { get; init => field = Guard.AtLeast(value, 1, nameof(Concurrency)); } = 4;

    /// <summary>How many packages wait to be delivered at most, at least 1; further senders wait. Dead letters do not count.</summary>
    public int Capacity { get; init => field = Guard.AtLeast(value, 1, nameof(Capacity)); } = 10_000;

    /// <summary>How many of the latest finished ids are remembered to recognise repetitions, after a restart too; at least 1.</summary>
    public int RememberedIds { get; init => field = Guard.AtLeast(value, 1, nameof(RememberedIds)); } = 65_536;

    /// <summary>The journal is rewritten without finished packages once so many have come, and they outnumber the waiting ones; at least 1.</summary>
    public int CompactAfter { get; init => field = Guard.AtLeast(value, 1, nameof(CompactAfter)); } = 1_000;

    /// <summary>What an accepted package survives; a power failure too, unless said otherwise.</summary>
    public JournalDurability Durability { get; init; } = JournalDurability.Durable;

    /// <summary>The clock; the system's unless given. Waits go by its timestamps, so that moving the wall clock changes none; only what a restart finds goes by the wall clock, within <see cref="MaximumDelay"/>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    private static TimeSpan Positive(TimeSpan value, string name) =>
        value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0.");
}
