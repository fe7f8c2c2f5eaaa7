using System.Collections.Frozen;
using Escalation.Decisions;
using Escalation.Handoff.Routing;

namespace Escalation.Handoff;

/// <summary>Finds the queue that takes an escalation, among queues that somebody answers for. Immutable and safe for concurrent use; it reads no clock.</summary>
/// <remarks>
/// The first rule that matches names the queue, else the route key does. A queue that is closed or full, or lacks the skills or the language, passes on to its second
/// route. When no queue of the chain has everything, the first that is open and has room takes it, for somebody is better than nobody; when none has, it waits in the
/// last, which building has found able to take it.
/// </remarks>
public sealed class HandoffRouter
{
    private readonly FrozenDictionary<string, HandoffTarget> _routes;
    private readonly QueueChains _chains;
    private readonly HandoffRule[] _rules;

    internal HandoffRouter(FrozenDictionary<string, HandoffTarget> routes, HandoffRule[] rules, QueueChains chains)
    {
        _routes = routes;
        _rules = rules;
        _chains = chains;
    }

    /// <summary>The keys that lead somewhere.</summary>
    public IReadOnlyList<string> Keys => _routes.Keys;

    /// <summary>The queues.</summary>
    public IReadOnlyList<HandoffTarget> Queues => _chains.Queues;

    /// <summary>Builds a router.</summary>
    /// <param name="configure">Adds queues, rules and routes.</param>
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

    /// <summary>Finds the queue of a key, whatever rules, hours and loads say, and without a deadline.</summary>
    /// <param name="key">The key.</param>
    /// <param name="priority">The decision's priority; the queue may raise it, never lower it.</param>
    /// <exception cref="HandoffRoutingException">Thrown when the key leads nowhere.</exception>
    public HandoffRoute Resolve(string key, Priority priority)
    {
        HandoffTarget queue = QueueOf(key);
        return new HandoffRoute(key, queue.Name, queue.Owner, Higher(priority, queue.MinimumPriority));
    }

    /// <summary>Chooses the queue of an escalation, its priority and its deadline. Linear in the rules and in the chain of second routes.</summary>
    /// <param name="request">What is known of the escalation.</param>
    /// <param name="at">The instant: hours and deadlines go by it.</param>
    /// <exception cref="HandoffRoutingException">Thrown when no rule matches and the key leads nowhere.</exception>
    public RouteChoice Choose(HandoffRequest request, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(request);
        HandoffTarget byKey = QueueOf(request.Key);
        var looked = new List<RuleVerdict>();
        foreach (HandoffRule rule in _rules)
        {
            looked.Add(new RuleVerdict(rule.Name, rule.Unmet(request, at)));
            if (looked[^1].IsMatch)
            {
                HandoffRequest needed = request with { Skills = [.. request.Skills.Union(rule.Needs, StringComparer.Ordinal)], Priority = Higher(request.Priority, rule.Raise) };
                return Choose(needed, _chains.From(rule.Queue), looked, rule.Name, at);
            }
        }

        return Choose(request, _chains.From(byKey.Name), looked, rule: null, at);
    }

    /// <summary>Chooses the next queue for an escalation that the queue of its route did not take: the chain of second routes goes on from there. Where there is no such queue any more, the escalation is routed afresh.</summary>
    /// <param name="request">What is known of the escalation.</param>
    /// <param name="from">The route that failed.</param>
    /// <param name="tried">The queues that had it; none of them gets it again.</param>
    /// <param name="at">The instant.</param>
    /// <returns>Null when no queue is left.</returns>
    public RouteChoice? ChooseNext(HandoffRequest request, HandoffRoute from, IEnumerable<string> tried, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(tried);
        var had = tried.Append(from.Queue).ToHashSet(StringComparer.Ordinal);
        bool isKnown = _chains.Find(from.Queue) is not null;
        string? start = isKnown ? from.Queue : _routes.ContainsKey(request.Key) ? Choose(request, at).Route.Queue : null;
        HandoffTarget[] left = start is null ? [] : [.. _chains.From(start).Where(queue => !had.Contains(queue.Name))];
        return left.Length == 0 ? null : Choose(request, left, [], isKnown ? from.Rule : null, at);
    }

    /// <summary>When a queue is open next: at once when it is, has no hours, or never opens again.</summary>
    /// <param name="queue">The queue's name; an unknown one counts as open.</param>
    /// <param name="at">The instant.</param>
    public DateTimeOffset NextOpening(string queue, DateTimeOffset at) => _chains.Find(queue)?.Hours?.TryNextOpening(at) ?? at.ToUniversalTime();

    /// <summary>What a user can be told of the queue of a route: when it opens, unless it is open, and by when somebody answers; in the queue's time zone where it has hours.</summary>
    /// <param name="route">The route.</param>
    /// <param name="at">The instant.</param>
    /// <returns>What is known; all null for an unknown queue without a deadline.</returns>
    public QueueOutlook OutlookOf(HandoffRoute route, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(route);
        return _chains.Find(route.Queue)?.Hours is not { } hours
            ? new QueueOutlook(Deadline: route.Deadline)
            : new QueueOutlook(
                OpensAt: hours.TryNextOpening(at) is { } opening && opening > at ? TimeZoneInfo.ConvertTime(opening, hours.Zone) : null,
                Deadline: route.Deadline is { } deadline ? TimeZoneInfo.ConvertTime(deadline, hours.Zone) : null);
    }

    /// <summary>The instant at which a part of a wait in a queue is over: of its open time, or of all of it where the queue has no hours or is closed all the while.</summary>
    internal DateTimeOffset PartOf(string queue, DateTimeOffset from, DateTimeOffset to, double part)
    {
        BusinessHours? hours = _chains.Find(queue)?.Hours;
        TimeSpan open = hours?.OpenTimeBetween(from, to) ?? TimeSpan.Zero;
        TimeSpan counted = open * part;
        return hours is not null && counted > TimeSpan.Zero && counted <= BusinessHours.MaximumSpan ? hours.AddOpenTime(from, counted) : from + ((to - from) * part);
    }

    private RouteChoice Choose(HandoffRequest request, HandoffTarget[] chain, List<RuleVerdict> rules, string? rule, DateTimeOffset at)
    {
        QueueAvailability[] found = [.. chain.Select(queue => _chains.AvailabilityOf(queue, request, at))];
        int chosen = Array.IndexOf(found, QueueAvailability.Available);
        chosen = chosen >= 0 ? chosen : Array.FindIndex(found, availability => availability is QueueAvailability.SkillMissing or QueueAvailability.LanguageMissing);
        chosen = chosen >= 0 ? chosen : chain.Length - 1;
        HandoffTarget queue = chain[chosen];
        Priority priority = Higher(request.Priority, queue.MinimumPriority);
        int looked = found[chosen] == QueueAvailability.Available ? chosen + 1 : chain.Length;
        return new RouteChoice
        {
            Route = new HandoffRoute(request.Key, queue.Name, queue.Owner, priority) { Deadline = queue.DeadlineFrom(at, priority), Skills = request.Skills, Rule = rule },
            Rules = rules,
            Queues = [.. chain.Take(looked).Select((candidate, i) => new QueueVerdict(candidate.Name, found[i], i == chosen))],
        };
    }

    private HandoffTarget QueueOf(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _routes.TryGetValue(key, out HandoffTarget? queue) ? queue : throw new HandoffRoutingException($"No queue owns the route key '{key}'.");
    }

    private static Priority Higher(Priority first, Priority second) => first > second ? first : second;
}
