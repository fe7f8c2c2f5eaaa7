namespace Escalation.Probes.Training;

/// <summary>The largest recall whose false-positive rate stays within a bound, for many sets of row counts.</summary>
internal sealed class RecallAtRate
{
    private readonly int[] _order;
    private readonly double[] _scores;
    private readonly bool[] _labels;
    private readonly double _rate;

    internal RecallAtRate(double[] scores, bool[] labels, double rate)
    {
        _scores = scores;
        _labels = labels;
        _rate = rate;
        _order = [.. Enumerable.Range(0, scores.Length).OrderByDescending(row => scores[row])];
    }

    /// <summary>The recall; NaN when a class has no count. Linear.</summary>
    internal double Of(int[] counts)
    {
        long negatives = 0;
        long positives = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            positives += _labels[i] ? counts[i] : 0;
            negatives += _labels[i] ? 0 : counts[i];
        }

        if (negatives == 0 || positives == 0)
        {
            return double.NaN;
        }

        long allowed = (long)Math.Floor(_rate * negatives);
        long falsePositives = 0;
        long truePositives = 0;
        int at = 0;
        while (at < _order.Length)
        {
            double score = _scores[_order[at]];
            long tiedPositives = 0;
            for (; at < _order.Length && _scores[_order[at]] == score; at++)
            {
                int row = _order[at];
                tiedPositives += _labels[row] ? counts[row] : 0;
                falsePositives += _labels[row] ? 0 : counts[row];
            }

            if (falsePositives > allowed)
            {
                break;
            }

            truePositives += tiedPositives;
        }

        return (double)truePositives / positives;
    }
}
