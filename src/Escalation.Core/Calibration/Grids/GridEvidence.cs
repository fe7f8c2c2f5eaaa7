namespace Escalation.Calibration.Grids;

/// <summary>What the calibration data say about each threshold of a grid: counts, and the p-value of the hypothesis that the risk among the acted items exceeds a bound.</summary>
internal abstract class GridEvidence
{
    private readonly GridCounts _counts;

    private protected GridEvidence(ThresholdGrid grid, GridCounts counts, double alpha)
    {
        Grid = grid;
        Alpha = alpha;
        _counts = counts;
    }

    internal ThresholdGrid Grid { get; }

    /// <summary>The risk to certify.</summary>
    internal double Alpha { get; }

    /// <summary>How the p-values are computed.</summary>
    internal abstract CertificateMethod Method { get; }

    internal double Threshold(int index) => Grid.Thresholds[index];

    internal long Acted(int index) => _counts.Acted(index);

    /// <summary>The independent draws among them: the acted items themselves, or the clusters that they come from.</summary>
    internal virtual long Trials(int index) => Acted(index);

    /// <summary>The acted items with any loss.</summary>
    internal long Errors(int index) => _counts.Errors(index);

    /// <summary>The sum of the losses of the acted items; null where it is <see cref="Errors"/>.</summary>
    internal virtual double? LossSum(int index) => _counts.LossSum(index);

    /// <summary>The p-value of "the risk exceeds <paramref name="risk"/>"; 1 without acted items.</summary>
    internal abstract double PValue(int index, double risk);

    internal double PValue(int index) => PValue(index, Alpha);

    /// <summary>Whether the p-value is at most a level, which may be cheaper to say than the p-value.</summary>
    internal virtual bool Passes(int index, double risk, double level) => Acted(index) > 0 && PValue(index, risk) <= level;

    /// <summary>The first threshold, from one downwards, that does not pass; -1 when all do.</summary>
    internal virtual int FirstFailure(int from, double risk, double level)
    {
        int next = from;
        while (next >= 0 && Passes(next, risk, level))
        {
            next--;
        }

        return next;
    }

    /// <summary>The least risk that the level rejects: the one-sided upper bound.</summary>
    internal abstract double UpperBound(int index, double level);
}
