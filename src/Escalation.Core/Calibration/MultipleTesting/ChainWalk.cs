namespace Escalation.Calibration.MultipleTesting;

/// <summary>Chains laid end to end: a rejected hypothesis leaves its whole weight to the next one left, across the end of its chain and, in a ring, back to the first chain.</summary>
internal sealed class ChainWalk : GraphWalk
{
    private readonly UInt128[] _numerators;
    private readonly int[] _starts;
    private readonly int[] _next;
    private readonly bool _ring;
    private int _left;

    internal ChainWalk(UInt128[] numerators, UInt128 denominator, int[] starts, bool ring)
    {
        _numerators = [.. numerators];
        Denominator = denominator;
        _starts = starts;
        _ring = ring;
        _left = numerators.Length;
        _next = new int[numerators.Length + 1];
        for (int i = 0; i < _next.Length; i++)
        {
            _next[i] = i;
        }
    }

    internal override UInt128 Denominator { get; }

    internal override UInt128 Numerator(int index) => _numerators[index];

    internal override double Transition(int from, int to) => _next[from] == from && Successor(from) == to ? 1.0 : 0.0;

    internal override void Reject(int index, List<int> grown)
    {
        UInt128 freed = _numerators[index];
        _numerators[index] = UInt128.Zero;
        _next[index] = index + 1;
        _left--;
        if (freed != UInt128.Zero && Successor(index) is { } heir)
        {
            _numerators[heir] += freed;
            grown.Add(heir);
        }
    }

    internal override bool TryPass(int index, List<int> grown)
    {
        // Only within the chain: a chain that ends in hypotheses without items was not finished, so it leaves nothing to others.
        int next = FirstLeft(index + 1);
        if (next == _numerators.Length || SequenceOf(next) != SequenceOf(index))
        {
            return false;
        }

        Reject(index, grown);
        return true;
    }

    internal override int? SequenceOf(int index)
    {
        int found = Array.BinarySearch(_starts, index);
        return _starts[found >= 0 ? found : ~found - 1];
    }

    private int? Successor(int index)
    {
        if (_left == 0)
        {
            return null;
        }

        int next = FirstLeft(index + 1);
        return next < _numerators.Length ? next : _ring && FirstLeft(0) is var first && first != index ? first : null;
    }

    /// <summary>The first hypothesis left at or after a position, the number of hypotheses if there is none; amortised near constant by halving the paths.</summary>
    private int FirstLeft(int position)
    {
        while (_next[position] != position)
        {
            _next[position] = _next[_next[position]];
            position = _next[position];
        }

        return position;
    }
}
