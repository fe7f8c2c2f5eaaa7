using System.Collections.Frozen;
using Escalation.Decisions;
using Escalation.Handoff.Routing;

namespace Escalation.Handoff;

/// <summary>Collects queues, rules and routes. Not safe for concurrent use.</summary>
public sealed class HandoffRouterBuilder
{
    private readonly Dictionary<string, HandoffTarget> _queues = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _routes = new(StringComparer.Ordinal);
    private readonly List<HandoffRule> _rules = [];
    private IQueueLoad? _load;

    /// <summary>What it was read from, for whoever reads it again.</summary>
    internal IList<object> Origins { get; } = [];

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

    /// <summary>Adds a queue with hours, capacity, skills, languages, deadlines or a second route.</summary>
    /// <param name="name">Its name, compared ordinally.</param>
    /// <param name="owner">Who answers for it.</param>
    /// <param name="configure">Says what is special about it.</param>
    /// <exception cref="ArgumentException">Thrown when the name or the owner is blank.</exception>
    /// <exception cref="HandoffRoutingException">Thrown when there is such a queue already.</exception>
    public HandoffRouterBuilder Queue(string name, string owner, Action<HandoffQueueBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Queue(name, owner);
        var queue = new HandoffQueueBuilder(_queues[name]);
        configure(queue);
        _queues[name] = queue.Build();
        return this;
    }

    /// <summary>Leads escalations to a queue that a rule describes. Rules come before route keys; the first that matches wins.</summary>
    /// <param name="name">The rule's name, compared ordinally; it stands in the explanation and in the package.</param>
    /// <param name="queue">The queue's name.</param>
    /// <param name="when">Adds the conditions, at least one.</param>
    /// <exception cref="ArgumentException">Thrown when a name is blank.</exception>
    /// <exception cref="HandoffRoutingException">Thrown when there is such a rule already, or it has no condition.</exception>
    public HandoffRouterBuilder Rule(string name, string queue, Action<HandoffRuleBuilder> when)
    {
        ArgumentNullException.ThrowIfNull(when);
        var rule = new HandoffRuleBuilder(Guard.NotBlank(name), Guard.NotBlank(queue));
        when(rule);
        if (_rules.Exists(known => string.Equals(known.Name, name, StringComparison.Ordinal)))
        {
            throw new HandoffRoutingException($"There are two rules '{name}'.");
        }

        _rules.Add(rule.Build());
        return this;
    }

    /// <summary>Says who knows how full queues are; queues with a capacity need it.</summary>
    /// <param name="load">Counts.</param>
    public HandoffRouterBuilder Load(IQueueLoad load)
    {
        ArgumentNullException.ThrowIfNull(load);
        _load = load;
        return this;
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
    /// <exception cref="HandoffRoutingException">
    /// Thrown when there is no route; a route, a rule or a second route leads to an unknown queue; a rule needs a skill that its queue lacks; second routes go in a circle, or
    /// end in a queue that can be closed or full and does not declare that escalations wait there; a queue has a capacity that nobody counts.
    /// </exception>
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

        foreach (HandoffRule rule in _rules)
        {
            Require(rule);
        }

        var chains = new QueueChains([.. _queues.Values], _load);
        return new HandoffRouter(_routes.ToFrozenDictionary(route => route.Key, route => _queues[route.Value], StringComparer.Ordinal), [.. _rules], chains);
    }

    private void Require(HandoffRule rule)
    {
        if (!_queues.TryGetValue(rule.Queue, out HandoffTarget? queue))
        {
            throw new HandoffRoutingException($"Rule '{rule.Name}' leads to '{rule.Queue}', but there is no such queue.");
        }

        if (rule.Needs.FirstOrDefault(skill => !queue.Skills.Contains(skill, StringComparer.Ordinal)) is { } missing)
        {
            throw new HandoffRoutingException($"Rule '{rule.Name}' needs the skill '{missing}', which its queue '{rule.Queue}' lacks.");
        }
    }
}
