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
}
