using Escalation.Decisions;

namespace Escalation.Handoff.Routing;

/// <summary>Collects what is special about a queue. Not safe for concurrent use.</summary>
public sealed class HandoffQueueBuilder
{
    private HandoffTarget _queue;

    internal HandoffQueueBuilder(HandoffTarget queue) => _queue = queue;

    /// <summary>What goes there is at least so urgent.</summary>
    /// <param name="minimum">The least priority.</param>
    public HandoffQueueBuilder AtLeast(Priority minimum) => Set(_queue with { MinimumPriority = Valid(minimum) });

    /// <summary>Opens it at these hours only; unless said, it is always open.</summary>
    /// <param name="hours">The hours.</param>
    public HandoffQueueBuilder Open(BusinessHours hours)
    {
        ArgumentNullException.ThrowIfNull(hours);
        return Set(_queue with { Hours = hours });
    }

    /// <summary>Bounds it: as many escalations may be in it, waiting or in work. Needs <see cref="HandoffRouterBuilder.Load"/>.</summary>
    /// <param name="most">The bound; at least 1.</param>
    public HandoffQueueBuilder Capacity(int most) => Set(_queue with { Capacity = Guard.AtLeast(most, 1) });

    /// <summary>Names what people there can do; unless said, it is taken for nothing in particular.</summary>
    /// <param name="skills">The skills, compared ordinally.</param>
    public HandoffQueueBuilder Skills(params string[] skills) => Set(_queue with { Skills = Texts(skills) });

    /// <summary>Names the languages spoken there; unless said, it is taken for all.</summary>
    /// <param name="languages">BCP 47 tags; <c>de</c> takes <c>de-CH</c>.</param>
    public HandoffQueueBuilder Languages(params string[] languages) => Set(_queue with { Languages = Texts(languages) });

    /// <summary>Sets the deadline by which somebody must have taken over.</summary>
    /// <param name="limit">How soon; above 0, at most <see cref="BusinessHours.MaximumSpan"/>.</param>
    /// <param name="clock">How the time counts.</param>
    /// <param name="from">It holds for this priority and more urgent ones, unless another call says so for a more urgent one.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the limit is outside that range, or the clock or priority is not one of its enum.</exception>
    /// <exception cref="HandoffRoutingException">Thrown when there is a limit for this priority already.</exception>
    public HandoffQueueBuilder AcceptWithin(TimeSpan limit, DeadlineClock clock = DeadlineClock.WallClock, Priority from = Priority.Low)
    {
        if (limit <= TimeSpan.Zero || limit > BusinessHours.MaximumSpan)
        {
            throw new ArgumentOutOfRangeException(nameof(limit), limit, "A limit must be above 0 and at most 366 days.");
        }

        if (!Enum.IsDefined(clock))
        {
            throw new ArgumentOutOfRangeException(nameof(clock), clock, "Not a clock.");
        }

        return _queue.Limits.Any(known => known.From == Valid(from))
            ? throw new HandoffRoutingException($"Queue '{_queue.Name}' has two limits for the priority {from}.")
            : Set(_queue with { Limits = [.. _queue.Limits, new AcceptanceLimit(from, limit, clock)] });
    }

    /// <summary>Names the second route: where an escalation goes when this queue is closed or full, lacks what it takes, declines or does not answer.</summary>
    /// <param name="queue">The other queue's name.</param>
    public HandoffQueueBuilder Otherwise(string queue) => Set(_queue with { SecondQueue = Guard.NotBlank(queue) });

    /// <summary>Declares that escalations may wait here while it is closed or full. A queue with hours or a capacity, and no second route, must say so.</summary>
    public HandoffQueueBuilder Waits() => Set(_queue with { Waits = true });

    internal HandoffTarget Build() => _queue;

    internal static Priority Valid(Priority priority) => Enum.IsDefined(priority)
        ? priority
        : throw new ArgumentOutOfRangeException(nameof(priority), priority, "Not a priority.");

    private static string[] Texts(string[] texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Array.ConvertAll(texts, static text => Guard.NotBlank(text, nameof(texts)));
    }

    private HandoffQueueBuilder Set(HandoffTarget queue)
    {
        _queue = queue;
        return this;
    }
}
