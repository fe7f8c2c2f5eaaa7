using System.Diagnostics.CodeAnalysis;

namespace Escalation.Handoff;

/// <summary>Remembers the latest ids with a value each; the oldest are forgotten. Safe for concurrent use.</summary>
internal sealed class RecentIds<T>(int capacity)
    where T : class
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Id, T Value)>> _byId = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Id, T Value)> _order = new();

    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _byId.Count;
            }
        }
    }

    /// <summary>The value of an id; adds <paramref name="fresh"/> when there is none.</summary>
    /// <returns>Whether it was added.</returns>
    internal bool TryAdd(string id, T fresh, out T current)
    {
        lock (_gate)
        {
            if (_byId.TryGetValue(id, out LinkedListNode<(string Id, T Value)>? node))
            {
                current = node.Value.Value;
                return false;
            }

            if (_byId.Count >= capacity)
            {
                _byId.Remove(_order.First!.Value.Id);
                _order.RemoveFirst();
            }

            _byId.Add(id, _order.AddLast((id, fresh)));
            current = fresh;
            return true;
        }
    }

    internal bool TryGet(string id, [NotNullWhen(true)] out T? value)
    {
        lock (_gate)
        {
            value = _byId.TryGetValue(id, out LinkedListNode<(string Id, T Value)>? node) ? node.Value.Value : null;
            return value is not null;
        }
    }

    /// <summary>Forgets an id, if it still has this value.</summary>
    internal void Remove(string id, T value)
    {
        lock (_gate)
        {
            if (_byId.TryGetValue(id, out LinkedListNode<(string Id, T Value)>? node) && ReferenceEquals(node.Value.Value, value))
            {
                _byId.Remove(id);
                _order.Remove(node);
            }
        }
    }
}
