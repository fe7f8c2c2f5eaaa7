using Escalation.Calibration;
using Escalation.Calibration.Populations;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration.Populations;

public class BudgetSplitsTests
{
    private static readonly double[] Budgets = [0.2, 0.4];

    [Fact]
    public void What_happens_over_many_splits_is_what_the_exact_law_says()
    {
        (double[] scores, double[] ones) = Population(300, ties: 40);
        BudgetSplitsRow[] rows = BudgetSplits.Run(scores, ones, Budgets, new BudgetSplitsOptions(100, 1000) { Delta = 0.2, Seed = 5 });
        foreach (BudgetSplitsRow row in rows)
        {
            Assert.Equal(BudgetLaw.Of(scores, ScoreDirection.HigherDelegates, 100, row.Budget, 0.2), row.Law);
            Assert.InRange(row.Law.Violation, 0.01, 0.2);
            Assert.True(BinomialAcceptance.Of(1000, row.Law.Violation, 1e-6).Contains(row.Violations));
            Assert.Equal(row.Law.MeanRate, row.MeanRate, 0.01);
            Assert.Equal(row.MeanRate, row.MeanGain, 1e-12);
            Assert.Equal((1000, 1000), (row.Splits, row.Certified));
            Assert.Equal(BinomialBudget.LargestCount(100, row.Budget, 0.2), row.AllowedCount);
        }
    }

    [Fact]
    public void Gains_are_those_of_the_items_that_the_deployed_threshold_delegates()
    {
        (double[] scores, _) = Population(60, ties: 20);
        double[] gains = [.. scores.Select((score, i) => (i % 3) - 1.0)];
        BudgetSplitsRow row = Assert.Single(BudgetSplits.Run(scores, gains, [0.5], new BudgetSplitsOptions(30, 1) { Seed = 11 }));
        int[] order = [.. Enumerable.Range(0, 60)];
        SeededShuffle.Shuffle<int>(order, new SplitMix64(11).NextBits());
        Threshold deployed = Assert.IsType<Certified>(DelegationBudget.Calibrate([.. order[..30].Select(i => scores[i])], new DelegationBudgetOptions(0.5))).Certificate;
        int[] delegated = [.. Enumerable.Range(0, 60).Where(i => deployed.Escalates(scores[i]))];
        Assert.Equal(delegated.Length / 60.0, row.MeanRate, 1e-15);
        Assert.Equal(delegated.Sum(i => gains[i]) / 60.0, row.MeanGain, 1e-15);
    }

    [Fact]
    public void The_same_seed_gives_the_same_rows_and_too_few_items_certify_nothing()
    {
        (double[] scores, double[] ones) = Population(50, ties: 50);
        var options = new BudgetSplitsOptions(20, 30) { Seed = 3 };
        Assert.Equal(BudgetSplits.Run(scores, ones, Budgets, options), BudgetSplits.Run(scores, ones, Budgets, options));
        Assert.NotEqual(BudgetSplits.Run(scores, ones, Budgets, options)[1].MeanRate, BudgetSplits.Run(scores, ones, Budgets, new BudgetSplitsOptions(20, 30) { Seed = 4 })[1].MeanRate);
        BudgetSplitsRow none = Assert.Single(BudgetSplits.Run(scores, [], [0.05], options));
        Assert.Equal((-1L, 0, 0, 0.0, 0.0), (none.AllowedCount, none.Certified, none.Violations, none.MeanRate, none.MeanGain));
        Assert.Equal(new PopulationLaw(0.0, 0.0, 0.0), none.Law);
    }

    /// <summary>Drawn whole, the population is delegated by its own order statistic in every split: 20 scores, of which a budget of 0.4 at 0.1 allows <c>k</c>.</summary>
    [Fact]
    public void A_population_that_is_drawn_whole_is_delegated_as_often_as_the_budget_allows()
    {
        double[] scores = [.. Enumerable.Range(0, 20).Select(i => (double)((i * 7) % 20))];
        BudgetSplitsRow row = Assert.Single(BudgetSplits.Run(scores, scores, [0.4], new BudgetSplitsOptions(20, 3)));
        long k = BinomialBudget.LargestCount(20, 0.4, 0.1);
        Assert.Equal((k, 3, 0), (row.AllowedCount, row.Certified, row.Violations));
        Assert.Equal(k / 20.0, row.MeanRate, 1e-15);
        Assert.Equal(Enumerable.Range(20 - (int)k, (int)k).Sum() / 20.0, row.MeanGain, 1e-15);
        Assert.Equal((0.0, 1.0), (row.Law.Violation, row.Law.Certified));
        Assert.Equal(row.MeanRate, row.Law.MeanRate, 1e-15);
    }

    /// <summary>Seven items certify a budget of 0.3 only with a threshold that delegates none of them, 0.7^7 being 0.082.</summary>
    [Fact]
    public void A_budget_that_delegates_no_drawn_item_is_certified_all_the_same()
    {
        (double[] scores, double[] ones) = Population(50, ties: 50);
        BudgetSplitsRow row = Assert.Single(BudgetSplits.Run(scores, ones, [0.3], new BudgetSplitsOptions(7, 20)));
        Assert.Equal((0L, 20), (row.AllowedCount, row.Certified));
        Assert.True(row.MeanRate > 0.0);
    }

    [Fact]
    public void What_cannot_be_split_is_refused()
    {
        var options = new BudgetSplitsOptions(3, 1);
        Assert.Contains("3 items cannot be drawn from 2", Assert.Throws<ArgumentOutOfRangeException>("options", () => BudgetSplits.Run([1.0, 2.0], [], [0.5], options)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("options", () => BudgetSplits.Run([1.0, 2.0], [], [0.5], null!));
        Assert.Throws<ArgumentOutOfRangeException>("draws", () => BudgetLaw.Of([1.0], ScoreDirection.HigherDelegates, 0, 0.5, 0.1));
        Assert.Throws<ArgumentException>(() => BudgetSplits.Run([1.0, 2.0, double.NaN], [], [0.5], options));
        Assert.Throws<ArgumentException>(() => BudgetSplits.Run([1.0, 2.0, 3.0], [1.0], [0.5], options));
        Assert.Throws<ArgumentException>(() => BudgetSplits.Run([1.0, 2.0, 3.0], [1.0, 2.0, double.NaN], [0.5], options));
        Assert.Throws<ArgumentOutOfRangeException>(() => BudgetSplits.Run([1.0, 2.0, 3.0], [], [1.0], options));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BudgetSplitsOptions(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BudgetSplitsOptions(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BudgetSplitsOptions(1) { Delta = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => BudgetLaw.Of([1.0], ScoreDirection.HigherDelegates, 2, 0.5, 0.1));
        Assert.Throws<ArgumentException>(() => BudgetLaw.Of([double.NaN], ScoreDirection.HigherDelegates, 1, 0.5, 0.1));
    }

    private static (double[] Scores, double[] Ones) Population(int size, int ties)
    {
        var random = new SplitMix64(9);
        double[] scores = [.. Enumerable.Range(0, size).Select(_ => random.NextBelow(ties) / 8.0)];
        return (scores, [.. scores.Select(_ => 1.0)]);
    }
}
