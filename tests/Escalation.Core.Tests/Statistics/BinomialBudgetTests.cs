using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public class BinomialBudgetTests
{
    [Theory]
    [InlineData(.01, .05, 500, 1, .03975)]
    [InlineData(.01, .05, 1000, 4, .02869)]
    [InlineData(.01, .05, 2000, 12, .03831)]
    [InlineData(.01, .05, 10000, 83, .04552)]
    [InlineData(.01, .10, 1000, 5, .06614)]
    [InlineData(.01, .10, 10000, 86, .08503)]
    [InlineData(.05, .05, 100, 1, .03708)]
    [InlineData(.05, .05, 200, 4, .02645)]
    [InlineData(.05, .05, 500, 16, .03429)]
    [InlineData(.05, .05, 1000, 38, .04335)]
    [InlineData(.05, .10, 500, 18, .08646)]
    [InlineData(.05, .10, 2000, 87, .09793)]
    [InlineData(.10, .05, 50, 1, .03379)]
    [InlineData(.10, .05, 200, 12, .03205)]
    [InlineData(.10, .05, 1000, 84, .04850)]
    [InlineData(.10, .10, 50, 1, .03379)]
    [InlineData(.10, .10, 100, 5, .05758)]
    [InlineData(.10, .10, 200, 14, .09295)]
    [InlineData(.10, .10, 500, 40, .07509)]
    [InlineData(.10, .10, 1000, 87, .09193)]
    [InlineData(.10, .10, 2000, 182, .09479)]
    [InlineData(.10, .20, 1000, 91, .18583)]
    [InlineData(.20, .05, 100, 13, .04691)]
    [InlineData(.20, .10, 200, 32, .08993)]
    [InlineData(.20, .10, 1000, 183, .09504)]
    [InlineData(.20, .20, 1000, 188, .18198)]
    [InlineData(.2, .1, 100, 14, .08044372114)]
    [InlineData(.2, .1, 500, 88, .0978816241)]
    [InlineData(.2, .1, 793, 143, .08880980565)]
    [InlineData(.2, .1, 5000, 963, .09802481768)]
    [InlineData(.2, .1, 10000, 1948, .09866830513)]
    [InlineData(.3, .1, 793, 220, .08805523173)]
    [InlineData(.3, .1, 5000, 1458, .09990977965)]
    public void Largest_count_and_size_match_the_reference(double alpha, double delta, long n, long count, double size)
    {
        Assert.Equal(count, BinomialBudget.LargestCount(n, alpha, delta));
        double computed = BinomialBudget.Power(n, alpha, delta, alpha);
        Assert.Equal(BinomialTail.Lower(count, n, alpha), computed);
        Assert.Equal(size, computed, 5e-6);
    }

    [Theory]
    [InlineData(.1, .05, 1, 18, 40, 471)]
    [InlineData(.1, .1, 5, 40, 87, 961)]
    [InlineData(.1, .3, 23, 136, 280, 2940)]
    [InlineData(.05, .05, 1, 16, 38, 463)]
    [InlineData(.05, .1, 4, 38, 84, 950)]
    [InlineData(.05, .3, 22, 132, 275, 2924)]
    public void Largest_counts_at_100_500_1000_and_10000_match_the_reference(double delta, double alpha, long a, long b, long c, long d)
    {
        long[] sizes = [100, 500, 1000, 10000];
        Assert.Equal([a, b, c, d], sizes.Select(n => BinomialBudget.LargestCount(n, alpha, delta)));
    }

    [Fact]
    public void The_largest_count_passes_and_the_next_does_not()
    {
        foreach (double alpha in (double[])[.001, .01, .1, .25, .5, .9, .999])
        {
            foreach (double delta in (double[])[1e-12, .01, .1, .25, .5, .75, .99])
            {
                foreach (long n in (long[])[0, 1, 2, 3, 5, 10, 33, 100, 1000, 12345])
                {
                    long k = BinomialBudget.LargestCount(n, alpha, delta);
                    Assert.InRange(k, -1, n - 1);
                    Assert.True(BinomialTail.Lower(k, n, alpha) <= delta);
                    Assert.True(BinomialTail.Lower(k + 1, n, alpha) > delta);
                }
            }
        }
    }

    [Fact]
    public void Exact_ties_certify()
    {
        Assert.Equal(0, BinomialBudget.LargestCount(2, .5, .25));
        Assert.Equal(0, BinomialBudget.LargestCount(3, .5, .125));
        Assert.Equal(4, BinomialBudget.LargestCount(9, .5, .5));
        Assert.Equal(3, BinomialBudget.MinimumTrials(.25, .421875));
        Assert.Equal(10, BinomialBudget.MinimumTrials(.5, 1 / 1024.0));
        Assert.Equal(1, BinomialBudget.MinimumTrials(.5, .5));
        Assert.Equal(2, BinomialBudget.MinimumTrials(.5, Math.BitDecrement(.5)));
    }

    [Theory]
    [InlineData(.001, 4603, 2995, 2302, 1609)]
    [InlineData(.005, 919, 598, 460, 322)]
    [InlineData(.01, 459, 299, 230, 161)]
    [InlineData(.02, 228, 149, 114, 80)]
    [InlineData(.05, 90, 59, 45, 32)]
    [InlineData(.1, 44, 29, 22, 16)]
    [InlineData(.2, 21, 14, 11, 8)]
    public void Minimum_trials_match_the_reference(double alpha, long one, long five, long ten, long twenty)
    {
        double[] deltas = [.01, .05, .1, .2];
        Assert.Equal([one, five, ten, twenty], deltas.Select(delta => BinomialBudget.MinimumTrials(alpha, delta)));
        Assert.Equal(-1, BinomialBudget.LargestCount(ten - 1, alpha, .1));
        Assert.Equal(0, BinomialBudget.LargestCount(ten, alpha, .1));
    }

    [Theory]
    [InlineData(100, .291)]
    [InlineData(500, .833)]
    [InlineData(1000, .983)]
    public void Power_at_7_percent_against_10_matches_the_reference(long n, double power) =>
        Assert.Equal(power, BinomialBudget.Power(n, .1, .1, .07), 5e-4);

    [Theory]
    [InlineData(.1, .1, .07, .8)]
    [InlineData(.1, .1, .07, .9)]
    [InlineData(.05, .05, .03, .9)]
    [InlineData(.3, .1, .25, .8)]
    [InlineData(.1, .1, .001, .99)]
    [InlineData(.5, .4, .3, .2)]
    [InlineData(.02, .05, .005, .95)]
    public void From_the_planned_size_on_no_size_falls_short(double alpha, double delta, double rate, double power)
    {
        PowerPlan plan = BinomialBudget.TrialsForPower(alpha, delta, rate, power);
        Assert.Equal(BinomialBudget.Power(plan.Trials, alpha, delta, rate), plan.Power);
        Assert.True(BinomialBudget.Power(plan.Trials - 1, alpha, delta, rate) < power);
        for (long n = plan.Trials; n < (3 * plan.Trials) + 200; n++)
        {
            Assert.True(BinomialBudget.Power(n, alpha, delta, rate) >= power);
        }
    }

    [Fact]
    public void The_first_size_that_reaches_the_power_is_not_the_planned_one_as_the_power_is_a_sawtooth()
    {
        long first = 1;
        while (BinomialBudget.Power(first, .1, .1, .07) < .8)
        {
            first++;
        }

        Assert.True(first < BinomialBudget.TrialsForPower(.1, .1, .07, .8).Trials);
    }

    [Fact]
    public void A_rate_of_zero_needs_the_floor_only() =>
        Assert.Equal(new PowerPlan(22, 1), BinomialBudget.TrialsForPower(.1, .1, 0, .99));

    /// <summary>With a rare error the search itself would be short, but it would look at sizes beyond those that tails are computed for.</summary>
    [Theory]
    [InlineData(.1, .09999999)]
    [InlineData(1e-12, 1e-13)]
    public void A_plan_of_more_than_10_to_the_12_trials_is_refused_by_the_rate(double alpha, double rate) => Assert.Contains(
        "far enough from alpha for 10^12 trials to tell them apart",
        Assert.Throws<ArgumentOutOfRangeException>("trueRate", () => BinomialBudget.TrialsForPower(alpha, .1, rate, .9)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(.1)]
    [InlineData(.2)]
    [InlineData(.09999999)]
    [InlineData(double.NaN)]
    public void A_rate_that_no_sample_can_tell_from_alpha_is_refused(double rate)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => BinomialBudget.TrialsForPower(.1, .1, rate, .9));
        Assert.Equal("trueRate", error.ParamName);
        if (rate >= .1)
        {
            Assert.Contains("below alpha = 0.1, else no sample has power", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(-1, .1, .1, "trials")]
    [InlineData(10, 0, .1, "alpha")]
    [InlineData(10, 1, .1, "alpha")]
    [InlineData(10, double.NaN, .1, "alpha")]
    [InlineData(10, .1, 0, "delta")]
    [InlineData(10, .1, double.NaN, "delta")]
    public void Bad_arguments_are_named(long n, double alpha, double delta, string parameter)
    {
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => BinomialBudget.LargestCount(n, alpha, delta)).ParamName);
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => BinomialBudget.Power(n, alpha, delta, .01)).ParamName);
    }

    /// <summary>Errors so rare that hundreds of millions of trials have few of them: the tails are short, so that the search is no dearer for them. By the normal approximation 4.5 x 10^8.</summary>
    [Fact]
    public void The_sample_for_a_rare_error_is_found()
    {
        PowerPlan plan = BinomialBudget.TrialsForPower(1e-4, 0.1, 0.99e-4, 0.8);

        Assert.InRange(plan.Trials, 440_000_000, 460_000_000);
        Assert.InRange(plan.Power, 0.8, 0.803);
    }

    [Fact]
    public void A_true_rate_is_a_probability()
    {
        Assert.Throws<ArgumentOutOfRangeException>("trueRate", () => BinomialBudget.Power(10, 0.1, 0.1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("trueRate", () => BinomialBudget.Power(10, 0.1, 0.1, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>("trueRate", () => BinomialBudget.Power(10, 0.1, 0.1, -0.5));
    }

    [Theory]
    [InlineData(0.0, 0.1, "alpha")]
    [InlineData(1.0, 0.1, "alpha")]
    [InlineData(0.1, 0.0, "delta")]
    [InlineData(0.1, 1.0, "delta")]
    public void A_floor_is_for_levels_strictly_between_0_and_1(double alpha, double delta, string parameter) =>
        Assert.Contains("strictly between 0 and 1", Assert.Throws<ArgumentOutOfRangeException>(parameter, () => BinomialBudget.MinimumTrials(alpha, delta)).Message, StringComparison.Ordinal);

    [Fact]
    public void Too_small_an_alpha_has_no_floor() =>
        Assert.Equal("alpha", Assert.Throws<ArgumentOutOfRangeException>(() => BinomialBudget.MinimumTrials(1e-13, .1)).ParamName);
}
