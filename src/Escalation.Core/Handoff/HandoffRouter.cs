using System.Collections.Frozen;
using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Resolves the route keys that a policy names to queues that somebody answers for. Immutable and safe for concurrent use.</summary>
public sealed class HandoffRouter
{
    private readonly FrozenDictionary<string, HandoffTarget> _routes;

    internal HandoffRouter(FrozenDictionary<string, HandoffTarget> routes) => _routes = routes;

    /// <summary>The keys that lead somewhere.</summary>
    public IReadOnlyList<string> Keys => _routes.Keys;

    /// <summary>Builds a router.</summary>
    /// <param name="configure">Adds queues and routes.</param>
    /// <exception cref="HandoffRoutingException">Thrown when the routes cannot work as written.</exception>
    public static HandoffRouter Build(Action<HandoffRouterBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new HandoffRouterBuilder();
        configure(builder);
        return builder.Build();
    }

    /// <summary>Makes sure that each key leads to a queue.</summary>
    /// <param name="keys">The keys, usually <see cref="EscalationPolicy.RouteKeys"/>.</param>
    /// <exception cref="HandoffRoutingException">Thrown when some key leads nowhere; the message names all of them.</exception>
    public void RequireRoutes(IEnumerable<string> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        string[] unknown = [.. keys.Where(key => !_routes.ContainsKey(key)).Distinct(StringComparer.Ordinal)];
        if (unknown.Length > 0)
        {
            throw new HandoffRoutingException($"No queue owns the route {(unknown.Length == 1 ? "key" : "keys")} '{string.Join("', '", unknown)}'.");
        }
    }

    /// <summary>Finds the queue of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="priority">The decision's priority; the queue may raise it, never lower it.</param>
    /// <exception cref="HandoffRoutingException">Thrown when the key leads nowhere.</exception>
    public HandoffRoute Resolve(string key, Priority priority)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _routes.TryGetValue(key, out HandoffTarget? queue)
            ? new HandoffRoute(key, queue.Name, queue.Owner, priority > queue.MinimumPriority ? priority : queue.MinimumPriority)
            : throw new HandoffRoutingException($"No queue owns the route key '{key}'.");
    }
}
