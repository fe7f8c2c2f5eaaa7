using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

/// <summary>Reported capitals lie below what the factors give, by a little.</summary>
public sealed class StartedCapitalsTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(40.0)]
    [InlineData(-3.0)]
    public void The_value_is_rounded_down(double factor)
    {
        var capitals = new StartedCapitals(StartPlan.First, 1);
        capitals.Step([factor], rounding: 0.0, value: 0.0);
        Assert.True(capitals.LogValue < factor, $"{capitals.LogValue:R}");
        Assert.Equal(factor, capitals.LogValue, 1e-12);
        Assert.True(capitals.Rounding >= 4.0 * FactorRounding.Unit * Math.Abs(factor));
    }

    /// <summary>Page's sum begins anew at nothing after a loss.</summary>
    [Fact]
    public void The_onset_has_the_evidence_since_it_began()
    {
        var capitals = new StartedCapitals(StartPlan.Spread, 1);
        capitals.Step([0.5], rounding: 0.0, value: 0.1);
        Assert.Equal(0.5, Evidence(capitals));
        capitals.Step([-2.0], rounding: 0.0, value: 0.2);
        Assert.Equal(-1.5, Evidence(capitals));
        capitals.Step([0.75], rounding: 0.0, value: 0.3);
        Assert.Equal(0.75, Evidence(capitals));
        Assert.True(capitals.BeginsNow(0));
        capitals.Step([0.25], rounding: 0.0, value: 0.5);
        Assert.Equal(3, capitals.Onset.FirstStep);
        Assert.Equal(0.4, capitals.Onset.Mean, 1e-15);

        static double Evidence(StartedCapitals capitals) => Assert.Single(capitals.State.Capitals).LogRestarted;
    }

    [Fact]
    public void The_capitals_of_a_product_are_rounded_down_once_something_was_observed()
    {
        double[] logs = [1.0, 2.0];
        var capitals = new StartedCapitals(StartPlan.First, 2);
        capitals.AddLogsTo(logs);
        Assert.Equal([1.0, 2.0], logs);
        capitals.Step([0.25, -0.75], rounding: 1e-13, value: 0.0);
        capitals.AddLogsTo(logs);
        Assert.InRange(logs[0], 1.25 - 2e-13, Math.BitDecrement(1.25 - 0.9e-13));
        Assert.InRange(logs[1], 1.25 - 2e-13, Math.BitDecrement(1.25 - 0.9e-13));
    }

    [Fact]
    public void The_error_of_bets_on_uniform_numbers_grows_with_their_logarithms()
    {
        double[] factors = new double[UniformBets.Count];
        double middle = UniformBets.LogFactors(0.5, factors);
        double far = UniformBets.LogFactors(1e-300, factors);
        Assert.Equal(UniformBets.LogFactors(1e-10, factors), UniformBets.LogFactors(1.0 - 1e-10, factors), 1e-15);
        Assert.InRange(far - middle, 8.0 * 600.0 * FactorRounding.Unit, 8.0 * 800.0 * FactorRounding.Unit);
    }

    [Fact]
    public void The_earliest_start_and_the_first_alternative_explain_a_tie()
    {
        var capitals = new StartedCapitals(StartPlan.Spread, 2);
        capitals.Step([0.0, 0.0], rounding: 0.0, value: 0.25);
        capitals.Step([0.5, 0.5], rounding: 0.0, value: 0.75);

        Assert.Equal(0, capitals.Leading);
        Assert.Equal(new EvidenceOnset(1, 0.5, 0.5), capitals.Onset);
    }

    /// <summary>The roundings of the steps and that of adding what has not begun both count.</summary>
    [Fact]
    public void A_product_loses_the_error_of_its_own_sum_too()
    {
        double[] logs = [0.0, 0.0];
        var capitals = new StartedCapitals(StartPlan.First, 2);
        capitals.Step([0.25, -0.75], rounding: 0.0, value: 0.0);
        capitals.AddLogsTo(logs);

        Assert.InRange(logs[0], 0.25 - 1e-13, 0.25 - capitals.Rounding - (16.0 * FactorRounding.Unit));
        Assert.InRange(logs[1], -0.75 - 1e-13, -0.75 - capitals.Rounding - (16.0 * FactorRounding.Unit));
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData((1L << 53) + 1L)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void A_state_with_a_count_that_doubles_cannot_hold_is_refused(long count) =>
        Assert.Contains("count and sum", Assert.Throws<ArgumentException>(() => Restored(Fallen with { Count = count })).Message, StringComparison.Ordinal);

    /// <summary>Weighted losses may lie below nought, and so may their sum.</summary>
    [Fact]
    public void A_state_may_have_the_largest_count_and_a_sum_below_nought()
    {
        StartedCapitals restored = Restored(Fallen with { Count = 1L << 53, Sum = -1.0 });

        Assert.Equal((1L << 53, -1.0), (restored.Count, restored.Sum));
    }

    /// <summary>Where the largest value is long past, a wrong error bound does not show in it.</summary>
    [Theory]
    [InlineData(-1e-3)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void A_state_with_an_error_that_is_none_is_refused(double rounding) =>
        Assert.Contains("the rounding error", Assert.Throws<ArgumentException>(() => Restored(Fallen with { Rounding = rounding })).Message, StringComparison.Ordinal);

    [Fact]
    public void A_state_before_the_first_step_is_worth_exactly_one()
    {
        Assert.Equal(0.0, Restored(new EvidenceState()).LogValue);
        Assert.Equal(Fallen.MaxLogValue, Restored(Fallen).MaxLogValue);
    }

    private static EvidenceState Fallen
    {
        get
        {
            var capitals = new StartedCapitals(StartPlan.First, 1);
            capitals.Step([3.0], rounding: 0.0, value: 1.0);
            capitals.Step([-2.0], rounding: 0.0, value: 0.0);
            return capitals.State;
        }
    }

    private static StartedCapitals Restored(EvidenceState state)
    {
        var capitals = new StartedCapitals(StartPlan.First, 1);
        capitals.Restore(state);
        return capitals;
    }
}
