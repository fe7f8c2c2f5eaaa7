using Escalation.Calibration;
using Escalation.Decisions;
using Quickstart;

namespace Escalation.Core.Tests.Samples;

public sealed class RealisedRateTests
{
    [Fact]
    public void The_chance_of_a_finite_share_above_the_bound_is_the_beta_binomial_one()
    {
        double[] scores = [.. Enumerable.Range(1, 793).Select(i => i / 793.0)];
        var certified = Assert.IsType<Certified>(DelegationBudget.Calibrate(scores, new DelegationBudgetOptions(0.3, 0.1) { Direction = ScoreDirection.LowerDelegates }));
        RealisedRate rate = RealisedRate.Of(220, 793, certified.Certificate);

        Assert.Equal(220, certified.Certificate.K);
        Assert.Equal(0.173, rate.ChanceAboveBound, 3);
        Assert.True(rate.Expected.Contains(rate.Delegated));
        Assert.False(rate.Expected.Contains(793));
        Assert.False(rate.Expected.Contains(0));
    }
}
