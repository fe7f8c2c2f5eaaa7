using Escalation.Evaluation;
using Escalation.Evaluation.Routing;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Evaluation.Routing;

public class RoutingCurveTests
{
    private static readonly double[] Weak = [1, 0, 0, 1, 0, 1];
    private static readonly double[] Strong = [0, 1, 1, 1, 0, 1];
    private static readonly double[] Scores = [0.5, 0.5, 0.9, 0.1, 0.5, 0.1];

    [Fact]
    public void Equal_scores_go_in_file_order_or_on_average_over_all_orders()
    {
        var curve = RoutingCurve.Of(Scores, Weak, Strong);
        Assert.Equal([3.0, 4.0, 3.0, 4.0, 4.0, 4.0, 4.0], Enumerable.Range(0, 7).Select(k => Math.Round(6.0 * curve.MeanAt(k), 12)));
        Assert.Equal([3.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0], Enumerable.Range(0, 7).Select(k => Math.Round(6.0 * curve.ExpectedMeanAt(k), 12)));
        Assert.Equal([3.0, 4.0, 5.0, 5.0, 5.0, 5.0, 5.0], Enumerable.Range(0, 7).Select(k => Math.Round(6.0 * curve.BestMeanAt(k), 12)));
        Assert.Equal(0.5 + (0.25 / 6.0), curve.RandomMeanAt(0.25), 1e-15);
        Assert.Equal([0, 2, 2, 6], new[] { 0.0, 0.25, 0.4, 1.0 }.Select(curve.CountAt));
    }

    [Fact]
    public void The_expectation_over_equal_scores_is_the_mean_over_every_order_of_the_rows()
    {
        var curve = RoutingCurve.Of(Scores, Weak, Strong);
        double[] sums = new double[7];
        int orders = 0;
        foreach (int[] order in Orders(6))
        {
            var shuffled = RoutingCurve.Of([.. order.Select(i => Scores[i])], [.. order.Select(i => Weak[i])], [.. order.Select(i => Strong[i])]);
            orders++;
            for (int k = 0; k <= 6; k++)
            {
                sums[k] += shuffled.MeanAt(k);
                Assert.Equal(curve.ExpectedMeanAt(k), shuffled.ExpectedMeanAt(k), 1e-15);
                Assert.True(shuffled.BestMeanAt(k) >= shuffled.MeanAt(k) - 1e-15);
            }

            Assert.Equal(RoutingMetrics.Spearman(curve).Value!.Value, RoutingMetrics.Spearman(shuffled).Value!.Value, 1e-15);
            Assert.Equal(RoutingMetrics.AverageGapRecovered(curve).Value!.Value, RoutingMetrics.AverageGapRecovered(shuffled).Value!.Value, 1e-14);
        }

        Assert.Equal(720, orders);
        Assert.All(Enumerable.Range(0, 7), k => Assert.Equal(sums[k] / orders, curve.ExpectedMeanAt(k), 1e-13));
    }

    [Fact]
    public void Metrics_of_help_and_harm_count_pairs()
    {
        var curve = RoutingCurve.Of(Scores, Weak, Strong);

        // Help: rows 1 and 2 (0.5, 0.9) against 0.5, 0.1, 0.5, 0.1: of 8 pairs 6 in order and 2 ties.
        Assert.Equal(7.0 / 8.0, RoutingMetrics.AurocOfHelp(curve).Value!.Value, 1e-15);

        // Harm: row 0 (0.5) against 0.5, 0.9, 0.1, 0.5, 0.1: 2 in order and 2 ties of 5.
        Assert.Equal(3.0 / 5.0, RoutingMetrics.AurocOfHarm(curve).Value!.Value, 1e-15);

        // Ranks by hand: v = -1 1 1 0 0 0 has 1 5.5 5.5 3 3 3, the scores have 4 4 6 1.5 4 1.5.
        double[] v = [1, 5.5, 5.5, 3, 3, 3];
        double[] s = [4, 4, 6, 1.5, 4, 1.5];
        double xy = v.Zip(s, (a, b) => (a - 3.5) * (b - 3.5)).Sum();
        double expected = xy / Math.Sqrt(v.Sum(a => (a - 3.5) * (a - 3.5)) * s.Sum(b => (b - 3.5) * (b - 3.5)));
        Assert.Equal(expected, RoutingMetrics.Spearman(curve).Value!.Value, 1e-15);
    }

    [Fact]
    public void A_router_that_looks_at_nothing_recovers_half_of_the_gap_on_average()
    {
        var curve = RoutingCurve.Of(new double[6], Weak, Strong);
        Assert.Equal(0.5, RoutingMetrics.AverageGapRecovered(curve).Value!.Value, 1e-14);
        Assert.Equal(0.5, RoutingMetrics.CallsFor(curve, 0.5).Value);
        Assert.Equal(1.0, RoutingMetrics.CallsFor(curve, 1.0).Value);
        Assert.Equal(MetricUndefined.EqualScores, RoutingMetrics.Spearman(curve).Reason);
        Assert.Equal(0.5, RoutingMetrics.AurocOfHelp(curve).Value);
        Assert.Equal(1.0 / 6.0, RoutingMetrics.CallsFor(RoutingCurve.Of(Scores, Weak, Strong), 1.0).Value);
        Assert.Equal(2.0, RoutingMetrics.GapRecovered(curve, curve.BestMeanAt(2)).Value!.Value, 1e-14);
    }

    [Fact]
    public void What_the_data_do_not_define_has_a_reason()
    {
        var equal = RoutingCurve.Of(Scores, Weak, Weak);
        Assert.Equal(MetricUndefined.OneClass, RoutingMetrics.AurocOfHelp(equal).Reason);
        Assert.Equal(MetricUndefined.OneClass, RoutingMetrics.AurocOfHarm(equal).Reason);
        Assert.Equal(MetricUndefined.EqualLosses, RoutingMetrics.Spearman(equal).Reason);
        Assert.Equal(MetricUndefined.NoGap, RoutingMetrics.AverageGapRecovered(equal).Reason);
        Assert.Equal(MetricUndefined.NoGap, RoutingMetrics.CallsFor(RoutingCurve.Of(Scores, Strong, Weak), 0.5).Reason);
    }

    [Fact]
    public void The_oracle_delegates_help_first_and_harm_last_and_no_two_ranks_are_equal()
    {
        double[] ranks = RoutingScores.Oracle(Weak, Strong, Scores);
        Assert.Equal([1.0, 5.0, 6.0, 3.0, 4.0, 2.0], ranks);
        var curve = RoutingCurve.Of(ranks, Weak, Strong);
        Assert.Equal(1.0, RoutingMetrics.AurocOfHelp(curve).Value);
        Assert.Equal(0.0, RoutingMetrics.AurocOfHarm(curve).Value);
        double[] random = RoutingScores.Random(6, 4);
        Assert.Equal([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], random.Order());
        Assert.Equal(random, RoutingScores.Random(6, 4));
    }

    [Fact]
    public void Columns_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => RoutingCurve.Of([], [], []));
        Assert.Throws<ArgumentException>(() => RoutingCurve.Of([1.0], Weak, Strong));
        Assert.Throws<ArgumentException>(() => RoutingCurve.Of(Scores, Weak, [1.0]));
        Assert.Contains("scores[1]", Assert.Throws<ArgumentOutOfRangeException>(() => RoutingCurve.Of([1.0, double.NaN], [0.0, 1.0], [0.0, 1.0])).Message, StringComparison.Ordinal);
        Assert.Contains("weak[0]", Assert.Throws<ArgumentOutOfRangeException>(() => RoutingCurve.Of([1.0], [1.5], [1.0])).Message, StringComparison.Ordinal);
        Assert.Contains("strong[0]", Assert.Throws<ArgumentOutOfRangeException>(() => RoutingCurve.Of([1.0], [1.0], [double.NaN])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => RoutingCurve.Of(Scores, Weak, Strong).MeanAt(7));
        Assert.Throws<ArgumentOutOfRangeException>(() => RoutingCurve.Of(Scores, Weak, Strong).RandomMeanAt(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => RoutingMetrics.CallsFor(RoutingCurve.Of(Scores, Weak, Strong), 1.1));
    }

    [Fact]
    public void A_predicted_value_owes_nothing_to_the_label_of_its_own_row()
    {
        var random = new SplitMix64(2);
        double[] features = [.. Enumerable.Range(0, 200).Select(_ => random.NextUniform())];
        double[] weak = [.. Enumerable.Range(0, 100).Select(i => random.NextUniform() < features[2 * i] ? 1.0 : 0.0)];
        double[] strong = [.. Enumerable.Range(0, 100).Select(_ => random.NextUniform() < 0.8 ? 1.0 : 0.0)];
        double[] first = CrossFittedDelegationValue.Ridge(features, 2, weak, strong, [], 5, 10.0, 7)!;
        Assert.Equal(first, CrossFittedDelegationValue.Ridge(features, 2, weak, strong, [], 5, 10.0, 7)!);
        Assert.True(RoutingMetrics.AurocOfHelp(RoutingCurve.Of(first, weak, strong)).Value > 0.6);

        // Folds balance help alone, so that they stay as they are when a harm becomes a draw.
        int harmed = Enumerable.Range(0, 100).First(i => weak[i] == 1.0 && strong[i] == 0.0);
        strong[harmed] = 1.0;
        double[] second = CrossFittedDelegationValue.Ridge(features, 2, weak, strong, [], 5, 10.0, 7)!;
        Assert.Equal(first[harmed], second[harmed]);
        Assert.NotEqual(first, second);

        Assert.Null(CrossFittedDelegationValue.Ridge(features, 2, weak, strong, new int[100], 5, 10.0, 7));
        Assert.Throws<ArgumentException>(() => CrossFittedDelegationValue.Ridge(features, 3, weak, strong, [], 5, 10.0, 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => CrossFittedDelegationValue.Ridge(features, 2, weak, strong, [], 1, 10.0, 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => CrossFittedDelegationValue.Ridge(features, 2, weak, strong, [], 5, 0.0, 7));
    }

    private static IEnumerable<int[]> Orders(int count)
    {
        if (count == 0)
        {
            yield return [];
            yield break;
        }

        foreach (int[] shorter in Orders(count - 1))
        {
            for (int place = 0; place < count; place++)
            {
                yield return [.. shorter[..place], count - 1, .. shorter[place..]];
            }
        }
    }
}
