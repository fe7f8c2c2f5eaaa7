using Escalation.Statistics;

namespace Escalation.Evaluation;

/// <summary>How well a confidence ranks right answers above wrong ones, whatever the costs.</summary>
/// <remarks>
/// Read from a <see cref="RiskCoverageCurve"/> of right and wrong answers: no metric depends on the order of the rows, and a strictly increasing map of the confidence changes nothing. Items are
/// assumed to be exchangeable with those to come. A good ranking is no calibration: a saturated confidence can rank well and cost more than acting always. Linear, no allocation, thread safe.
/// </remarks>
public static class RankingMetrics
{
    /// <summary>AUROC: the probability that a right answer has more confidence than a wrong one, ties by one half.</summary>
    /// <remarks>
    /// In [0, 1], higher is better, 1/2 is chance. From whole numbers, correctly rounded (<see cref="AurocCounts"/>; Mann and Whitney, 1947). Undefined with one class. Weighs all thresholds
    /// alike: where only the most confident items matter, <see cref="SelectiveMetrics.CoverageAtRisk"/> says more.
    /// </remarks>
    /// <param name="curve">The curve.</param>
    public static MetricValue Auroc(RiskCoverageCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return Auroc(curve.Counts);
    }

    /// <summary>AUPRC of right answers as average precision: <c>sum_b (recall_b - recall_{b-1}) precision_b</c> over thresholds from the highest down, a step without interpolation.</summary>
    /// <remarks>
    /// In [0, 1], higher is better; a random order has about the accuracy, so compare it with that. Undefined when no answer is right. Source: the step form of scikit-learn; the trapezoid is
    /// optimistic (Davis and Goadrich, ICML 2006). Where most answers are right it is near 1 for any confidence: use <see cref="AveragePrecisionOfErrors(RiskCoverageCurve)"/>.
    /// </remarks>
    /// <param name="curve">The curve.</param>
    public static MetricValue AveragePrecision(RiskCoverageCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return AveragePrecision(curve.Counts);
    }

    /// <summary>AUPRC of wrong answers, found by low confidence: average precision over thresholds from the lowest up.</summary>
    /// <remarks>In [0, 1], higher is better; a random order has about the error rate. Undefined when no answer is wrong. Not for comparing data sets of different error rate.</remarks>
    /// <param name="curve">The curve.</param>
    public static MetricValue AveragePrecisionOfErrors(RiskCoverageCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return AveragePrecisionOfErrors(curve.Counts);
    }

    internal static MetricValue Auroc(in CurveCounts counts)
    {
        if (Refusal(counts) is { } reason)
        {
            return MetricValue.Undefined(reason);
        }

        if (counts.AreEqual)
        {
            return MetricValue.Undefined(MetricUndefined.OneClass);
        }

        long twice = 0;
        long wrongAbove = 0;
        long rightAbove = 0;
        for (int b = 0; b < counts.Acted.Length; b++)
        {
            long wrong = (long)counts.Losses[b] - wrongAbove;
            long right = counts.Acted[b] - (long)counts.Losses[b] - rightAbove;
            twice += wrong * ((2 * rightAbove) + right);
            wrongAbove += wrong;
            rightAbove += right;
        }

        // The pairs in order, as the pairs out of order of the opposite classes: one rounding in place of two.
        return MetricValue.Of(new AurocCounts(wrongAbove, rightAbove, twice).Risk!.Value);
    }

    internal static MetricValue AveragePrecision(in CurveCounts counts)
    {
        if (Refusal(counts) is { } reason)
        {
            return MetricValue.Undefined(reason);
        }

        double right = counts.N - counts.Total;
        var sum = new CompensatedSum();
        double above = 0.0;
        for (int b = 0; b < counts.Acted.Length; b++)
        {
            double found = counts.Acted[b] - counts.Losses[b];
            sum.Add((found - above) * (found / counts.Acted[b]));
            above = found;
        }

        return right == 0.0 ? MetricValue.Undefined(MetricUndefined.NoPositives) : MetricValue.Of(sum.Value / right);
    }

    internal static MetricValue AveragePrecisionOfErrors(in CurveCounts counts)
    {
        if (Refusal(counts) is { } reason)
        {
            return MetricValue.Undefined(reason);
        }

        double wrong = counts.Total;
        var sum = new CompensatedSum();
        double below = 0.0;
        for (int b = counts.Acted.Length - 1; b >= 0; b--)
        {
            double found = wrong - (b == 0 ? 0.0 : counts.Losses[b - 1]);
            sum.Add((found - below) * (found / (counts.N - (b == 0 ? 0 : counts.Acted[b - 1]))));
            below = found;
        }

        return wrong == 0.0 ? MetricValue.Undefined(MetricUndefined.NoPositives) : MetricValue.Of(sum.Value / wrong);
    }

    private static MetricUndefined? Refusal(in CurveCounts counts) =>
        counts.N == 0 ? MetricUndefined.NoItems : counts.IsCounted ? null : MetricUndefined.FractionalLosses;
}
