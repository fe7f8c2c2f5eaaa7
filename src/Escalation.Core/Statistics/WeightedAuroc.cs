namespace Escalation.Statistics;

/// <summary>The area under the ROC curve of fixed scores and labels, for many sets of row counts: the scores are sorted once, each set then takes linear time.</summary>
/// <remarks>The probability that a positive row scores above a negative one, ties by one half, over pairs of rows with their counts. Immutable; safe for concurrent use.</remarks>
public sealed class WeightedAuroc
{
    private readonly int[] _order;
    private readonly double[] _scores;
    private readonly bool[] _labels;

    /// <summary>Sorts the scores.</summary>
    /// <param name="scores">The scores, finite.</param>
    /// <param name="labels">True for the rows that should score high; as many as scores.</param>
    /// <exception cref="ArgumentException">Thrown when the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a score is NaN or infinite, with the index of the first.</exception>
    public WeightedAuroc(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        if (scores.Length != labels.Length)
        {
            throw new ArgumentException(FormattableString.Invariant($"labels must be as many as scores ({scores.Length}), but are {labels.Length}."), nameof(labels));
        }

        Check.FiniteScores(scores);
        _scores = scores.ToArray();
        _labels = labels.ToArray();
        _order = new int[scores.Length];
        for (int i = 0; i < _order.Length; i++)
        {
            _order[i] = i;
        }

        double[] keys = scores.ToArray();
        Array.Sort(keys, _order);
    }

    /// <summary>The area for rows that count so many times each.</summary>
    /// <param name="counts">One count a row, at least 0.</param>
    /// <returns>In [0, 1]; NaN when a class has no count. Exact up to one rounding while the pairs are below 2^52, up to three while they are below 2^62.</returns>
    /// <exception cref="ArgumentException">Thrown when there are not as many counts as scores.</exception>
    public double Of(ReadOnlySpan<int> counts)
    {
        if (counts.Length != _order.Length)
        {
            throw new ArgumentException(FormattableString.Invariant($"counts must be as many as scores ({_order.Length}), but are {counts.Length}."), nameof(counts));
        }

        long negatives = 0;
        long positives = 0;
        long twiceOrdered = 0;
        int i = 0;
        while (i < _order.Length)
        {
            double score = _scores[_order[i]];
            long tied = 0;
            long tiedPositives = 0;
            for (; i < _order.Length && _scores[_order[i]] == score; i++)
            {
                int row = _order[i];
                tied += counts[row];
                tiedPositives += _labels[row] ? counts[row] : 0;
            }

            long tiedNegatives = tied - tiedPositives;
            twiceOrdered += tiedPositives * ((2 * negatives) + tiedNegatives);
            negatives += tiedNegatives;
            positives += tiedPositives;
        }

        return positives == 0 || negatives == 0 ? double.NaN : twiceOrdered / (2.0 * positives * negatives);
    }
}
