using Escalation.Decisions;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Decisions;

public class CostRatioRuleTests
{
    [Theory]
    [InlineData(2, 0.5)]
    [InlineData(4, 0.75)]
    [InlineData(8, 0.875)]
    [InlineData(10, 0.9)]
    [InlineData(20, 0.95)]
    [InlineData(50, 0.98)]
    public void The_threshold_of_the_paper_acts_and_anything_below_it_escalates(double ratio, double threshold)
    {
        DecisionCosts costs = DecisionCosts.FromRatio(ratio);

        Assert.False(CostRatioRule.Escalates(threshold, 1.0, costs));
        Assert.False(CostRatioRule.Escalates(threshold + 1e-9, 1.0, costs));
        Assert.True(CostRatioRule.Escalates(threshold - 1e-9, 1.0, costs));
    }

    [Fact]
    public void Decimal_ties_act_for_every_percent_and_every_ratio()
    {
        for (int ratio = 2; ratio <= 100; ratio++)
        {
            for (int percent = 0; percent <= 100; percent++)
            {
                // R (q - p) = 1 in whole percent is a tie; doubles miss it by rounding on both sides.
                if (100 % ratio == 0 && percent + (100 / ratio) <= 100)
                {
                    double p = percent / 100.0;
                    double q = (percent + (100 / ratio)) / 100.0;
                    Assert.False(CostRatioRule.Escalates(p, q, new DecisionCosts(ratio * 0.1, 0.1)), $"p={p}, q={q}, R={ratio}");
                }
            }
        }
    }

    [Fact]
    public void The_rule_picks_the_cheaper_option()
    {
        Gen<(int P, int Q, int Wrong, int Share)> cases =
            from p in Gen.Choose(0, 1000)
            from q in Gen.Choose(0, 1000)
            from wrong in Gen.Choose(2, 5000)
            from share in Gen.Choose(1, 999)
            select (p, q, wrong, share);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var costs = new DecisionCosts(c.Wrong, c.Wrong * (c.Share / 1000.0));
            double acting = CostRatioRule.ExpectedCostOfActing(c.P / 1000.0, costs);
            double escalating = CostRatioRule.ExpectedCostOfEscalating(c.Q / 1000.0, costs);
            bool escalates = CostRatioRule.Escalates(c.P / 1000.0, c.Q / 1000.0, costs);
            // Whole numbers decide which option is cheaper without rounding: q - p > share.
            return escalates == (c.Q - c.P > c.Share) && (Math.Abs(acting - escalating) < 1e-9 * c.Wrong || escalates == escalating < acting);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_better_model_never_escalates_more()
    {
        Prop.ForAll(Gen.Choose(0, 999).Two().ToArbitrary(), pair =>
        {
            (double low, double high) = (Math.Min(pair.Item1, pair.Item2) / 999.0, Math.Max(pair.Item1, pair.Item2) / 999.0);
            DecisionCosts costs = DecisionCosts.FromRatio(7.3);
            return !CostRatioRule.Escalates(high, 0.9, costs) || CostRatioRule.Escalates(low, 0.9, costs);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [Trait("Row", "1")]
    [Trait("Row", "2")]
    [InlineData(double.NaN, 1.0)]
    [InlineData(0.9, double.NaN)]
    [InlineData(double.NegativeInfinity, 1.0)]
    public void Undefined_probabilities_escalate(double p, double q) =>
        Assert.True(CostRatioRule.Escalates(p, q, DecisionCosts.FromRatio(4)));

    [Fact]
    [Trait("Row", "23")]
    public void Undefined_costs_escalate() => Assert.True(CostRatioRule.Escalates(1.0, 1.0, default));
}
