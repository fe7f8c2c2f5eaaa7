namespace Escalation.Calibration.MultipleTesting;

/// <summary>A graph with any transitions, held as those that are not zero. Removing a hypothesis costs the number of its predecessors times the number of transitions of one row.</summary>
internal sealed class SparseWalk : GraphWalk
{
    private readonly UInt128[] _weights;
    private readonly Dictionary<int, UInt128>[] _rows;
    private readonly HashSet<int>[] _predecessors;

    internal SparseWalk(UInt128[] weights, UInt128 denominator, Dictionary<int, UInt128>[] rows)
    {
        _weights = [.. weights];
        Denominator = denominator;
        _rows = new Dictionary<int, UInt128>[rows.Length];
        _predecessors = new HashSet<int>[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            _rows[i] = new Dictionary<int, UInt128>(rows[i].Count);
            _predecessors[i] = [];
        }

        for (int i = 0; i < rows.Length; i++)
        {
            foreach ((int to, UInt128 share) in rows[i])
            {
                if (share != UInt128.Zero)
                {
                    _rows[i].Add(to, share);
                    _predecessors[to].Add(i);
                }
            }
        }
    }

    internal override UInt128 Denominator { get; }

    internal override UInt128 Numerator(int index) => _weights[index];

    internal override double Transition(int from, int to) =>
        _rows[from].TryGetValue(to, out UInt128 share) ? (double)share / (double)UnitFraction.One : 0.0;

    internal override void Reject(int index, List<int> grown)
    {
        Dictionary<int, UInt128> row = _rows[index];
        UInt128 freed = _weights[index];
        _weights[index] = UInt128.Zero;
        foreach ((int to, UInt128 share) in row)
        {
            UInt128 gain = UnitFraction.Multiply(freed, share);
            if (gain != UInt128.Zero)
            {
                _weights[to] += gain;
                grown.Add(to);
            }
        }

        foreach (int from in _predecessors[index])
        {
            _rows[from].Remove(index, out UInt128 into);
            Bridge(from, into, index, row);
        }

        foreach (int to in row.Keys)
        {
            _predecessors[to].Remove(index);
        }

        _predecessors[index].Clear();
        row.Clear();
    }

    /// <summary>The new row of a predecessor, <c>(g_ik + g_ij g_jk) / (1 - g_ij g_ji)</c>, from old values only. Rounding the loop down makes the quotient smaller too.</summary>
    private void Bridge(int from, UInt128 into, int index, Dictionary<int, UInt128> row)
    {
        Dictionary<int, UInt128> bridged = _rows[from];
        UInt128 loop = UnitFraction.Multiply(into, row.GetValueOrDefault(from));
        if (loop == UnitFraction.One)
        {
            // All of it went back and forth between the two, so nothing goes anywhere now.
            foreach (int to in bridged.Keys)
            {
                _predecessors[to].Remove(from);
            }

            bridged.Clear();
            return;
        }

        foreach ((int to, UInt128 share) in row)
        {
            if (to != from)
            {
                bridged[to] = bridged.GetValueOrDefault(to) + UnitFraction.Multiply(into, share);
                _predecessors[to].Add(from);
            }
        }

        if (loop == UInt128.Zero)
        {
            return;
        }

        foreach (int to in bridged.Keys)
        {
            bridged[to] = UnitFraction.Divide(bridged[to], UnitFraction.One - loop);
        }
    }
}
