namespace Escalation.Handoff.Lifecycle;

/// <summary>Escalations in memory, by id, conversation and queue. Safe for concurrent use.</summary>
internal sealed class EscalationIndex
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, EscalationCase> _cases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _conversations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _loads = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, string> _live = [];
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private long _count;

    internal EscalationCase? Find(string id)
    {
        lock (_gate)
        {
            return _cases.GetValueOrDefault(id);
        }
    }

    /// <returns>False when the event is not the next one.</returns>
    /// <exception cref="ArgumentException">Thrown when the event cannot follow.</exception>
    internal bool TryAppend(string id, EscalationEvent next)
    {
        lock (_gate)
        {
            EscalationCase? before = _cases.GetValueOrDefault(id);
            if (next.Sequence != (before?.Events.Length ?? 0) + 1)
            {
                return false;
            }

            EscalationCase after = before is null ? EscalationCase.Begin(next) : before.Apply(next);
            if (before is null)
            {
                Add(id, after);
            }

            Count(before, -1);
            Count(after, 1);
            _cases[id] = after;
            if (!after.IsLive)
            {
                _live.Remove(_numbers[id]);
            }

            return true;
        }
    }

    /// <summary>Takes in what a journal holds. Of two different events in one place the later counts: the earlier was never acknowledged. The same one again, from a rewriting that was cut short, changes nothing.</summary>
    /// <returns>False when events before it are gone.</returns>
    /// <exception cref="ArgumentException">Thrown when the event cannot follow.</exception>
    internal bool Restore(string id, EscalationEvent next)
    {
        lock (_gate)
        {
            if (_cases.GetValueOrDefault(id) is { } known && next.Sequence <= known.Events.Length)
            {
                if (next.Sequence < 1)
                {
                    throw new ArgumentException("The first event is number 1.", nameof(next));
                }

                if (EscalationEventJson.ToUtf8Bytes(known.Events[next.Sequence - 1]).AsSpan().SequenceEqual(EscalationEventJson.ToUtf8Bytes(next)))
                {
                    return true;
                }

                EscalationEvent[] kept = [.. known.Events.Take(next.Sequence - 1)];
                Forget(known);
                foreach (EscalationEvent before in kept)
                {
                    TryAppend(id, before);
                }
            }

            return TryAppend(id, next);
        }
    }

    internal IReadOnlyList<string> Live()
    {
        lock (_gate)
        {
            return [.. _live.Values];
        }
    }

    internal IReadOnlyList<string> OfConversation(string conversation)
    {
        lock (_gate)
        {
            return _conversations.TryGetValue(conversation, out List<string>? ids) ? [.. ids] : [];
        }
    }

    internal int LoadOf(string queue)
    {
        lock (_gate)
        {
            return _loads.GetValueOrDefault(queue);
        }
    }

    /// <summary>All escalations but those that <see cref="Remove"/> would take out, the oldest first.</summary>
    internal EscalationCase[] Without(DateTimeOffset endedBefore)
    {
        lock (_gate)
        {
            return [.. _cases.Values.Where(known => !IsOver(known, endedBefore)).OrderBy(known => _numbers[known.Id])];
        }
    }

    internal int CountOver(DateTimeOffset endedBefore)
    {
        lock (_gate)
        {
            return _cases.Values.Count(known => IsOver(known, endedBefore));
        }
    }

    internal int Remove(DateTimeOffset endedBefore)
    {
        lock (_gate)
        {
            EscalationCase[] old = [.. _cases.Values.Where(known => IsOver(known, endedBefore))];
            foreach (EscalationCase known in old)
            {
                Forget(known);
            }

            return old.Length;
        }
    }

    /// <summary>Nothing hangs on it any more: not even the agent's silence.</summary>
    private static bool IsOver(EscalationCase known, DateTimeOffset endedBefore) => !known.IsLive && !known.KeepsAgentSilent && known.Events[^1].At < endedBefore;

    private void Forget(EscalationCase known)
    {
        Count(known, -1);
        _cases.Remove(known.Id);
        if (_numbers.Remove(known.Id, out long number))
        {
            _live.Remove(number);
        }

        if (known.ConversationId is { } conversation && _conversations.TryGetValue(conversation, out List<string>? ids) && ids.Remove(known.Id) && ids.Count == 0)
        {
            _conversations.Remove(conversation);
        }
    }

    private void Add(string id, EscalationCase fresh)
    {
        _numbers.Add(id, _count);
        _live.Add(_count++, id);
        if (fresh.ConversationId is { } conversation)
        {
            if (!_conversations.TryGetValue(conversation, out List<string>? ids))
            {
                _conversations.Add(conversation, ids = []);
            }

            ids.Add(id);
        }
    }

    private void Count(EscalationCase? known, int by)
    {
        if (known is { IsInQueue: true })
        {
            _loads[known.Route.Queue] = _loads.GetValueOrDefault(known.Route.Queue) + by;
        }
    }
}
