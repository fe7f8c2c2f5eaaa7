namespace Escalation.Triggers.Loops;

/// <summary>The latest tool steps; 0 is the newest. Constant time; memory grows to the capacity and no further.</summary>
internal sealed class EntryRing(int capacity)
{
    private LoopEntry[] _entries = new LoopEntry[Math.Min(16, capacity)];
    private int _newest = -1;

    internal int Capacity => capacity;

    internal int Count { get; private set; }

    internal ref readonly LoopEntry this[int age] => ref _entries[_newest >= age ? _newest - age : _newest - age + _entries.Length];

    internal void Clear() => (Count, _newest) = (0, -1);

    internal void Append(in LoopEntry entry)
    {
        if (Count == _entries.Length && Count < capacity)
        {
            Grow();
        }

        _newest = _newest + 1 == _entries.Length ? 0 : _newest + 1;
        _entries[_newest] = entry;
        Count = Math.Min(Count + 1, _entries.Length);
    }

    private void Grow()
    {
        var grown = new LoopEntry[Math.Min(2 * _entries.Length, capacity)];
        for (int age = 0; age < Count; age++)
        {
            grown[Count - 1 - age] = this[age];
        }

        (_entries, _newest) = (grown, Count - 1);
    }
}
