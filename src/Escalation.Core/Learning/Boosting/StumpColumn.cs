namespace Escalation.Learning.Boosting;

/// <summary>One column in ascending order: its rows by runs of equal values, and the rows that lack it.</summary>
internal sealed class StumpColumn
{
    private readonly int[] _order;
    private readonly int[] _ends;
    private readonly double[] _values;
    private readonly int[] _absent;

    internal StumpColumn(ReadOnlySpan<double> features, int rows, int columns, int column)
    {
        var present = new List<int>(rows);
        var absent = new List<int>();
        var keys = new List<double>(rows);
        for (int i = 0; i < rows; i++)
        {
            double value = features[(i * columns) + column];
            if (double.IsNaN(value))
            {
                absent.Add(i);
                continue;
            }

            present.Add(i);
            keys.Add(value);
        }

        double[] sorted = [.. keys];
        _order = [.. present];
        _absent = [.. absent];
        // Rows break ties, so that sums over a run do not depend on the sort.
        Array.Sort(sorted, _order);
        var ends = new List<int>();
        var values = new List<double>();
        for (int start = 0; start < sorted.Length;)
        {
            int end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
            {
                end++;
            }

            Array.Sort(_order, start, end - start);
            values.Add(sorted[start]);
            ends.Add(end);
            start = end;
        }

        _ends = [.. ends];
        _values = [.. values];
    }

    /// <summary>Finds the split of this column that lowers the loss most, and keeps it when it beats the best so far.</summary>
    internal void Search(int column, in StumpGradients gradients, MonotoneDirection direction, BoostedStumpsOptions options, ref StumpCandidate best)
    {
        StumpLeaf absent = gradients.Sum(_absent);
        StumpLeaf present = gradients.Total.Without(absent);
        double absentGain = absent.Gain(options.L2);
        if (_absent.Length > 0)
        {
            best.Offer(column, double.MaxValue, present, present, absent, present.Gain(options.L2) + absentGain);
        }

        var low = default(StumpLeaf);
        int start = 0;
        for (int run = 0; run < _ends.Length - 1; run++)
        {
            low = low.With(gradients.Sum(_order.AsSpan(start, _ends[run] - start)));
            start = _ends[run];
            StumpLeaf high = present.Without(low);
            if (low.Weight < options.LeastLeafWeight || high.Weight < options.LeastLeafWeight || Breaks(direction, low.Value(options.L2), high.Value(options.L2)))
            {
                continue;
            }

            best.Offer(column, Between(_values[run], _values[run + 1]), low, high, absent, low.Gain(options.L2) + high.Gain(options.L2) + absentGain);
        }
    }

    /// <summary>Adds a stump's numbers to the log-odds of all rows.</summary>
    internal void Apply(in Stump stump, Span<double> logOdds)
    {
        int start = 0;
        for (int run = 0; run < _ends.Length; run++)
        {
            double value = stump.Of(_values[run]);
            for (; start < _ends[run]; start++)
            {
                logOdds[_order[start]] += value;
            }
        }

        foreach (int row in _absent)
        {
            logOdds[row] += stump.Absent;
        }
    }

    private static bool Breaks(MonotoneDirection direction, double low, double high) => direction switch
    {
        MonotoneDirection.Increasing => low > high,
        MonotoneDirection.Decreasing => low < high,
        _ => false,
    };

    /// <summary>A number at or above the lower value and below the upper one.</summary>
    private static double Between(double lower, double upper)
    {
        double middle = (lower / 2.0) + (upper / 2.0);
        return middle >= lower && middle < upper ? middle : lower;
    }
}
