namespace Escalation.Journal;

/// <summary>How a journal is kept.</summary>
public sealed record JournalOptions
{
    /// <summary>What an acknowledged record survives; a power failure too, unless said otherwise.</summary>
    public JournalDurability Durability
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(Durability), value, "Not a durability.");
    }

    /// <summary>How many appends are under way at most, at least 1; further callers wait. Nothing is ever dropped.</summary>
    public int QueueCapacity { get; init => field = Guard.AtLeast(value, 1, nameof(QueueCapacity)); } = 1024;

    /// <summary>After how long a <see cref="JournalDurability.Buffered"/> record is handed to the operating system at the latest; above 0.</summary>
    public TimeSpan FlushInterval { get; init => field = Positive(value, nameof(FlushInterval)); } = TimeSpan.FromMilliseconds(100);

    /// <summary>A segment of a folder takes no more records once it holds so many bytes, at least 1; it exceeds them by one batch at most.</summary>
    public long SegmentBytes { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(SegmentBytes), value, "SegmentBytes must be at least 1."); } = 64L * 1024 * 1024;

    /// <summary>A segment of a folder takes no more records once it is so old, by the monotonic clock since it was opened; above 0. Null for no limit.</summary>
    public TimeSpan? SegmentAge { get; init => field = value is { } age ? Positive(age, nameof(SegmentAge)) : null; }

    /// <summary>The clock; the system's unless given.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    private static TimeSpan Positive(TimeSpan value, string name) =>
        value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0.");
}
