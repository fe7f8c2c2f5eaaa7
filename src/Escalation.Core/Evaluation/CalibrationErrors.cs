using Escalation.Statistics;

namespace Escalation.Evaluation;

/// <summary>How far stated confidence is from the share of right answers, over the bins of a <see cref="ReliabilityDiagram"/>. With n items, n_b in bin b, <c>d_b = mean confidence - accuracy</c>.</summary>
/// <remarks>
/// All depend on the number of bins and on the rule, and none is a proper score: a constant confidence that equals the accuracy has error 0 and separates nothing. Read them beside
/// <see cref="ScoringRules.Brier"/> and the AUROC. Items are assumed to be exchangeable with those to come. Linear in the bins, no allocation, thread safe.
/// </remarks>
public static class CalibrationErrors
{
    /// <summary>ECE, the expected calibration error: <c>sum_b n_b/n |d_b|</c>.</summary>
    /// <remarks>
    /// In [0, 1], 0 is calibrated on average in each bin. Source: Naeini, Cooper and Hauskrecht, AAAI 2015. Biased upwards: chance alone gives a calibrated confidence an ECE of about
    /// <c>sqrt(B/n)</c> times a constant, so do not compare sets of different size, and with few items read <see cref="Debiased(ReliabilityDiagram)"/>. A bootstrap adds the same bias once more: its interval lies too high.
    /// </remarks>
    /// <param name="diagram">The bins.</param>
    public static MetricValue Expected(ReliabilityDiagram diagram) => Expected(SumsOf(diagram), diagram.Rule);

    /// <summary>MCE, the maximum calibration error: <c>max_b |d_b|</c> over bins that are not empty.</summary>
    /// <remarks>In [0, 1], lower is better. Source: Naeini et al., 2015. One item alone in a bin decides it: of use only where every bin is well filled, as with <see cref="BinningRule.EqualMass"/>.</remarks>
    /// <param name="diagram">The bins.</param>
    public static MetricValue Maximum(ReliabilityDiagram diagram) => Maximum(SumsOf(diagram), diagram.Rule);

    /// <summary>ECE less its bias: <c>sum_b n_b/n (2 |d_b| - E|N(d_b, s_b^2)|)</c> with <c>s_b^2 = a_b (1 - a_b) / n_b</c> for the accuracy a_b.</summary>
    /// <remarks>
    /// What chance adds to |d_b|, taken at d_b itself as a bootstrap would, in closed form and so without a seed. Source: the debiased estimator of Kumar, Liang and Ma, NeurIPS 2019, for the
    /// absolute error. The correction is partial: where a bin is calibrated, a share <c>2 - sqrt(2)</c> = 0.59 of the bias stays; for an unbiased figure take
    /// <see cref="DebiasedSquared(ReliabilityDiagram)"/>. It can fall a little below 0, which means none to be seen. Rests on a normal approximation: not for bins of a few items, and a bin whose
    /// items are all right or all wrong is taken as free of chance.
    /// </remarks>
    /// <param name="diagram">The bins.</param>
    public static MetricValue Debiased(ReliabilityDiagram diagram) => Debiased(SumsOf(diagram), diagram.Rule);

    /// <summary>The squared calibration error less its bias: <c>sum_b n_b/n (d_b^2 - a_b (1 - a_b) / (n_b - 1))</c>.</summary>
    /// <remarks>
    /// Unbiased for <c>sum_b n_b/n (E d_b)^2</c> when the items of a bin are drawn alike, so it falls below 0 as often as not for a calibrated confidence; a bin's spread of confidence is not in
    /// it. Source: Kumar, Liang and Ma, NeurIPS 2019. Undefined when a bin has a single item.
    /// </remarks>
    /// <param name="diagram">The bins.</param>
    public static MetricValue DebiasedSquared(ReliabilityDiagram diagram)
    {
        ReadOnlySpan<BinSums> bins = SumsOf(diagram);
        if (Refusal(bins, diagram.Rule, out long items) is { } reason)
        {
            return MetricValue.Undefined(reason);
        }

        double sum = 0.0;
        foreach (BinSums bin in bins)
        {
            if (bin.Items == 1)
            {
                return MetricValue.Undefined(MetricUndefined.SingleItem);
            }

            if (bin.Items > 0)
            {
                sum += (double)bin.Items / items * ((bin.Excess * bin.Excess) - (Variance(bin) / (bin.Items - 1)));
            }
        }

        return MetricValue.Of(sum);
    }

    internal static MetricValue Expected(ReadOnlySpan<BinSums> bins, BinningRule rule)
    {
        if (Refusal(bins, rule, out long items) is { } reason)
        {
            return MetricValue.Undefined(reason);
        }

        double sum = 0.0;
        foreach (BinSums bin in bins)
        {
            sum += bin.Items == 0 ? 0.0 : Math.Abs(bin.Excess) * bin.Items / items;
        }

        return MetricValue.Of(sum);
    }

    internal static MetricValue Maximum(ReadOnlySpan<BinSums> bins, BinningRule rule)
    {
        if (Refusal(bins, rule, out _) is { } reason)
        {
            return MetricValue.Undefined(reason);
        }

        double most = 0.0;
        foreach (BinSums bin in bins)
        {
            most = bin.Items == 0 ? most : Math.Max(most, Math.Abs(bin.Excess));
        }

        return MetricValue.Of(most);
    }

    internal static MetricValue Debiased(ReadOnlySpan<BinSums> bins, BinningRule rule)
    {
        if (Refusal(bins, rule, out long items) is { } reason)
        {
            return MetricValue.Undefined(reason);
        }

        double sum = 0.0;
        foreach (BinSums bin in bins)
        {
            if (bin.Items > 0)
            {
                double gap = Math.Abs(bin.Excess);
                sum += (double)bin.Items / items * ((2.0 * gap) - FoldedMean(gap, Math.Sqrt(Variance(bin) / bin.Items)));
            }
        }

        return MetricValue.Of(sum);
    }

    /// <summary>The mean of |N(m, s^2)| for m of 0 and above: <c>s sqrt(2/pi) exp(-m^2 / 2s^2) + m (1 - 2 P(Z &gt; m/s))</c>.</summary>
    private static double FoldedMean(double mean, double deviation)
    {
        if (deviation == 0.0)
        {
            return mean;
        }

        double z = mean / deviation;
        return (deviation * Math.Sqrt(2.0 / Math.PI) * Math.Exp(-z * z / 2.0)) + (mean * (1.0 - (2.0 * NormalTail.Upper(z))));
    }

    private static double Variance(in BinSums bin) => (double)bin.Correct / bin.Items * ((double)(bin.Items - bin.Correct) / bin.Items);

    private static MetricUndefined? Refusal(ReadOnlySpan<BinSums> bins, BinningRule rule, out long items)
    {
        items = 0;
        foreach (BinSums bin in bins)
        {
            items += bin.Items;
        }

        return items == 0 ? MetricUndefined.NoItems
            : items < bins.Length && rule is (BinningRule.EqualMass or BinningRule.EqualMassWholeTies) ? MetricUndefined.FewerItemsThanBins
            : null;
    }

    private static ReadOnlySpan<BinSums> SumsOf(ReliabilityDiagram diagram)
    {
        ArgumentNullException.ThrowIfNull(diagram);
        return diagram.Sums;
    }
}
