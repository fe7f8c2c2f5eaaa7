using Escalation.Statistics;

namespace Escalation.Evaluation;

/// <summary>What other tools call AURC or AUGRC, by name, to reproduce their numbers. Use <see cref="SelectiveMetrics"/> for anything else.</summary>
/// <remarks>
/// On ten rows with ties the three areas are 0.293 (tie-averaged), 0.262 (input order) and 0.283 (thresholds): values of different forms must not be compared. All lie in [0, 1], lower is
/// better. Linear or <c>O(n log n)</c>; those that take rows allocate a copy.
/// </remarks>
public static class AurcForms
{
    /// <summary>
    /// The trapezoid rule in coverage over distinct thresholds only, from a point (0, risk of the most confident block): the form of fd-shifts, which multiplies it by 1,000.
    /// </summary>
    /// <remarks>Order-free. Interpolates the risk between thresholds linearly, which the risk does not do: with few distinct confidences it differs from the mean over orders.</remarks>
    /// <param name="curve">The curve.</param>
    public static MetricValue ThresholdTrapezoid(RiskCoverageCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        CurveCounts counts = curve.Counts;
        if (counts.N == 0)
        {
            return MetricValue.Undefined(MetricUndefined.NoItems);
        }

        var sum = new CompensatedSum();
        int items = 0;
        double risk = counts.Losses[0] / counts.Acted[0];
        for (int b = 0; b < counts.Acted.Length; b++)
        {
            double next = counts.Losses[b] / counts.Acted[b];
            sum.Add((counts.Acted[b] - items) * (risk + next));
            items = counts.Acted[b];
            risk = next;
        }

        return MetricValue.Of(sum.Value / (2.0 * counts.N));
    }

    /// <summary>The mean of the selective risks with ties in the order of the rows (a stable sort): <c>(1/n) sum_k E_k/k</c>.</summary>
    /// <remarks>Depends on the order of the rows, so a file sorted by label makes any tied confidence look good. Equals <see cref="SelectiveMetrics.Aurc(RiskCoverageCurve)"/> without ties.</remarks>
    /// <param name="confidences">Higher means act; finite.</param>
    /// <param name="losses">Losses in [0, 1]; as many.</param>
    /// <exception cref="ArgumentException">Thrown when the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a confidence is not finite or a loss is outside [0, 1], with the index of the first.</exception>
    public static MetricValue InputOrder(ReadOnlySpan<double> confidences, ReadOnlySpan<double> losses)
    {
        double[] risks = OrderedRisks(confidences, losses);
        return risks.Length == 0 ? MetricValue.Undefined(MetricUndefined.NoItems) : MetricValue.Of(Sum(risks) / risks.Length);
    }

    /// <summary>The trapezoid rule over the selective risks in the order of the rows, from coverage 1/n to 1, divided by <c>1 - 1/n</c>: the form of torch-uncertainty.</summary>
    /// <remarks>Depends on the order of the rows. Undefined for a single item, whose curve has no width.</remarks>
    /// <param name="confidences">Higher means act; finite.</param>
    /// <param name="losses">Losses in [0, 1]; as many.</param>
    /// <exception cref="ArgumentException">Thrown when the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a confidence is not finite or a loss is outside [0, 1], with the index of the first.</exception>
    public static MetricValue InputOrderTrapezoid(ReadOnlySpan<double> confidences, ReadOnlySpan<double> losses)
    {
        double[] risks = OrderedRisks(confidences, losses);
        return risks.Length switch
        {
            0 => MetricValue.Undefined(MetricUndefined.NoItems),
            1 => MetricValue.Undefined(MetricUndefined.SingleItem),
            _ => MetricValue.Of((Sum(risks) - ((risks[0] + risks[^1]) / 2.0)) / (risks.Length - 1)),
        };
    }

    /// <summary>The mean over k of the generalised risk <c>E_k/n</c> of the k most confident items, averaged over ties.</summary>
    /// <remarks>Larger than <see cref="SelectiveMetrics.Augrc(RiskCoverageCurve)"/> by <c>err/(2n)</c>; the identity with the AUROC does not hold for it.</remarks>
    /// <param name="curve">The curve.</param>
    public static MetricValue DiscreteAugrc(RiskCoverageCurve curve)
    {
        MetricValue area = SelectiveMetrics.Augrc(curve);
        return area.Value is { } value ? MetricValue.Of(value + (curve.Counts.Error / (2.0 * curve.Items))) : area;
    }

    /// <summary>The AURC of a perfect order in the limit of many items that are right or wrong: <c>err + (1 - err) ln(1 - err)</c>, 1 at <c>err = 1</c>.</summary>
    /// <remarks>Below the oracle of every finite sample, so subtracting it from a sample's AURC is biased; E-AURC does not use it.</remarks>
    /// <param name="error">The error rate, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="error"/> is outside [0, 1] or NaN.</exception>
    public static double OracleLimit(double error)
    {
        Guard.Probability(error);
        return error == 1.0 ? 1.0 : error + ((1.0 - error) * Elementary.LogOnePlus(-error));
    }

    /// <summary>The selective risk of the k most confident items for each k, ties in the order of the rows.</summary>
    private static double[] OrderedRisks(ReadOnlySpan<double> confidences, ReadOnlySpan<double> losses)
    {
        EvaluationChecks.Length(losses.Length, confidences.Length, nameof(losses));
        EvaluationChecks.Finite(confidences);
        EvaluationChecks.Losses(losses);
        int[] order = StableOrder.Descending(confidences);
        double[] risks = new double[order.Length];
        var total = new CompensatedSum();
        for (int k = 0; k < order.Length; k++)
        {
            total.Add(losses[order[k]]);
            risks[k] = total.Value / (k + 1);
        }

        return risks;
    }

    private static double Sum(double[] terms)
    {
        var sum = new CompensatedSum();
        foreach (double term in terms)
        {
            sum.Add(term);
        }

        return sum.Value;
    }
}
