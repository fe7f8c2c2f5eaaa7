using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public sealed class SufficientSampleTests
{
    [Theory]
    [InlineData(.1, .1, .07, .8)]
    [InlineData(.05, .05, .03, .9)]
    [InlineData(.3, .1, .29, .9)]
    [InlineData(.5, .4, .3, .2)]
    [InlineData(.5, .6, .49, .4)]
    [InlineData(.9, .6, .85, .9)]
    [InlineData(.02, .05, .005, .95)]
    [InlineData(.001, .1, .0005, .9)]
    [InlineData(.3, 1E-12, .2, .999999)]
    public void From_the_size_on_the_power_suffices(double alpha, double delta, double rate, double power)
    {
        long enough = (long)SufficientSample.Trials(alpha, delta, rate, power);
        for (long more = 0; more < 3_000; more++)
        {
            Assert.True(BinomialBudget.Power(enough + more, alpha, delta, rate) >= power);
        }

        Assert.True(BinomialBudget.Power(7 * enough, alpha, delta, rate) >= power);
    }

    [Theory]
    [InlineData(.3, .29)]
    [InlineData(.3, .299)]
    [InlineData(.05, .0499)]
    [InlineData(.9, .899)]
    public void The_size_is_a_few_counts_above_the_least_one(double alpha, double rate)
    {
        // Two counts of the bounds on either side move the size by 4 / (alpha - r) at equal deviates.
        double enough = SufficientSample.Trials(alpha, .1, rate, .9);
        long least = BinomialBudget.TrialsForPower(alpha, .1, rate, .9).Trials;
        Assert.InRange(enough - least, 0, 6 / (alpha - rate));
    }

    /// <summary>Over a grid of the x of the two bounds, by their conditions as stated.</summary>
    [Theory]
    [InlineData(.1, .1, .07, .8)]
    [InlineData(.05, .05, .03, .9)]
    [InlineData(.3, .1, .29, .9)]
    [InlineData(.5, .4, .3, .2)]
    [InlineData(.9, .6, .85, .9)]
    [InlineData(.02, .05, .005, .95)]
    [InlineData(.3, 1E-12, .2, .999999)]
    [InlineData(.001, .1, 1E-6, .9)]
    [InlineData(.5, .001, .001, .9)]
    [InlineData(.99, .1, .5, .999)]
    [InlineData(.8, 1E-9, .1, .2)]
    public void The_size_is_the_least_that_a_bound_proves(double alpha, double delta, double rate, double power)
    {
        double size = SufficientSample.Trials(alpha, delta, rate, power);
        Assert.True(IsProven((size * 1.001) + 1));
        Assert.False(IsProven((size - 3) * (1 - 2E-6)));

        bool IsProven(double n)
        {
            const int Points = 20_000;
            double certify = SufficientSample.NormalDeviate(delta);
            double reach = SufficientSample.NormalDeviate(1 - power);
            for (int i = 1; i <= Points; i++)
            {
                double x = rate + ((alpha - rate) * i / Points);
                double start = x - (2 / n);
                if ((n * ChernoffHoeffding.Divergence(x, alpha) >= -Math.Log(delta) && n * ChernoffHoeffding.Divergence(x, rate) >= -Math.Log(1 - power))
                    || (start >= rate && 2 * n * ChernoffHoeffding.Divergence(x, alpha) >= certify * certify && 2 * n * ChernoffHoeffding.Divergence(start, rate) >= reach * reach))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>
    /// At rates and levels that mirror each other the best x is the middle, and both bounds have a closed form up to <c>e^2</c>: that of Chernoff by
    /// <c>ln(1/delta) = n D(1/2||1/2+e)</c>, the normal one by <c>z^2 = 4n (e - 1/n)^2</c>.
    /// </summary>
    [Theory]
    [InlineData(.99999, 1E-5, 23, 351_845_480.1)]
    [InlineData(.1, .9, 16, 1_763_617_169.8)]
    public void A_large_size_is_a_millionth_above_the_least_that_a_bound_proves(double delta, double power, int bits, double least)
    {
        double e = Math.ScaleB(1, -bits);
        Assert.InRange(SufficientSample.Trials(.5 + e, delta, .5 - e, power), least * (1 + 9E-7), (least * (1 + 1.1E-6)) + 2);
    }

    [Theory]
    [InlineData(.4960106436853684, .01)]
    [InlineData(.48006119416162754, .05)]
    [InlineData(.4, .2533471031357997)]
    [InlineData(.3, .5244005127080407)]
    [InlineData(.15865525393145707, 1.0)]
    [InlineData(.1, 1.2815515655446004)]
    [InlineData(.025, 1.9599639845400545)]
    [InlineData(1E-6, 4.753424308822899)]
    [InlineData(1E-9, 5.9978070150076865)]
    [InlineData(1E-100, 21.27345356096533)]
    public void The_deviate_is_that_of_the_normal_distribution_or_a_little_more(double tail, double expected) =>
        Assert.InRange(SufficientSample.NormalDeviate(tail), expected * (1 - 1E-9), expected * (1 + 1E-4));

    [Fact]
    public void Extreme_levels_give_a_finite_deviate()
    {
        Assert.Equal(40, SufficientSample.NormalDeviate(double.Epsilon));
        Assert.Equal(.01, SufficientSample.NormalDeviate(.5));
        Assert.Equal(.01, SufficientSample.NormalDeviate(1));
    }

    [Theory]
    [InlineData(.3, .1, .29999, .9)]
    [InlineData(.3, .5, .2999999, .5)]
    [InlineData(.999, .1, .9989999, .9)]
    public void A_search_that_would_take_long_is_refused_with_the_size_that_suffices(double alpha, double delta, double rate, double power)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => BinomialBudget.TrialsForPower(alpha, delta, rate, power));
        Assert.Equal("trueRate", error.ParamName);
        Assert.Contains("trials suffice", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(.3, .299, 1_380_239)]
    [InlineData(.05, .0499, 31_195_269)]
    public void A_rate_close_to_alpha_is_still_searched_exactly(double alpha, double rate, long trials)
    {
        Assert.Equal(trials, BinomialBudget.TrialsForPower(alpha, .1, rate, .9).Trials);
        Assert.True(BinomialBudget.Power(trials - 1, alpha, .1, rate) < .9);
    }
}
