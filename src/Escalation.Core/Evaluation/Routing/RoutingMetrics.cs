using Escalation.Statistics;

namespace Escalation.Evaluation.Routing;

/// <summary>How well a router's score tells where delegating helps.</summary>
/// <remarks>
/// All of them average over equal scores, so that none depends on the order of the rows. They describe the items at hand, assumed exchangeable with those to come; the score must not have been trained on them.
/// A router that ranks well may still not be worth its calls: that is for the costs to say. Pure functions.
/// </remarks>
public static class RoutingMetrics
{
    /// <summary>AUROC of the score for help: the probability that an item where delegating helps scores above one where it does not, ties by one half.</summary>
    /// <param name="curve">The curve.</param>
    /// <returns>In [0, 1], 1/2 is chance; undefined when delegating helps everywhere or nowhere.</returns>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="curve"/> is null.</exception>
    public static MetricValue AurocOfHelp(RoutingCurve curve) => Auroc(curve, sign: 1);

    /// <summary>AUROC of the score for harm: the probability that an item where delegating harms scores above one where it does not. A router that spares them is below 1/2.</summary>
    /// <param name="curve">The curve.</param>
    /// <returns>In [0, 1]; undefined when delegating harms everywhere or nowhere.</returns>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="curve"/> is null.</exception>
    public static MetricValue AurocOfHarm(RoutingCurve curve) => Auroc(curve, sign: -1);

    /// <summary>Spearman's rank correlation of delegation value and score, equal numbers at their mean rank (Spearman, 1904).</summary>
    /// <param name="curve">The curve.</param>
    /// <returns>In [-1, 1]; undefined when all values or all scores are equal.</returns>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="curve"/> is null.</exception>
    public static MetricValue Spearman(RoutingCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        double[] x = CentredRanks(curve.Values);
        double[] y = CentredRanks(curve.Scores);
        double xy = 0.0;
        double xx = 0.0;
        double yy = 0.0;
        for (int i = 0; i < x.Length; i++)
        {
            xy += x[i] * y[i];
            xx += x[i] * x[i];
            yy += y[i] * y[i];
        }

        return xx == 0.0 ? MetricValue.Undefined(MetricUndefined.EqualLosses)
            : yy == 0.0 ? MetricValue.Undefined(MetricUndefined.EqualScores)
            : MetricValue.Of(Math.Clamp(xy / Math.Sqrt(xx * yy), -1.0, 1.0));
    }

    /// <summary>The performance gap recovered, <c>PGR = (quality - weak) / (strong - weak)</c> (RouteLLM, arXiv 2406.18665).</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="mean">The mean quality reached.</param>
    /// <returns>1 is as good as the strong model alone; above 1 a router that spares harm. Undefined when the strong model is no better than the weak one.</returns>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="curve"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="mean"/> is not finite.</exception>
    public static MetricValue GapRecovered(RoutingCurve curve, double mean)
    {
        ArgumentNullException.ThrowIfNull(curve);
        Guard.Finite(mean);
        double gap = curve.StrongMean - curve.WeakMean;
        return gap > 0.0 ? MetricValue.Of((mean - curve.WeakMean) / gap) : MetricValue.Undefined(MetricUndefined.NoGap);
    }

    /// <summary>APGR: the PGR averaged over the share of strong calls from 0 to 1, the exact area under the curve where RouteLLM takes ten points of it. Chance has 1/2.</summary>
    /// <param name="curve">The curve.</param>
    /// <returns>Undefined when the strong model is no better than the weak one.</returns>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="curve"/> is null.</exception>
    public static MetricValue AverageGapRecovered(RoutingCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var area = new CompensatedSum();
        for (int k = 0; k <= curve.Items; k++)
        {
            area.Add(curve.ExpectedMeanAt(k) * (k == 0 || k == curve.Items ? 0.5 : 1.0));
        }

        return GapRecovered(curve, area.Value / curve.Items);
    }

    /// <summary>CPT: the least share of strong calls whose PGR reaches a level (call-performance threshold, RouteLLM).</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="level">The PGR to reach, in [0, 1].</param>
    /// <returns>In [0, 1]; undefined when the strong model is no better than the weak one.</returns>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="curve"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="level"/> is NaN or out of range.</exception>
    public static MetricValue CallsFor(RoutingCurve curve, double level)
    {
        ArgumentNullException.ThrowIfNull(curve);
        Guard.Probability(level);
        for (int k = 0; k < curve.Items; k++)
        {
            MetricValue recovered = GapRecovered(curve, curve.ExpectedMeanAt(k));
            if (!recovered.IsDefined)
            {
                return recovered;
            }

            // A level such as 1/2 that is reached exactly may miss by the rounding of two means.
            if (recovered.Value >= level - 1e-12)
            {
                return MetricValue.Of((double)k / curve.Items);
            }
        }

        return MetricValue.Of(1.0);
    }

    private static MetricValue Auroc(RoutingCurve curve, int sign)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var inside = new List<double>();
        var outside = new List<double>();
        for (int i = 0; i < curve.Items; i++)
        {
            (Math.Sign(curve.Values[i]) == sign ? inside : outside).Add(curve.Scores[i]);
        }

        return inside.Count == 0 || outside.Count == 0
            ? MetricValue.Undefined(MetricUndefined.OneClass)
            : MetricValue.Of(1.0 - AurocCounts.Of([.. inside], [.. outside]).Risk!.Value);
    }

    /// <summary>Twice the distance of each number's mean rank from the middle; whole numbers.</summary>
    private static double[] CentredRanks(ReadOnlySpan<double> numbers)
    {
        int[] order = StableOrder.Ascending(numbers);
        double[] ranks = new double[numbers.Length];
        int start = 0;
        for (int i = 0; i < order.Length; i++)
        {
            if (i + 1 == order.Length || numbers[order[i + 1]] != numbers[order[i]])
            {
                for (int k = start; k <= i; k++)
                {
                    ranks[order[k]] = start + i - (numbers.Length - 1.0);
                }

                start = i + 1;
            }
        }

        return ranks;
    }
}
