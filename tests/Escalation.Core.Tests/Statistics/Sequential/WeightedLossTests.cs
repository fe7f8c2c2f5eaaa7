using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

public sealed class WeightedLossTests
{
    public static TheoryData<double, double> Draws
    {
        get
        {
            var draws = new TheoryData<double, double>();
            foreach (double q in new[] { 1e-6, 0.01, 0.1, 1.0 / 3.0, 0.5, 0.9, 1.0 })
            {
                foreach (double g in new[] { 0.0, 1e-9, 0.1, 0.5, 0.7, 1.0 })
                {
                    draws.Add(q, g);
                }
            }

            return draws;
        }
    }

    [Theory]
    [MemberData(nameof(Draws))]
    public void The_mean_over_the_draw_is_the_loss_whatever_is_predicted(double propensity, double predicted)
    {
        foreach (double loss in new[] { 0.0, 0.25, 1.0 })
        {
            double mean = (propensity * WeightedLoss.Audited(loss, propensity, predicted).Value) + ((1.0 - propensity) * WeightedLoss.Unaudited(propensity, predicted).Value);

            Assert.Equal(loss, mean, 9);
        }
    }

    [Theory]
    [MemberData(nameof(Draws))]
    public void The_bounds_hold_for_every_loss_and_are_reached(double propensity, double predicted)
    {
        WeightedLoss right = WeightedLoss.Audited(0.0, propensity, predicted);
        WeightedLoss wrong = WeightedLoss.Audited(1.0, propensity, predicted);

        Assert.Equal(right.Lowest, right.Value);
        Assert.Equal(wrong.Highest, wrong.Value);
        Assert.True(right.Lowest <= 0.0 && wrong.Highest >= 1.0);
        Assert.Equal(right.Lowest, -predicted * (1.0 - propensity) / propensity, 6);
        Assert.Equal(wrong.Highest, predicted + ((1.0 - predicted) / propensity), 6);
        foreach (WeightedLoss other in new[] { WeightedLoss.Unaudited(propensity, predicted), WeightedLoss.Audited(0.3, propensity, predicted) })
        {
            Assert.Equal((right.Lowest, right.Highest), (other.Lowest, other.Highest));
            Assert.InRange(other.Value, other.Lowest, other.Highest);
        }
    }

    [Fact]
    public void A_loss_that_is_seen_for_certain_is_itself()
    {
        Assert.Equal(WeightedLoss.Seen(0.3), WeightedLoss.Audited(0.3, 1.0, 0.0));
        Assert.Equal((0.3, 0.0, 1.0), (WeightedLoss.Seen(0.3).Value, WeightedLoss.Seen(0.3).Lowest, WeightedLoss.Seen(0.3).Highest));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    public void Numbers_outside_their_range_are_refused(double bad)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightedLoss.Seen(bad));
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightedLoss.Audited(bad, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightedLoss.Audited(0.5, bad));
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightedLoss.Audited(0.5, 0.5, bad));
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightedLoss.Unaudited(bad));
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightedLoss.Unaudited(0.5, bad));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(9e-7)]
    public void A_propensity_below_one_in_a_million_is_refused(double propensity)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightedLoss.Audited(0.0, propensity));
        Assert.Throws<ArgumentOutOfRangeException>(() => WeightedLoss.Unaudited(propensity));
    }

    /// <summary>The heart of audits: over losses and draws together the capital is a fair game at the boundary, for predictions that an adversary chooses from the past.</summary>
    [Theory]
    [InlineData(MeanHypothesis.AtMost, 0.2)]
    [InlineData(MeanHypothesis.AtLeast, 0.2)]
    [InlineData(MeanHypothesis.AtMost, 0.6)]
    public void With_random_audits_and_adversarial_predictions_the_capital_stays_fair(MeanHypothesis hypothesis, double alpha)
    {
        const int Items = 7;
        double expectation = 0.0;
        double alarms = 0.0;
        for (int labels = 0; labels < 1 << Items; labels++)
        {
            expectation += LossPaths.Expect(Items, 0.5, coins =>
            {
                var process = new MixtureEProcess(hypothesis, alpha, EvidenceStart.AnyStep);
                double weight = 1.0;
                double previous = 0.5;
                for (int i = 0; i < Items; i++)
                {
                    // Propensity and prediction follow what was seen before, as hostile as may be.
                    double q = previous > 0.5 ? 0.25 : 0.5;
                    double g = previous > 0.5 ? 1.0 : 0.3;
                    int label = (labels >> i) & 1;
                    bool drawn = coins[i] == 1.0;
                    weight *= (label == 1 ? alpha : 1.0 - alpha) * (drawn ? q : 1.0 - q) / 0.5;
                    WeightedLoss seen = drawn ? WeightedLoss.Audited(label, q, g) : WeightedLoss.Unaudited(q, g);
                    process.Observe(seen);
                    previous = seen.Value;
                }

                alarms += weight * Math.Pow(0.5, Items) * (process.Rejects(0.7) ? 1.0 : 0.0);
                return weight * Math.Exp(process.LogValue);
            });
        }

        Assert.InRange(expectation, 1.0 - 1e-11, 1.0 + 1e-11);
        Assert.InRange(alarms, 1e-9, 0.7);
    }
}
