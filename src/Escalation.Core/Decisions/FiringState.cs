namespace Escalation.Decisions;

/// <summary>What a conversation remembers of the triggers of one policy that have a budget or a cool-down.</summary>
/// <remarks>Bounded: the latest <see cref="TriggerBudget.MaximumLimit"/> firings of at most <see cref="MaximumTriggers"/> triggers. What is forgotten is heard again.</remarks>
internal sealed class FiringState : IConversationState
{
    internal const int MaximumTriggers = 64;

    private readonly Dictionary<string, List<Firing>> _firings = new(StringComparer.Ordinal);
    private string? _latestTurn;

    internal IReadOnlyDictionary<string, List<Firing>> Triggers => _firings;

    /// <summary>Steps are counted by the conversation itself.</summary>
    public void Record(AgentStep step)
    {
    }

    internal List<Firing>? Of(string trigger) => _firings.GetValueOrDefault(trigger);

    /// <summary>Whether this is not the turn that was recorded last: two callers who record one decision must not spend a budget twice.</summary>
    internal bool Begin(string? turn)
    {
        bool isNew = turn is null || !string.Equals(turn, _latestTurn, StringComparison.Ordinal);
        _latestTurn = turn;
        return isNew;
    }

    internal void Add(string trigger, in Firing firing)
    {
        if (!_firings.TryGetValue(trigger, out List<Firing>? known))
        {
            if (_firings.Count >= MaximumTriggers)
            {
                // Triggers of earlier policies of this name; the one longest silent goes.
                _firings.Remove(_firings.MinBy(pair => pair.Value[^1].Step).Key);
            }

            _firings.Add(trigger, known = []);
        }

        if (known.Count >= TriggerBudget.MaximumLimit)
        {
            known.RemoveAt(0);
        }

        known.Add(firing);
    }

    /// <summary>Somebody has dealt with what one trigger, or all, found up to now.</summary>
    internal void Resolve(string? trigger, long step, long? utcTicks)
    {
        foreach ((string name, List<Firing> firings) in _firings)
        {
            for (int i = 0; i < firings.Count && (trigger is null || string.Equals(name, trigger, StringComparison.Ordinal)); i++)
            {
                firings[i] = firings[i].ResolvedStep is null ? firings[i] with { ResolvedStep = step, ResolvedUtcTicks = utcTicks } : firings[i];
            }
        }
    }
}
