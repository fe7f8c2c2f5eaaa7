using Escalation.Calibration.Populations;
using Escalation.Decisions;
using Escalation.Experiments.Data;
using Escalation.Experiments.FinitePopulation;
using Escalation.Experiments.Splits;
using Escalation.Statistics;

namespace Escalation.Experiments.Tests.Splits;

public class SplitsExperimentTests
{
    private const int Splits = 2_000;

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public void Budgets_and_risks_on_a_synthetic_pool_violate_as_often_as_computed(int steps)
    {
        Pool pool = SyntheticPool.Draw(3_000, seed: 11, steps);
        SplitRow[] rows = [.. SplitsPlan.Of(pool).Select((promise, i) => SplitsExperiment.Measure(promise, Splits, seed: 100 + (ulong)i))];
        Assert.Equal(["budget", "budget", "risk", "risk"], rows.Select(static row => row.Case.Rule));
        foreach (SplitRow row in rows)
        {
            Assert.True(row.Inside, $"{row.Case.Rule} {row.Case.Alpha}: {row.Violations} not in {row.Interval}");
            Assert.InRange(row.Law.Violation, steps == 0 ? 0.01 : 0.0, row.Case.Delta);
            Assert.True(BinomialAcceptance.Of(Splits, Math.Min(1.0, row.Law.Certified), SplitRow.FalseAlarm).Contains(row.Certified));
            Assert.Equal(row.Law.MeanRate, row.MeanRate, 0.02);
        }
    }

    /// <summary>A budget of delta .2 judged as one of delta .1: the experiment would notice a rule that is too bold.</summary>
    [Fact]
    public void A_calibration_that_is_too_bold_falls_outside()
    {
        Pool pool = SyntheticPool.Draw(3_000, seed: 12);
        var judged = new BudgetCase(pool, 500, 0.3, 0.1);
        Assert.False(Run(judged, new BudgetCase(pool, 500, 0.3, 0.2), static threshold => threshold).Inside);
        Assert.True(Run(judged, judged, static threshold => threshold).Inside);
    }

    /// <summary>One count too many, k + 1 for k, is the smallest mistake there is: a row may hide it, the sum of the rows does not.</summary>
    [Fact]
    public void A_budget_one_count_too_bold_falls_outside_in_the_sum_of_ten_rows()
    {
        Pool pool = SyntheticPool.Draw(3_000, seed: 20);
        var judged = new BudgetCase(pool, 500, 0.3, 0.1);
        long allowed = BinomialBudget.LargestCount(500, 0.3, 0.1);
        var bold = new BudgetCase(pool, 500, 0.3, BinomialTail.Lower(allowed + 1, 500, 0.3));
        Assert.Equal(allowed + 1, BinomialBudget.LargestCount(500, 0.3, bold.Delta));
        SplitRow[] right = [.. Enumerable.Range(0, 10).Select(row => SplitsExperiment.Measure(judged, Splits, seed: 200 + (ulong)row))];
        SplitRow[] wrong = [.. Enumerable.Range(0, 10).Select(row => SplitsExperiment.Measure(new StubCase(judged, bold, static threshold => threshold), Splits, seed: 200 + (ulong)row))];
        Assert.True(PooledRows.Of(right)[^1].Inside);
        Assert.True(PooledRows.Of(wrong)[^1].Violations > PooledRows.Of(wrong)[^1].Interval.Upper);
    }

    [Fact]
    public void A_risk_calibration_that_is_too_bold_or_too_timid_falls_outside()
    {
        Pool pool = SyntheticPool.Draw(3_000, seed: 13);
        var curve = new PoolCurve(ConfidenceGrid.Thresholds, pool.Confidences, pool.Losses);
        double level = SplitsPlan.LevelAt(curve, 0.6);
        var judged = new RiskCase(pool, curve, 500, level, 0.1);
        Assert.True(Run(judged, judged, static threshold => threshold).Inside);
        Assert.False(Run(judged, new RiskCase(pool, curve, 500, level, 0.25), static threshold => threshold).Inside);
        Assert.False(Run(judged, new RiskCase(pool, curve, 500, level, 0.01), static threshold => threshold).Inside);
    }

    /// <summary>Deploying "score &gt;= threshold" where "score &gt; threshold" was certified matters on ties.</summary>
    [Fact]
    public void A_deployment_that_delegates_at_equality_falls_outside()
    {
        Pool pool = SyntheticPool.Draw(3_000, seed: 14, steps: 40);
        var judged = new BudgetCase(pool, 500, 0.3, 0.1);
        SplitRow row = Run(judged, judged, static threshold => new Threshold(Math.BitDecrement(threshold.Value), threshold.Direction, threshold.Purpose, threshold.Origin));
        Assert.False(row.Inside);
        Assert.True(row.Violations > 2 * row.Interval.Upper, $"{row.Violations}");
        Assert.True(Run(judged, judged, static threshold => threshold).Inside);
    }

    [Fact]
    public void The_same_seed_gives_the_same_result_and_another_seed_another()
    {
        Pool[] pools = [SyntheticPool.Draw(1_700, seed: 15), SyntheticPool.Draw(900, seed: 16, steps: 30, model: "other")];
        string first = SplitsCsv.Write(SplitsExperiment.Run(pools, 50, seed: 1));
        Assert.Equal(first, SplitsCsv.Write(SplitsExperiment.Run(pools, 50, seed: 1)));
        Assert.NotEqual(first, SplitsCsv.Write(SplitsExperiment.Run(pools, 50, seed: 2)));
    }

    [Fact]
    public void One_row_outside_is_enough_to_disagree()
    {
        Pool pool = SyntheticPool.Draw(3_000, seed: 17);
        SplitsResult good = SplitsExperiment.Run([pool], 200, seed: 1);
        Assert.True(good.Agrees);
        SplitRow[] rows = [.. good.Rows];
        rows[0] = rows[0] with { Violations = (int)rows[0].Interval.Upper + 1 };
        SplitsResult bad = good with { Rows = rows, Pooled = PooledRows.Of(rows) };
        Assert.False(bad.Agrees);
        Assert.Contains("NO\n", SplitsReport.Write(bad), StringComparison.Ordinal);
        Assert.Contains("DISAGREES", SplitsReport.Write(bad), StringComparison.Ordinal);
        Assert.False((good with { Evaluation = good.Evaluation! with { SplitViolations = 0 } }).Agrees);
    }

    [Fact]
    public void Many_rows_that_lean_to_one_side_disagree_although_each_is_inside()
    {
        Pool pool = SyntheticPool.Draw(3_000, seed: 18);
        var promise = new BudgetCase(pool, 500, 0.3, 0.1);
        PopulationLaw law = promise.Law();
        var leaning = new SplitRow { Case = promise, Splits = 1_000, Certified = 1_000, MeanRate = 0.27, Law = law, Violations = (int)(1_000 * law.Violation) + 16 };
        Assert.True(leaning.Inside);
        Assert.True(PooledRows.Of([leaning])[0].Inside);
        PooledRows pooled = PooledRows.Of([.. Enumerable.Repeat(leaning, 50)])[0];
        Assert.Equal(0, pooled.Outside);
        Assert.False(pooled.Inside);
    }

    [Fact]
    public void Pools_that_are_too_small_are_refused() =>
        Assert.Throws<ExperimentException>(() => SplitsExperiment.Run([SyntheticPool.Draw(500, seed: 19)], 10, seed: 1));

    private static SplitRow Run(SplitCase judged, SplitCase certified, Func<Threshold, Threshold> deployed) =>
        SplitsExperiment.Measure(new StubCase(judged, certified, deployed), Splits, seed: 7);
}
