namespace Escalation.Triggers.Loops;

/// <summary>The latest distinct facts: at least so many as its capacity, at most twice as many. Amortised constant time.</summary>
/// <remarks>Two generations: once the younger is full it becomes the elder, and what stood in the elder alone is forgotten. A forgotten fact looks new again, which is progress.</remarks>
internal sealed class RecentFacts(int capacity)
{
    private HashSet<ulong> _younger = [];
    private HashSet<ulong> _elder = [];

    internal IReadOnlyCollection<ulong> Younger => _younger;

    internal IReadOnlyCollection<ulong> Elder => _elder;

    internal bool Contains(ulong fact) => _younger.Contains(fact) || _elder.Contains(fact);

    internal void Add(ulong fact)
    {
        if (_younger.Count == capacity && !_younger.Contains(fact))
        {
            (_younger, _elder) = (_elder, _younger);
            _younger.Clear();
        }

        _younger.Add(fact);
    }

    internal void Clear()
    {
        _younger.Clear();
        _elder.Clear();
    }

    /// <summary>Puts back what the properties showed.</summary>
    /// <exception cref="FormatException">Thrown when it is more than can be remembered.</exception>
    internal void Restore(IEnumerable<ulong> younger, IEnumerable<ulong> elder)
    {
        _younger = [.. younger.Take(capacity + 1)];
        _elder = [.. elder.Take(capacity + 1)];
        if (_younger.Count > capacity || _elder.Count > capacity)
        {
            throw new FormatException($"A loop state remembers more than {capacity} facts of an age.");
        }
    }
}
