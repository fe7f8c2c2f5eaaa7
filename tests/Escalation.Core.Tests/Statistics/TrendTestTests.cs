using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public class TrendTestTests
{
    private static readonly long[] Smokers = [83, 90, 129, 70];
    private static readonly long[] Patients = [86, 93, 136, 82];
    private static readonly double[] Scores = [1, 2, 3, 4];

    [Fact]
    public void The_smokers_of_Fleiss_give_what_R_gives()
    {
        // prop.trend.test(smokers, patients): X-squared = 8.2249, df = 1, p-value = 0.004132; more digits from 40-digit arithmetic.
        double z = TrendTest.Statistic(Smokers, Patients, Scores);

        Assert.Equal(-2.867912530953076, z, 12);
        Assert.Equal(8.2249, z * z, 4);
        Assert.Equal(0.0041318974776416, TrendTest.PValue(z), 13);
    }

    [Fact]
    public void Neither_the_origin_nor_the_unit_of_the_scores_counts_and_failures_mirror_successes()
    {
        double z = TrendTest.Statistic(Smokers, Patients, Scores);
        long[] others = [.. Patients.Zip(Smokers, (all, some) => all - some)];

        Assert.Equal(z, TrendTest.Statistic(Smokers, Patients, [.. Scores.Select(score => (7 * score) - 1e4)]), 9);
        Assert.Equal(-z, TrendTest.Statistic(others, Patients, Scores), 12);
    }

    [Fact]
    public void A_group_without_trials_says_nothing()
    {
        double z = TrendTest.Statistic(Smokers, Patients, Scores);

        Assert.Equal(z, TrendTest.Statistic([83, 0, 90, 129, 70], [86, 0, 93, 136, 82], [1, 50, 2, 3, 4]), 12);
    }

    [Fact]
    public void Without_variation_there_is_no_statistic()
    {
        Assert.True(double.IsNaN(TrendTest.Statistic([0, 0], [5, 5], [0, 1])));
        Assert.True(double.IsNaN(TrendTest.Statistic([5, 5], [5, 5], [0, 1])));
        Assert.True(double.IsNaN(TrendTest.Statistic([1, 2], [5, 5], [3, 3])));
        Assert.True(double.IsNaN(TrendTest.Statistic([], [], [])));
        Assert.True(double.IsNaN(TrendTest.PValue(double.NaN)));
    }

    /// <summary>Three tenths by the sum of three and the like: a mean of equal scores is off by a rounding, which must not count as a difference.</summary>
    [Fact]
    public void Equal_scores_have_no_trend_whatever_their_last_bits()
    {
        foreach (double score in (double[])[.1, .7, 1e9 / 3, -3.3e-7])
        {
            for (long more = 0; more < 20; more++)
            {
                Assert.True(double.IsNaN(TrendTest.Statistic([1, 0, 2 + more, 0], [3, 0, 4 + more, 5], [score, 9, score, score])));
                Assert.True(double.IsNaN(TrendTest.Statistic([0, 1, 2 + more, 0], [0, 3, 4 + more, 5], [9, score, score, score])));
            }
        }
    }

    [Fact]
    public void Equal_proportions_have_no_trend_to_the_last_bit()
    {
        for (int i = 1; i <= 30; i++)
        {
            Assert.Equal(0.0, TrendTest.Statistic([1, 2, 3], [2, 4, 6], [i / 10.0, i / 7.0, i]));
        }
    }

    [Fact]
    public void Scores_whose_squares_leave_the_range_give_no_statistic()
    {
        double z = TrendTest.Statistic([1, 4], [5, 5], [0, 1]);

        Assert.Equal(1.8973665961010275, z, 12);
        Assert.Equal(z, TrendTest.Statistic([1, 4], [5, 5], [0, 1e-150]), 12);
        Assert.Equal(z, TrendTest.Statistic([1, 4], [5, 5], [0, 1e150]), 12);
        Assert.True(double.IsNaN(TrendTest.Statistic([1, 4], [5, 5], [0, 1e-170])));
        Assert.True(double.IsNaN(TrendTest.Statistic([1, 4], [5, 5], [0, 1e200])));
    }

    [Fact]
    public void What_is_no_table_is_refused()
    {
        Assert.Contains("hold 1, 2 and 2", Assert.Throws<ArgumentException>("successes", () => TrendTest.Statistic([1], [1, 1], [0, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("hold 2, 2 and 3", Assert.Throws<ArgumentException>("successes", () => TrendTest.Statistic([1, 1], [1, 1], [0, 1, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => TrendTest.Statistic([0], [-1], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => TrendTest.Statistic([0], [BinomialTail.MaxTrials + 1], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => TrendTest.Statistic([2], [1], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => TrendTest.Statistic([-1], [1], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => TrendTest.Statistic([1], [1], [double.NaN]));
    }
}
