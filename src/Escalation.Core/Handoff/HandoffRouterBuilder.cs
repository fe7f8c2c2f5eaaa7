using System.Collections.Frozen;
using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Collects queues and routes. Not safe for concurrent use.</summary>
public sealed class HandoffRouterBuilder
{
    private readonly Dictionary<string, HandoffTarget> _queues = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _routes = new(StringComparer.Ordinal);

    /// <summary>Adds a queue.</summary>
    /// <param name="name">Its name, compared ordinally.</param>
    /// <param name="owner">Who answers for it.</param>
    /// <param name="minimumPriority">What goes there is at least this urgent.</param>
    /// <exception cref="ArgumentException">Thrown when the name or the owner is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the priority is not one of the enum.</exception>
    /// <exception cref="HandoffRoutingException">Thrown when there is such a queue already.</exception>
    public HandoffRouterBuilder Queue(string name, string owner, Priority minimumPriority = Priority.Low)
    {
        if (!Enum.IsDefined(minimumPriority))
        {
            throw new ArgumentOutOfRangeException(nameof(minimumPriority), minimumPriority, "Not a priority.");
        }

        return _queues.TryAdd(Guard.NotBlank(name), new HandoffTarget(name, Guard.NotBlank(owner), minimumPriority))
            ? this
            : throw new HandoffRoutingException($"There are two queues '{name}'.");
    }

    /// <summary>Leads a route key to a queue.</summary>
    /// <param name="key">The key that a policy names, compared ordinally.</param>
    /// <param name="queue">The queue's name.</param>
    /// <exception cref="ArgumentException">Thrown when a name is blank.</exception>
    /// <exception cref="HandoffRoutingException">Thrown when the key leads somewhere already.</exception>
    public HandoffRouterBuilder Route(string key, string queue) => _routes.TryAdd(Guard.NotBlank(key), Guard.NotBlank(queue))
        ? this
        : throw new HandoffRoutingException($"Route key '{key}' leads to two queues.");

    /// <summary>Builds the router.</summary>
    /// <exception cref="HandoffRoutingException">Thrown when there is no route, or a route leads to an unknown queue.</exception>
    public HandoffRouter Build()
    {
        if (_routes.Count == 0)
        {
            throw new HandoffRoutingException("There is no route.");
        }

        foreach ((string key, string queue) in _routes)
        {
            if (!_queues.ContainsKey(queue))
            {
                throw new HandoffRoutingException($"Route key '{key}' leads to '{queue}', but there is no such queue.");
            }
        }

        return new HandoffRouter(_routes.ToFrozenDictionary(route => route.Key, route => _queues[route.Value], StringComparer.Ordinal));
    }
}
