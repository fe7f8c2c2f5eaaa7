using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

public sealed class MeanBetsTests
{
    /// <summary>An item that was not audited and was predicted at alpha gains nothing, but its weighting is off by as much as its bounds are wide.</summary>
    [Fact]
    public void The_error_of_a_weighted_loss_grows_with_the_width_of_its_bounds()
    {
        var bets = new MeanBets(MeanHypothesis.AtMost, 0.5, [0.75]);
        double[] factors = new double[1];

        double rounding = bets.LogFactors(WeightedLoss.Unaudited(1.0 / 128.0, 0.5), factors);

        // Bounds 64 below and 64 above alpha: the stake is .25 / 64^2 on a width of 128.
        Assert.Equal(0.0, factors[0]);
        Assert.Equal(4.0 * FactorRounding.Unit * 0.25 / (64.0 * 64.0) * 128.0, rounding);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void A_bound_outside_the_open_interval_is_named(double alpha)
    {
        Assert.Throws<ArgumentOutOfRangeException>(nameof(alpha), () => new MeanBets(MeanHypothesis.AtMost, alpha, []));
        Assert.Throws<ArgumentOutOfRangeException>(nameof(alpha), () => new MeanBets(MeanHypothesis.AtLeast, alpha, [0.5]));
    }

    [Fact]
    public void Alternatives_are_beside_alpha_and_as_many_as_fit()
    {
        double[] most = new double[StartedCapitals.MostAlternatives];
        most.AsSpan().Fill(0.1);

        Assert.Equal(64, new MeanBets(MeanHypothesis.AtLeast, 0.2, most).Count);
        Assert.Throws<ArgumentException>("alternatives", () => new MeanBets(MeanHypothesis.AtLeast, 0.2, [.. most, 0.1]));
        Assert.Throws<ArgumentOutOfRangeException>("alternatives", () => new MeanBets(MeanHypothesis.AtLeast, 0.2, [0.2]));
        Assert.Throws<ArgumentOutOfRangeException>("alternatives", () => new MeanBets(MeanHypothesis.AtMost, 0.2, [0.2]));
    }

    [Fact]
    public void Bets_are_the_same_when_hypothesis_alpha_and_alternatives_are()
    {
        var bets = new MeanBets(MeanHypothesis.AtMost, 0.25, [0.5]);

        Assert.True(bets.IsSameAs(new MeanBets(MeanHypothesis.AtMost, 0.25, [0.5])));
        Assert.False(bets.IsSameAs(new MeanBets(MeanHypothesis.AtMost, 0.25, [0.625])));
        Assert.False(bets.IsSameAs(new MeanBets(MeanHypothesis.AtMost, 0.25, [0.5, 0.5])));
        Assert.False(bets.IsSameAs(new MeanBets(MeanHypothesis.AtMost, 0.5, [0.75])));
        Assert.False(new MeanBets(MeanHypothesis.AtMost, 0.5, [0.75]).IsSameAs(new MeanBets(MeanHypothesis.AtLeast, 0.5, [0.25])));
    }
}
