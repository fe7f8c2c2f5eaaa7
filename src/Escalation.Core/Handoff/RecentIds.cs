using System.Diagnostics.CodeAnalysis;

namespace Escalation.Handoff;

/// <summary>Remembers the latest ids with a value each; the oldest finished ones are forgotten. Safe for concurrent use.</summary>
/// <remarks>
/// An unfinished entry is never forgotten, for its id could then begin a second time beside the first. So the number of entries exceeds the capacity by at
/// most the number of unfinished ones, and shrinks again when later ids come. Adding walks past the unfinished entries that are older than the finished ones.
/// </remarks>
/// <param name="capacity">How many entries are kept as long as enough of them are finished.</param>
/// <param name="isFinished">Whether an entry may be forgotten; once true it stays true. Called under the lock.</param>
internal sealed class RecentIds<T>(int capacity, Func<T, bool> isFinished)
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

            MakeRoom();
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

    private void MakeRoom()
    {
        LinkedListNode<(string Id, T Value)>? node = _order.First;
        while (_byId.Count >= capacity && node is not null)
        {
            LinkedListNode<(string Id, T Value)>? next = node.Next;
            if (isFinished(node.Value.Value))
            {
                _byId.Remove(node.Value.Id);
                _order.Remove(node);
            }

            node = next;
        }
    }
}
