using Escalation.Probes;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Probes;

public class PlattCalibrationTests
{
    [Theory]
    [InlineData(0.0, 0.5)]
    [InlineData(2.0, 0.8807970779778823)]
    [InlineData(-2.0, 0.11920292202211755)]
    [InlineData(1000.0, 1.0)]
    [InlineData(-1000.0, 0.0)]
    public void The_logistic_function_rises_with_the_score(double score, double expected) =>
        Assert.Equal(expected, PlattCalibration.Logistic.Probability(score), 1e-15);

    [Fact]
    public void A_negative_slope_is_the_one_that_rises()
    {
        var rising = new PlattCalibration(a: -3.0, b: 0.5);

        Assert.Equal(1.0 / (1.0 + Math.Exp(-0.7)), rising.Probability(0.4), 1e-15);
        Assert.True(rising.Probability(0.4) > rising.Probability(0.3));
        Assert.True(new PlattCalibration(3.0, 0.5).Probability(0.4) < new PlattCalibration(3.0, 0.5).Probability(0.3));
    }

    [Fact]
    public void The_probability_is_monotone_and_within_its_range()
    {
        Gen<double> finite = ArbMap.Default.GeneratorFor<NormalFloat>().Select(value => value.Get);
        Prop.ForAll(finite.Two().ToArbitrary(), pair =>
        {
            double low = PlattCalibration.Logistic.Probability(Math.Min(pair.Item1, pair.Item2));
            double high = PlattCalibration.Logistic.Probability(Math.Max(pair.Item1, pair.Item2));
            return low is >= 0.0 and <= 1.0 && high is >= 0.0 and <= 1.0 && low <= high;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_score_that_is_not_finite_never_becomes_certainty(double score) =>
        Assert.True(double.IsNaN(PlattCalibration.Logistic.Probability(score)));

    [Theory]
    [InlineData(0.0, 0.0, "a")]
    [InlineData(double.NaN, 0.0, "a")]
    [InlineData(double.PositiveInfinity, 0.0, "a")]
    [InlineData(1.0, double.NaN, "b")]
    public void Useless_parameters_are_refused(double a, double b, string parameter) =>
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => new PlattCalibration(a, b));
}
