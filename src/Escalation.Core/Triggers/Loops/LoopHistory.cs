namespace Escalation.Triggers.Loops;

/// <summary>The latest entries in one contiguous span. Appending takes amortised constant time; memory is bounded by twice the capacity.</summary>
internal sealed class LoopHistory(int capacity)
{
    private LoopEntry[] _entries = new LoopEntry[16];
    private int _end;

    internal ReadOnlySpan<LoopEntry> Latest => _entries.AsSpan(Math.Max(0, _end - capacity), Math.Min(_end, capacity));

    internal void Clear() => _end = 0;

    internal void Append(in LoopEntry entry)
    {
        if (_end == _entries.Length)
        {
            if (_end < 2 * capacity)
            {
                Array.Resize(ref _entries, Math.Min(2 * _end, 2 * capacity));
            }
            else
            {
                Latest.CopyTo(_entries);
                _end = capacity;
            }
        }

        _entries[_end++] = entry;
    }
}
