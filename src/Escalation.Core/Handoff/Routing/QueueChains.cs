using System.Collections.Frozen;

namespace Escalation.Handoff.Routing;

/// <summary>Queues and their second routes, known to end somewhere that can take anything.</summary>
internal sealed class QueueChains
{
    private readonly FrozenDictionary<string, HandoffTarget> _queues;
    private readonly IQueueLoad? _load;

    /// <exception cref="HandoffRoutingException">Thrown when a second route leads nowhere or in a circle, or a chain may end closed or full.</exception>
    internal QueueChains(IReadOnlyList<HandoffTarget> queues, IQueueLoad? load)
    {
        Queues = queues;
        _queues = queues.ToFrozenDictionary(queue => queue.Name, StringComparer.Ordinal);
        _load = load;
        foreach (HandoffTarget queue in queues)
        {
            if (queue.Capacity is not null && load is null)
            {
                throw new HandoffRoutingException($"Queue '{queue.Name}' has a capacity, but the router has no Load that knows how full it is.");
            }

            RequireEnd(queue);
        }
    }

    internal IReadOnlyList<HandoffTarget> Queues { get; }

    internal HandoffTarget? Find(string queue) => _queues.GetValueOrDefault(queue);

    /// <summary>A queue and its second routes, in their order; empty when there is no such queue.</summary>
    internal HandoffTarget[] From(string queue)
    {
        var chain = new List<HandoffTarget>();
        for (HandoffTarget? next = Find(queue); next is not null; next = next.SecondQueue is { } second ? _queues[second] : null)
        {
            chain.Add(next);
        }

        return [.. chain];
    }

    /// <summary>What stands most against a queue: no room before closed, closed before a lack.</summary>
    internal QueueAvailability AvailabilityOf(HandoffTarget queue, HandoffRequest request, DateTimeOffset at) =>
        RoomIn(queue) is { } crowded ? crowded
        : queue.Hours is { } hours && !hours.IsOpen(at) ? QueueAvailability.Closed
        : !request.Skills.All(skill => queue.Skills.Contains(skill, StringComparer.Ordinal)) ? QueueAvailability.SkillMissing
        : queue.Languages.Count > 0 && request.Language is { } tag && !queue.Languages.Any(range => LanguageRange.Matches(range, tag)) ? QueueAvailability.LanguageMissing
        : QueueAvailability.Available;

    private QueueAvailability? RoomIn(HandoffTarget queue)
    {
        if (queue.Capacity is not { } capacity)
        {
            return null;
        }

        try
        {
            int load = _load!.Of(queue.Name);
            return load < 0 ? QueueAvailability.LoadUnknown : load >= capacity ? QueueAvailability.Full : null;
        }
        catch (Exception)
        {
            // What nobody can count may be overflowing: the second route takes it.
            return QueueAvailability.LoadUnknown;
        }
    }

    private void RequireEnd(HandoffTarget first)
    {
        var seen = new List<string>();
        HandoffTarget last = first;
        for (HandoffTarget? queue = first; queue is not null; last = queue, queue = queue.SecondQueue is { } second ? Second(queue.Name, second) : null)
        {
            if (seen.Contains(queue.Name, StringComparer.Ordinal))
            {
                throw new HandoffRoutingException($"The second routes go in a circle: '{string.Join("' -> '", seen.Append(queue.Name))}'.");
            }

            seen.Add(queue.Name);
        }

        if ((last.Hours is not null || last.Capacity is not null) && !last.Waits)
        {
            string whose = ReferenceEquals(last, first) ? "" : $", where the second routes of '{first.Name}' end,";
            throw new HandoffRoutingException($"Queue '{last.Name}'{whose} can be closed or full. Name a second route by Otherwise, or declare that escalations wait there by Waits.");
        }
    }

    private HandoffTarget Second(string from, string name) => Find(name)
        ?? throw new HandoffRoutingException($"The second route of queue '{from}' is '{name}', but there is no such queue.");
}
