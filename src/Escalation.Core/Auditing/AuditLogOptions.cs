using Escalation.Journal;

namespace Escalation.Auditing;

/// <summary>How an audit log is kept.</summary>
public sealed record AuditLogOptions
{
    /// <summary>What an acknowledged record survives; a power failure too, unless said otherwise.</summary>
    public JournalDurability Durability { get; init; } = JournalDurability.Durable;

    /// <summary>How many appends are under way at most, at least 1; further callers wait. Nothing is ever dropped.</summary>
    public int QueueCapacity { get; init => field = Guard.AtLeast(value, 1, nameof(QueueCapacity)); } = 1024;

    /// <summary>After how long a <see cref="JournalDurability.Buffered"/> record is handed to the operating system at the latest; above 0.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>In a folder: a segment takes no more records once it holds so many bytes, at least 1.</summary>
    public long SegmentBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>In a folder: a segment takes no more records once it is so old; above 0. Null for no limit.</summary>
    public TimeSpan? SegmentAge { get; init; }

    /// <summary>Where checkpoints go, and how often; null for none.</summary>
    public CheckpointOptions? Checkpoints { get; init; }

    /// <summary>The clock; the system's unless given.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal JournalOptions Journal => new()
    {
        Durability = Durability,
        QueueCapacity = QueueCapacity,
        FlushInterval = FlushInterval,
        SegmentBytes = SegmentBytes,
        SegmentAge = SegmentAge,
        Time = Time,
    };
}
