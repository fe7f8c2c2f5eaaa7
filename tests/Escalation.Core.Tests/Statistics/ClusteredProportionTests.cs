using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public class ClusteredProportionTests
{
    /// <summary>The formulas of the documentation in scipy 1.x, which rounds nothing; then with the rounding of the documentation.</summary>
    public static TheoryData<int[], int[], double, long, double, double, double, double> Golden() => new()
    {
        { [2, 0, 1, 3, 0, 5], [3, 2, 2, 4, 1, 6], 0.05, 10, 0.28251069992979405, 0.8780010688188338, 0.26237807660694507, 0.9332604888222655 },
        { [.. Five(5, 0, 0, 4, 0, 0, 5, 1)], [.. Five(5, 5, 2, 4, 3, 1, 5, 4)], 0.05, 36, 0.34571487846444304, 0.6858460284457308, 0.3292217994577103, 0.6959494112837337 },
        { [.. Ten(10, 1), .. new int[20]], [.. Enumerable.Repeat(10, 40)], 0.1, 42, 0.1651631515858939, 0.4098913304817952, 0.1543602292000113, 0.42142902853248215 },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void The_interval_is_that_of_Korn_and_Graubard_rounded_outward(int[] successes, int[] sizes, double delta, long trials, double lowest, double highest, double lower, double upper)
    {
        Assert.Equal(trials, ClusteredProportion.EffectiveTrials(successes, sizes, delta));
        BinomialInterval interval = ClusteredProportion.Interval(successes, sizes, delta);
        Assert.Equal(lower, interval.Lower, 1e-10);
        Assert.Equal(upper, interval.Upper, 1e-10);
        Assert.True(interval.Lower <= lowest && interval.Upper >= highest);
    }

    [Fact]
    public void Turns_of_one_conversation_that_are_all_alike_count_as_one()
    {
        int[] sizes = [.. Enumerable.Repeat(5, 40)];
        int[] alike = [.. Enumerable.Range(0, 40).Select(i => i % 4 == 0 ? 5 : 0)];

        // 200 turns, 40 conversations: worth 39 after the variance is estimated from them.
        Assert.InRange(ClusteredProportion.EffectiveTrials(alike, sizes, 0.05), 36, 40);
        BinomialInterval turns = ClopperPearson.Interval(50, 200, 0.05);
        BinomialInterval clustered = ClusteredProportion.Interval(alike, sizes, 0.05);
        Assert.True(clustered.Upper - clustered.Lower > 1.8 * (turns.Upper - turns.Lower));
        Assert.Equal(40, ClusteredProportion.EffectiveTrials(new int[40], sizes, 0.05));
        Assert.Equal(ClopperPearson.Interval(0, 40, 0.05), ClusteredProportion.Interval(new int[40], sizes, 0.05));
        Assert.Equal(ClopperPearson.Interval(40, 40, 0.05), ClusteredProportion.Interval(sizes, sizes, 0.05));
    }

    [Fact]
    public void Clusters_that_differ_less_than_chance_are_worth_no_more_than_their_items()
    {
        int[] ones = [.. Enumerable.Repeat(1, 30)];
        int[] twos = [.. Enumerable.Repeat(2, 30)];

        Assert.Equal(60, ClusteredProportion.EffectiveTrials(ones, twos, 0.05));
        Assert.Equal(ClopperPearson.Interval(30, 60, 0.05), ClusteredProportion.Interval(ones, twos, 0.05));
    }

    [Fact]
    public void One_cluster_or_none_says_next_to_nothing()
    {
        Assert.Equal(1, ClusteredProportion.EffectiveTrials([3], [7], 0.05));
        Assert.Equal(new BinomialInterval(0, 1), ClusteredProportion.Interval([3], [7], 0.05));
        Assert.Equal(0, ClusteredProportion.EffectiveTrials([], [], 0.05));
        Assert.Equal(new BinomialInterval(0, 1), ClusteredProportion.Interval([], [], 0.05));
    }

    /// <summary>The deviate of one degree of freedom is 1,273 here.</summary>
    [Fact]
    public void Two_clusters_at_a_high_level_say_next_to_nothing()
    {
        Assert.Equal(1, ClusteredProportion.EffectiveTrials([1, 3], [4, 4], 0.0005));
        Assert.Equal(new BinomialInterval(0, 1), ClusteredProportion.Interval([1, 3], [4, 4], 0.0005));
        Assert.Equal(new BinomialInterval(0, 1), ClusteredProportion.Interval([1, 3], [4, 4], double.Epsilon));
    }

    [Fact]
    public void The_order_of_clusters_does_not_matter()
    {
        int[] successes = [2, 0, 1, 3, 0, 5];
        int[] sizes = [3, 2, 2, 4, 1, 6];
        BinomialInterval expected = ClusteredProportion.Interval(successes, sizes, 0.05);
        Array.Reverse(successes);
        Array.Reverse(sizes);

        Assert.Equal(expected, ClusteredProportion.Interval(successes, sizes, 0.05));
    }

    /// <summary>Conversations of 1 to 8 turns whose probability differs from one to the next: the exact interval over turns misses far more often than it says, this one about as often.</summary>
    [Theory]
    [InlineData(20, 0.3)]
    [InlineData(60, 0.3)]
    [InlineData(60, 0.8)]
    public void Where_turns_hang_together_it_covers_and_the_interval_over_turns_does_not(int conversations, double p)
    {
        const int Runs = 1_000;
        var random = new Random(conversations);
        int covered = 0;
        int coveredByTurns = 0;
        var successes = new int[conversations];
        var sizes = new int[conversations];
        for (int run = 0; run < Runs; run++)
        {
            for (int j = 0; j < conversations; j++)
            {
                // Three of four conversations go one way altogether; the rate over turns stays p.
                sizes[j] = random.Next(1, 9);
                bool whole = random.NextDouble() < 0.75;
                bool yes = random.NextDouble() < p;
                successes[j] = whole ? (yes ? sizes[j] : 0) : Enumerable.Range(0, sizes[j]).Count(_ => random.NextDouble() < p);
            }

            BinomialInterval clustered = ClusteredProportion.Interval(successes, sizes, 0.05);
            BinomialInterval turns = ClopperPearson.Interval(successes.Sum(), sizes.Sum(), 0.05);
            covered += clustered.Lower <= p && p <= clustered.Upper ? 1 : 0;
            coveredByTurns += turns.Lower <= p && p <= turns.Upper ? 1 : 0;
        }

        // Five standard deviations of a binomial count below 95 %.
        Assert.True(covered >= 915, $"{covered} of {Runs}");
        Assert.True(coveredByTurns < 800, $"{coveredByTurns} of {Runs}");
    }

    [Fact]
    public void What_is_no_count_is_refused()
    {
        Assert.Throws<ArgumentException>("sizes", () => ClusteredProportion.Interval([1], [1, 2], 0.05));
        Assert.Throws<ArgumentOutOfRangeException>("sizes", () => ClusteredProportion.Interval([0], [0], 0.05));
        Assert.Throws<ArgumentOutOfRangeException>("successes", () => ClusteredProportion.Interval([3], [2], 0.05));
        Assert.Throws<ArgumentOutOfRangeException>("successes", () => ClusteredProportion.Interval([-1], [2], 0.05));
        Assert.Throws<ArgumentOutOfRangeException>("delta", () => ClusteredProportion.Interval([1], [2], double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("delta", () => ClusteredProportion.EffectiveTrials([1], [2], 1.0));
    }

    private static IEnumerable<int> Five(params int[] values) => Enumerable.Repeat(values, 5).SelectMany(one => one);

    private static IEnumerable<int> Ten(params int[] values) => Enumerable.Repeat(values, 10).SelectMany(one => one);
}
