using Escalation.Calibration;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration;

public sealed class CalibrationPlanTests
{
    [Theory]
    [InlineData(0.001, 0.05, 2995)]
    [InlineData(0.01, 0.1, 230)]
    [InlineData(0.1, 0.05, 29)]
    [InlineData(0.25, 0.421875, 3)]
    public void The_least_n_is_named_without_a_true_rate(double alpha, double delta, long minimum)
    {
        CalibrationPlan plan = CalibrationPlan.For(alpha, delta);
        Assert.Equal(minimum, plan.MinimumN);
        Assert.Null(plan.NForPower);
        Assert.Null(plan.PowerAtN);
    }

    [Fact]
    public void From_the_planned_n_on_the_power_stays_up_and_just_before_it_does_not()
    {
        CalibrationPlan plan = CalibrationPlan.For(0.1, 0.1, trueRate: 0.07, power: 0.9);
        long n = plan.NForPower!.Value;
        Assert.Equal(BinomialBudget.Power(n, 0.1, 0.1, 0.07), plan.PowerAtN);
        Assert.True(plan.PowerAtN >= 0.9);
        Assert.True(BinomialBudget.Power(n - 1, 0.1, 0.1, 0.07) < 0.9);
        for (long more = n; more < n + 2_000; more++)
        {
            Assert.True(BinomialBudget.Power(more, 0.1, 0.1, 0.07) >= 0.9);
        }
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.2)]
    [InlineData(-0.01)]
    [InlineData(double.NaN)]
    public void A_true_rate_that_is_not_below_alpha_is_refused(double trueRate) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(trueRate), () => CalibrationPlan.For(0.1, 0.1, trueRate));

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void A_power_outside_the_open_interval_is_refused(double power) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(power), () => CalibrationPlan.For(0.1, 0.1, 0.05, power));
}
