namespace Escalation.Experiments.TruthProbes;

/// <summary>What delegating the highest-scored share of all rows gains, for many sets of row counts: a mean over all rows, those that are not delegated gaining nothing.</summary>
internal sealed class BudgetGain
{
    private readonly int[] _order;
    private readonly double[] _scores;
    private readonly double[] _values;
    private readonly double _share;

    /// <summary>Sorts the scores.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="values">What delegating each row gains.</param>
    /// <param name="share">The share of rows that is delegated, in [0, 1].</param>
    internal BudgetGain(double[] scores, double[] values, double share)
    {
        _scores = scores;
        _values = values;
        _share = share;
        _order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(row => scores[row])];
    }

    /// <summary>The gain; of rows with equal scores that do not all fit, each counts in part.</summary>
    internal double Of(int[] counts)
    {
        long total = counts.Sum(static count => (long)count);
        double left = _share * total;
        double gain = 0.0;
        for (int at = 0; at < _order.Length && left > 0.0;)
        {
            double score = _scores[_order[at]];
            long tied = 0;
            double sum = 0.0;
            for (; at < _order.Length && _scores[_order[at]] == score; at++)
            {
                tied += counts[_order[at]];
                sum += counts[_order[at]] * _values[_order[at]];
            }

            double taken = Math.Min(left, tied);
            gain += tied > 0 ? taken * sum / tied : 0.0;
            left -= taken;
        }

        return gain / total;
    }
}
