using Escalation.Decisions;
using Escalation.Handoff.Routing;

namespace Escalation.Handoff;

/// <summary>A queue that somebody answers for. Immutable.</summary>
/// <param name="Name">The queue's name.</param>
/// <param name="Owner">Who answers for it; a queue without an owner lets users wait for ever.</param>
/// <param name="MinimumPriority">What goes there is at least this urgent.</param>
public sealed record HandoffTarget(string Name, string Owner, Priority MinimumPriority)
{
    /// <summary>When it is open; null for always.</summary>
    public BusinessHours? Hours { get; init; }

    /// <summary>How many escalations may be in it, waiting or in work; null for any number.</summary>
    public int? Capacity { get; init; }

    /// <summary>What people there can do.</summary>
    public IReadOnlyList<string> Skills { get; init; } = [];

    /// <summary>The languages spoken there as BCP 47 tags; empty for all.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>How soon somebody must take over.</summary>
    public IReadOnlyList<AcceptanceLimit> Limits { get; init; } = [];

    /// <summary>The second route: the queue that takes what this one cannot; null when there is none.</summary>
    public string? SecondQueue { get; init; }

    /// <summary>Whether escalations may wait here while it is closed or full.</summary>
    public bool Waits { get; init; }

    /// <summary>The deadline of an escalation that comes at an instant; null when there is none.</summary>
    internal DateTimeOffset? DeadlineFrom(DateTimeOffset at, Priority priority)
    {
        AcceptanceLimit? limit = Limits.Where(known => known.From <= priority).MaxBy(known => known.From);
        return limit switch
        {
            null => null,
            { Clock: DeadlineClock.OpenHours } when Hours is not null => Hours.AddOpenTime(at, limit.Within),
            _ => at.ToUniversalTime() + limit.Within,
        };
    }
}
