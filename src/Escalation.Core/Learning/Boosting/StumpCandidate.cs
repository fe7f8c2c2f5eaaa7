namespace Escalation.Learning.Boosting;

/// <summary>The best split so far. Of equals the first stays: the first column, the lowest threshold.</summary>
internal struct StumpCandidate
{
    private StumpLeaf _low;
    private StumpLeaf _high;
    private StumpLeaf _absent;
    private double _threshold;
    private int _column;

    internal double Gain { get; private set; }

    internal void Offer(int column, double threshold, in StumpLeaf low, in StumpLeaf high, in StumpLeaf absent, double gain)
    {
        // A difference within rounding is no difference; otherwise the order of rows would choose.
        if (gain > Gain * (1.0 + 1e-12))
        {
            (_column, _threshold, _low, _high, _absent, Gain) = (column, threshold, low, high, absent, gain);
        }
    }

    internal readonly Stump ToStump(BoostedStumpsOptions options) => new(
        _column,
        _threshold,
        options.LearningRate * _low.Value(options.L2),
        options.LearningRate * _high.Value(options.L2),
        options.LearningRate * _absent.Value(options.L2));
}
