using Escalation.Statistics;

namespace Escalation.Evaluation;

/// <summary>How well a confidence tells the answers to act on from those to escalate, over all thresholds at once.</summary>
/// <remarks>
/// <para>
/// Every metric reads whole blocks of equal confidences from a <see cref="RiskCoverageCurve"/>, so it depends neither on the order of the rows nor on the scale of the confidence: a strictly
/// increasing map changes nothing. With n items, cumulative counts <c>N_b</c> and losses <c>E_b</c> at the end of block b, <c>err = E/n</c>.
/// </para>
/// <para>
/// All assume items that are exchangeable with those to come, and all describe a sample: none is a guarantee. They say nothing of whether a confidence of 0.9 is right nine times in ten, which is
/// what the cost rule needs; see <see cref="CalibrationErrors"/>. Linear in the items, no allocation, thread safe.
/// </para>
/// </remarks>
public static class SelectiveMetrics
{
    /// <summary>
    /// AURC, the area under the risk-coverage curve, averaged over ties: <c>(1/n) sum_k R_k</c>, where in a block of b items with losses e after N0 items with losses E0
    /// <c>R_{N0+j} = (E0 + e j/b) / (N0 + j)</c>. It is the mean over all orders of tied items.
    /// </summary>
    /// <remarks>
    /// In [0, 1], lower is better; a random order has <c>err</c> in expectation. Source: Geifman, Uziel and El-Yaniv, ICLR 2019. Its value rests mostly on the error rate: to compare models of
    /// different accuracy use <see cref="NormalisedAurc(RiskCoverageCurve)"/>. High confidences weigh most (an early error by about <c>ln(n)/n</c>), so a few confident mistakes decide it; where an undetected error costs the same
    /// wherever it happens use <see cref="Augrc(RiskCoverageCurve)"/>. Other forms of the same name are in <see cref="AurcForms"/>; their values are not comparable.
    /// </remarks>
    /// <param name="curve">The curve.</param>
    public static MetricValue Aurc(RiskCoverageCurve curve) => Aurc(CountsOf(curve));

    /// <summary>E-AURC: <c>AURC - AURC of the order by losses</c>, both of this finite sample.</summary>
    /// <remarks>
    /// In [0, 1], 0 is perfect. Source: Geifman et al., 2019. With the tie-averaged area it is never negative; mixing in the limit <c>err + (1 - err) ln(1 - err)</c> of infinite samples, as some
    /// tools do, makes it so. Still grows with the error rate: not for comparing models of different accuracy.
    /// </remarks>
    /// <param name="curve">The curve.</param>
    public static MetricValue ExcessAurc(RiskCoverageCurve curve) => ExcessAurc(CountsOf(curve));

    /// <summary>Normalised AURC: <c>(AURC - oracle) / (err - oracle)</c>.</summary>
    /// <remarks>
    /// 0 is perfect, 1 is as good as random or all tied, above 1 is worse than random. Undefined where all losses are equal, and unstable where nearly all are: with a handful of errors read its
    /// interval. It equals <c>1 - PRR</c>.
    /// </remarks>
    /// <param name="curve">The curve.</param>
    public static MetricValue NormalisedAurc(RiskCoverageCurve curve) => NormalisedAurc(CountsOf(curve));

    /// <summary>AUGRC, the area under the generalised risk-coverage curve: the trapezoid rule over <c>(N_b/n, E_b/n)</c> from (0, 0).</summary>
    /// <remarks>
    /// In [0, 1/2] for right and wrong answers, lower is better; random has <c>err/2</c>, perfect <c>err^2/2</c>. For right and wrong answers it is <c>(1 - AUROC) acc err + err^2/2</c>
    /// exactly, ties included. Source: Traub et al., NeurIPS 2024. The mean of the discrete curve is another number, see <see cref="AurcForms.DiscreteAugrc"/>. Not for comparing
    /// rankings alone where accuracies differ: the AUROC does that.
    /// </remarks>
    /// <param name="curve">The curve.</param>
    public static MetricValue Augrc(RiskCoverageCurve curve) => Augrc(CountsOf(curve));

    /// <summary>PRR, the prediction rejection ratio: <c>(A - A_random) / (A_oracle - A_random)</c> with <c>A = 1 - AURC</c> and <c>A_random = 1 - err</c>, its exact expectation.</summary>
    /// <remarks>
    /// At most 1 (perfect); 0 is as good as random, below 0 worse. Source: Malinin and Gales, ICLR 2021, here tie-averaged and over all coverages, where some tools shuffle for the random baseline
    /// or stop at half. Undefined where all losses are equal.
    /// </remarks>
    /// <param name="curve">The curve.</param>
    public static MetricValue PredictionRejectionRatio(RiskCoverageCurve curve) => PredictionRejectionRatio(CountsOf(curve));

    /// <summary>Coverage at risk r: the largest coverage <c>N_b/n</c> at which the selective risk <c>E_b/N_b</c> is at most r, with the threshold that gives it.</summary>
    /// <remarks>
    /// In [0, 1], higher is better; 0 without threshold when no block end is good enough. The risk need not be monotone: stricter thresholds may break the bound. The threshold was chosen on
    /// these labels and is optimistic: to deploy one with a promise use <c>SelectiveRisk</c> of the Calibration room.
    /// </remarks>
    /// <param name="curve">The curve.</param>
    /// <param name="risk">The bound r, 0 to 1.</param>
    /// <returns>The operating point; null without any item.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="risk"/> is outside [0, 1] or NaN.</exception>
    public static OperatingPoint? CoverageAtRisk(RiskCoverageCurve curve, double risk)
    {
        ArgumentNullException.ThrowIfNull(curve);
        Guard.Probability(risk);
        int last = LastWithin(curve.Counts, risk);
        return curve.Items == 0 ? null : last < 0 ? OperatingPoint.None : OperatingPoint.At(curve[last]);
    }

    /// <summary>Risk at coverage q: the selective risk at the first block end whose coverage is at least q, with the coverage that is really reached.</summary>
    /// <remarks>In [0, 1], lower is better. With ties the coverage reached can be far above q. As optimistic as <see cref="CoverageAtRisk"/> when q was chosen on these labels.</remarks>
    /// <param name="curve">The curve.</param>
    /// <param name="coverage">The coverage q, above 0 and at most 1.</param>
    /// <returns>The operating point; null without any item.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="coverage"/> is outside (0, 1] or NaN.</exception>
    public static OperatingPoint? RiskAtCoverage(RiskCoverageCurve curve, double coverage)
    {
        ArgumentNullException.ThrowIfNull(curve);
        if (!(coverage > 0.0 && coverage <= 1.0))
        {
            Guard.OutOfRange(nameof(coverage), "above 0 and at most 1", coverage);
        }

        return curve.Items == 0 ? null : OperatingPoint.At(curve[FirstCovering(curve.Counts, coverage)]);
    }

    internal static MetricValue Aurc(in CurveCounts counts) => counts.N == 0 ? MetricValue.Undefined(MetricUndefined.NoItems) : MetricValue.Of(TieAveragedArea(counts));

    // The difference of two sums over the same counts may round below 0, where it cannot lie.
    internal static MetricValue ExcessAurc(in CurveCounts counts) => counts.N == 0
        ? MetricValue.Undefined(MetricUndefined.NoItems)
        : MetricValue.Of(Math.Max(0.0, TieAveragedArea(counts) - counts.Oracle));

    internal static MetricValue NormalisedAurc(in CurveCounts counts) => WithoutSpread(counts) is { } reason
        ? MetricValue.Undefined(reason)
        : MetricValue.Of(Math.Max(0.0, TieAveragedArea(counts) - counts.Oracle) / (counts.Error - counts.Oracle));

    internal static MetricValue PredictionRejectionRatio(in CurveCounts counts) => WithoutSpread(counts) is { } reason
        ? MetricValue.Undefined(reason)
        : MetricValue.Of((counts.Error - TieAveragedArea(counts)) / (counts.Error - counts.Oracle));

    internal static MetricValue Augrc(in CurveCounts counts)
    {
        var sum = new CompensatedSum();
        int items = 0;
        double losses = 0.0;
        for (int b = 0; b < counts.Acted.Length; b++)
        {
            sum.Add((counts.Acted[b] - items) * (counts.Losses[b] + losses));
            items = counts.Acted[b];
            losses = counts.Losses[b];
        }

        return items == 0 ? MetricValue.Undefined(MetricUndefined.NoItems) : MetricValue.Of(sum.Value / (2.0 * items) / items);
    }

    /// <summary>The last block end whose selective risk is at most a bound; -1 when there is none.</summary>
    internal static int LastWithin(in CurveCounts counts, double risk)
    {
        int b = counts.Acted.Length - 1;
        while (b >= 0 && !(counts.Losses[b] / counts.Acted[b] <= risk))
        {
            b--;
        }

        return b;
    }

    /// <summary>The first block end whose coverage is at least a share; there must be an item.</summary>
    internal static int FirstCovering(in CurveCounts counts, double coverage)
    {
        int b = 0;
        while (!((double)counts.Acted[b] / counts.N >= coverage))
        {
            b++;
        }

        return b;
    }

    private static MetricUndefined? WithoutSpread(in CurveCounts counts) =>
        counts.N == 0 ? MetricUndefined.NoItems : counts.AreEqual ? MetricUndefined.EqualLosses : null;

    private static double TieAveragedArea(in CurveCounts counts)
    {
        var sum = new CompensatedSum();
        int items = 0;
        double losses = 0.0;
        for (int b = 0; b < counts.Acted.Length; b++)
        {
            int end = counts.Acted[b];
            double after = counts.Losses[b];
            double share = (after - losses) / (end - items);
            for (int j = 1; j < end - items; j++)
            {
                sum.Add((losses + (share * j)) / (items + j));
            }

            sum.Add(after / end);
            items = end;
            losses = after;
        }

        return sum.Value / items;
    }

    private static CurveCounts CountsOf(RiskCoverageCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return curve.Counts;
    }
}
