using Escalation.Evaluation;
using Escalation.Statistics;
using static Escalation.Core.Tests.Evaluation.RankedGen;

namespace Escalation.Core.Tests.Evaluation;

public class SelectivePropertyTests
{
    private static readonly Func<RiskCoverageCurve, MetricValue>[] Metrics =
    [
        SelectiveMetrics.Aurc,
        SelectiveMetrics.ExcessAurc,
        SelectiveMetrics.NormalisedAurc,
        SelectiveMetrics.Augrc,
        SelectiveMetrics.PredictionRejectionRatio,
        RankingMetrics.Auroc,
        RankingMetrics.AveragePrecision,
        RankingMetrics.AveragePrecisionOfErrors,
        AurcForms.ThresholdTrapezoid,
        AurcForms.DiscreteAugrc,
    ];

    [Fact]
    public void Augrc_is_a_function_of_the_auroc_and_the_error_rate() => Hold(2, 60, 8, (confidences, correct) =>
    {
        var curve = RiskCoverageCurve.Of(confidences, correct);
        double err = curve.LossSum / curve.Items;
        return RankingMetrics.Auroc(curve).Value is not { } auroc
            ? err is 0.0 or 1.0
            : Math.Abs((((1.0 - auroc) * (1.0 - err) * err) + (err * err / 2.0)) - SelectiveMetrics.Augrc(curve).Value!.Value) <= 1e-14;
    });

    [Fact]
    public void No_metric_depends_on_the_order_of_the_rows() => Hold(1, 60, 6, (confidences, correct) =>
    {
        int[] order = SeededShuffle.Permutation(confidences.Length, 5);
        var curve = RiskCoverageCurve.Of(confidences, correct);
        var shuffled = RiskCoverageCurve.Of([.. order.Select(i => confidences[i])], [.. order.Select(i => correct[i])]);
        return Metrics.All(metric => metric(curve) == metric(shuffled));
    });

    [Fact]
    public void No_metric_depends_on_the_scale_of_the_confidence() => Hold(1, 60, 6, (confidences, correct) =>
    {
        var curve = RiskCoverageCurve.Of(confidences, correct);
        Func<double, double>[] maps = [x => Math.Exp(20.0 * x), x => x - 0.5, x => -1.0 / (1.0 + x), x => Math.Pow(x, 9.0)];
        return maps.All(map =>
        {
            var mapped = RiskCoverageCurve.Of([.. confidences.Select(map)], correct);
            return Metrics.All(metric => metric(curve) == metric(mapped));
        });
    });

    [Fact]
    public void Counting_and_summing_losses_agree() => Hold(0, 60, 6, (confidences, correct) =>
    {
        var counted = RiskCoverageCurve.Of(confidences, correct);
        var summed = RiskCoverageCurve.OfLosses(confidences, [.. correct.Select(right => right ? 0.0 : 1.0)]);
        return counted.Count == summed.Count
            && Enumerable.Range(0, counted.Count).All(i => counted[i] == summed[i])
            && Metrics.All(metric => Near(metric(counted), metric(summed)));
    });

    [Fact]
    public void The_bounds_of_each_metric_hold() => Hold(1, 60, 6, (confidences, correct) =>
    {
        var curve = RiskCoverageCurve.Of(confidences, correct);
        double err = curve.LossSum / curve.Items;
        return SelectiveMetrics.ExcessAurc(curve).Value >= 0.0
            && SelectiveMetrics.Aurc(curve).Value is >= 0.0 and <= 1.0
            && SelectiveMetrics.Augrc(curve).Value >= (err * err / 2.0) - 1e-15 && SelectiveMetrics.Augrc(curve).Value <= 0.5
            && (SelectiveMetrics.PredictionRejectionRatio(curve).Value ?? 0.0) <= 1.0 + 1e-12
            && Math.Abs((1.0 - SelectiveMetrics.NormalisedAurc(curve).Value) - SelectiveMetrics.PredictionRejectionRatio(curve).Value ?? 0.0) <= 1e-12;
    });

    [Fact]
    public void The_area_is_the_mean_over_all_orders_of_tied_items() => Hold(1, 6, 2, (confidences, correct) =>
    {
        double sum = 0.0;
        int orders = 0;
        foreach (int[] order in Permutations(confidences.Length).Where(order => order.Zip(order.Skip(1)).All(pair => confidences[pair.First] >= confidences[pair.Second])))
        {
            int errors = 0;
            double area = 0.0;
            for (int k = 0; k < order.Length; k++)
            {
                errors += correct[order[k]] ? 0 : 1;
                area += (double)errors / (k + 1) / order.Length;
            }

            sum += area;
            orders++;
        }

        return Math.Abs((sum / orders) - SelectiveMetrics.Aurc(RiskCoverageCurve.Of(confidences, correct)).Value!.Value) <= 1e-14;
    });

    [Fact]
    public void Ranking_metrics_are_those_of_their_definitions() => Hold(1, 40, 5, (confidences, correct) =>
    {
        var curve = RiskCoverageCurve.Of(confidences, correct);
        int[] rows = [.. Enumerable.Range(0, correct.Length)];
        int[] right = [.. rows.Where(i => correct[i])];
        int[] wrong = [.. rows.Where(i => !correct[i])];
        double pairs = right.Sum(i => wrong.Sum(j => confidences[i] > confidences[j] ? 1.0 : confidences[i] == confidences[j] ? 0.5 : 0.0));
        bool auroc = right.Length * wrong.Length == 0
            ? RankingMetrics.Auroc(curve).Reason == MetricUndefined.OneClass
            : Math.Abs((pairs / right.Length / wrong.Length) - RankingMetrics.Auroc(curve).Value!.Value) <= 1e-15;
        return auroc && Precision(right, 1.0, RankingMetrics.AveragePrecision(curve)) && Precision(wrong, -1.0, RankingMetrics.AveragePrecisionOfErrors(curve));

        // Each item of the class adds the precision at its own threshold.
        bool Precision(int[] looked, double sign, MetricValue actual) => looked.Length == 0
            ? actual.Reason == MetricUndefined.NoPositives
            : Math.Abs(looked.Average(i => (double)looked.Count(j => sign * confidences[j] >= sign * confidences[i]) / rows.Count(j => sign * confidences[j] >= sign * confidences[i])) - actual.Value!.Value) <= 1e-13;
    });

    [Fact]
    public void Readings_are_the_best_of_all_thresholds() => Hold(1, 40, 5, (confidences, correct) =>
    {
        var curve = RiskCoverageCurve.Of(confidences, correct);
        (double Coverage, double Risk)[] all = [.. confidences.Distinct().Select(t =>
        {
            int[] acted = [.. Enumerable.Range(0, correct.Length).Where(i => confidences[i] >= t)];
            return ((double)acted.Length / correct.Length, (double)acted.Count(i => !correct[i]) / acted.Length);
        })];
        foreach (double bound in (double[])[0.0, 0.1, 0.25, 1.0 / 3.0, 0.5, 1.0])
        {
            double coverage = all.Where(one => one.Risk <= bound).Select(one => one.Coverage).DefaultIfEmpty(0.0).Max();
            if (SelectiveMetrics.CoverageAtRisk(curve, bound)!.Coverage != coverage)
            {
                return false;
            }

            if (bound > 0.0 && SelectiveMetrics.RiskAtCoverage(curve, bound)!.Risk != all.Where(one => one.Coverage >= bound).MinBy(one => one.Coverage).Risk)
            {
                return false;
            }
        }

        return true;
    });

    [Fact]
    public void Fractional_losses_have_the_oracle_of_their_own_order()
    {
        double[] losses = [0.25, 0.0, 0.75, 0.5];
        var curve = RiskCoverageCurve.OfLosses([0.1, 0.2, 0.3, 0.4], losses);
        double best = Permutations(4).Min(order => SelectiveMetrics.Aurc(RiskCoverageCurve.OfLosses([.. order.Select(rank => (double)rank)], losses)).Value!.Value);
        Assert.Equal(best, curve.Counts.Oracle, 1e-15);
    }

    private static IEnumerable<int[]> Permutations(int count) => count == 0
        ? [[]]
        : Permutations(count - 1).SelectMany(shorter => Enumerable.Range(0, count).Select(at => (int[])[.. shorter[..at], count - 1, .. shorter[at..]]));
}
