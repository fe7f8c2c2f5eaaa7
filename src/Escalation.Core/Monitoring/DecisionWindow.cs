namespace Escalation.Monitoring;

/// <summary>The latest decisions by number and by id, in memory that is taken once. Not safe for concurrent use.</summary>
internal sealed class DecisionWindow
{
    private readonly DecisionSlot[] _slots;
    private readonly Dictionary<string, long> _numbers;

    internal DecisionWindow(int capacity)
    {
        _slots = new DecisionSlot[capacity];
        _numbers = new Dictionary<string, long>(capacity, StringComparer.Ordinal);
    }

    internal int Capacity => _slots.Length;

    /// <summary>The number of the next decision; numbers begin at 0.</summary>
    internal long Next { get; private set; }

    /// <summary>The number of the oldest decision that is still here.</summary>
    internal long Oldest { get; private set; }

    internal bool IsFull => Next - Oldest == _slots.Length;

    internal ref DecisionSlot this[long number] => ref _slots[number % _slots.Length];

    internal bool TryFind(string id, out long number) => _numbers.TryGetValue(id, out number);

    internal void Add(in DecisionSlot slot)
    {
        _numbers.Add(slot.Id, Next);
        this[Next] = slot;
        Next++;
    }

    internal void DropOldest()
    {
        _numbers.Remove(this[Oldest].Id);
        this[Oldest] = default;
        Oldest++;
    }

    /// <summary>Begins at a number; only while empty.</summary>
    internal void BeginAt(long number)
    {
        Next = number;
        Oldest = number;
    }
}
