using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

/// <summary>Losses that are seen with a known probability have bounds beyond [0, 1], which limit the stakes.</summary>
public sealed class EProcessWeightedLossTests
{
    /// <summary>Predicted as a loss and audited to be none, it is worth -9: a stake of 5 would leave -44 times the capital.</summary>
    [Fact]
    public void Bounds_below_nought_cut_the_stake_on_a_larger_mean()
    {
        var process = EProcess.Fixed(MeanHypothesis.AtMost, 0.1, 5.0);

        process.Observe(WeightedLoss.Audited(0.0, 0.1, 1.0));

        Assert.True(double.IsFinite(process.LogValue));
        Assert.True(process.LogValue < 0.0);
    }

    /// <summary>A loss predicted at alpha and not audited gains nothing, but its weighting is off by as much as its bounds are wide: 128.</summary>
    [Fact]
    public void The_error_of_a_weighted_loss_grows_with_the_width_of_its_bounds()
    {
        var process = EProcess.Fixed(MeanHypothesis.AtLeast, 0.5, 0.01);

        process.Observe(WeightedLoss.Unaudited(1.0 / 128.0, 0.5));

        Assert.Equal(0.0, process.State.LogSum);
        Assert.Equal(4.0 * FactorRounding.Unit * 0.01 * 128.0, process.State.Rounding, 1e-28);
    }

    /// <summary>Between bounds l and H a stake on mean p multiplies the capital by <c>(p - l)/(alpha - l)</c> at H and by <c>(H - p)/(H - alpha)</c> at l.</summary>
    [Theory]
    [InlineData(1.0, 1.25 / 0.75)]
    [InlineData(0.0, 0.75 / 1.25)]
    public void Krichevsky_Trofimov_stakes_on_a_weighted_loss_are_likelihood_ratios_of_its_bounds(double loss, double factor)
    {
        var process = EProcess.KrichevskyTrofimov(MeanHypothesis.AtMost, 0.25);
        process.Observe(1.0);
        Outward.AssertRelative(2.0, process.Value, 1e-12);

        // Bounds -1/2 and 3/2; the estimate is (1 + 1/2)/2.
        process.Observe(WeightedLoss.Audited(loss, 0.5, 0.5));
        Outward.AssertRelative(2.0 * factor, process.Value, 1e-12);
    }

    [Fact]
    public void Wider_bounds_cut_the_stake()
    {
        var process = EProcess.Fixed(MeanHypothesis.AtLeast, 0.1, 1.1);

        process.Observe(WeightedLoss.Audited(1.0, 0.01));

        // At its value of 100 a stake of 1.1 would leave -109 times the capital.
        Assert.True(double.IsFinite(process.LogValue));
        Assert.True(process.LogValue < 0.0);
    }
}
