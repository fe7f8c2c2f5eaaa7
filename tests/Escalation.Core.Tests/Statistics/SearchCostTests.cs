using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

/// <summary>The searches end at the right double or count however they begin; what a poor beginning costs is tails, and how many they take is promised.</summary>
public sealed class SearchCostTests
{
    private static readonly long[] Sizes = [20, 100, 1_000, 10_000, 1_000_000, 100_000_000];
    private static readonly double[] Levels = [.2, .1, .05, .01, 1e-6];

    [Theory]
    [InlineData(true, 12.4, 16)]
    [InlineData(false, 12.4, 18)]
    public void A_bound_by_inverting_the_tail_takes_some_ten_tails(bool upperBound, double mean, int most)
    {
        var costs = new List<int>();
        foreach (long n in Sizes)
        {
            foreach (long k in (long[])[0, 1, 3, n / 20, n / 7, n / 3, n / 2, n - (n / 20), n - 1, n])
            {
                if (k == (upperBound ? n : 0))
                {
                    continue;
                }

                foreach (double delta in Levels)
                {
                    var search = new TailInversion(k, n, delta, upperBound);
                    _ = search.Solve();
                    costs.Add(search.Evaluations);
                }
            }
        }

        AssertCosts(costs, mean, most);
    }

    [Theory]
    [InlineData(true, 24.5, 86)]
    [InlineData(false, 18.5, 40)]
    public void A_bound_at_an_extreme_level_takes_some_tens_of_tails(bool upperBound, double mean, int most)
    {
        var costs = new List<int>();
        foreach (long n in Sizes)
        {
            foreach (long k in (long[])[1, n / 20, n / 2, n - 1])
            {
                foreach (double delta in (double[])[1e-300, 1e-30, .5, .9, .999])
                {
                    var search = new TailInversion(k, n, delta, upperBound);
                    _ = search.Solve();
                    costs.Add(search.Evaluations);
                }
            }
        }

        AssertCosts(costs, mean, most);
    }

    [Fact]
    public void The_largest_count_takes_some_ten_tails()
    {
        var costs = new List<int>();
        foreach (long n in Sizes)
        {
            foreach (double alpha in (double[])[.001, .01, .05, .1, .3, .5, .9])
            {
                foreach (double delta in Levels)
                {
                    var search = new CountSearch(n, alpha, delta);
                    _ = search.Largest();
                    costs.Add(search.Evaluations);
                }
            }
        }

        AssertCosts(costs, 7.0, 17);
    }

    [Fact]
    public void A_bound_by_its_p_value_takes_some_ten_evaluations()
    {
        var costs = new List<int>();
        foreach (long n in Sizes)
        {
            foreach (double share in (double[])[.001, .01, .05, .3, .9])
            {
                foreach (double delta in Levels)
                {
                    int evaluations = 0;
                    double sum = n * share;
                    double mean = sum / n;
                    var test = new Counted(alpha => ChernoffHoeffding.LogPValue(sum, n, alpha), alpha => ChernoffHoeffding.PValue(sum, n, alpha), () => evaluations++);
                    double bound = BoundSearch.LeastRejected(test, mean, mean + Math.Sqrt(-Math.Log(delta) / (2.0 * n)), delta);
                    Assert.Equal(ChernoffHoeffding.Upper(sum, n, delta), bound);
                    costs.Add(evaluations);
                }
            }
        }

        AssertCosts(costs, 9.9, 22);
    }

    /// <summary>A guess outside of what is possible, or next to one of its ends.</summary>
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1.0)]
    [InlineData(0.05)]
    [InlineData(1.0)]
    [InlineData(2.0)]
    [InlineData(0.050001)]
    [InlineData(0.999999)]
    public void A_guess_that_helps_nothing_costs_some_evaluations_more(double guess)
    {
        foreach (double delta in Levels)
        {
            int evaluations = 0;
            var test = new Counted(alpha => ChernoffHoeffding.LogPValue(50, 1000, alpha), alpha => ChernoffHoeffding.PValue(50, 1000, alpha), () => evaluations++);
            Assert.Equal(ChernoffHoeffding.Upper(50, 1000, delta), BoundSearch.LeastRejected(test, .05, guess, delta));
            Assert.InRange(evaluations, 1, 13);
        }
    }

    /// <summary>A p-value that falls from 1 to 0 between two neighbouring doubles tells nothing of where it does: halving finds it.</summary>
    [Theory]
    [InlineData(.3)]
    [InlineData(.05)]
    [InlineData(.999)]
    [InlineData(1e-9)]
    public void A_jump_is_found_by_halving(double jump)
    {
        foreach (double guess in (double[])[jump, .5, Math.BitDecrement(jump), Math.BitIncrement(jump), double.NaN])
        {
            int evaluations = 0;
            var test = new Counted(alpha => alpha < jump ? 0 : double.NegativeInfinity, alpha => alpha < jump ? 1 : 0, () => evaluations++);
            Assert.Equal(jump, BoundSearch.LeastRejected(test, 0, guess, .1));
            Assert.True(evaluations <= 95, FormattableString.Invariant($"{evaluations} evaluations from {guess}"));
        }
    }

    private static void AssertCosts(List<int> costs, double mean, int most) =>
        Assert.True(costs.Average() <= mean && costs.Average() >= mean * .9 && costs.Max() <= most, FormattableString.Invariant($"{costs.Average():0.00} tails on average and up to {costs.Max()}"));

    private readonly struct Counted(Func<double, double> log, Func<double, double> value, Action count) : IRiskTest
    {
        public double PValue(double alpha)
        {
            count();
            return value(alpha);
        }

        public double LogPValue(double alpha)
        {
            count();
            return log(alpha);
        }
    }
}
