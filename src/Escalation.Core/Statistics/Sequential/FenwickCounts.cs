namespace Escalation.Statistics.Sequential;

/// <summary>Counts with sums over the first of them, both in logarithmic time (Fenwick 1994).</summary>
internal sealed class FenwickCounts
{
    private readonly long[] _tree;

    internal FenwickCounts(ReadOnlySpan<long> counts)
    {
        _tree = new long[counts.Length + 1];
        for (int i = 1; i < _tree.Length; i++)
        {
            _tree[i] += counts[i - 1];
            Total += counts[i - 1];
            int parent = i + (i & -i);
            if (parent < _tree.Length)
            {
                _tree[parent] += _tree[i];
            }
        }
    }

    internal long Total { get; private set; }

    /// <summary>The sum of the counts before a place.</summary>
    internal long Before(int place)
    {
        long sum = 0;
        for (int i = place; i > 0; i -= i & -i)
        {
            sum += _tree[i];
        }

        return sum;
    }

    internal long At(int place) => Before(place + 1) - Before(place);

    internal void Increment(int place)
    {
        for (int i = place + 1; i < _tree.Length; i += i & -i)
        {
            _tree[i]++;
        }

        Total++;
    }
}
