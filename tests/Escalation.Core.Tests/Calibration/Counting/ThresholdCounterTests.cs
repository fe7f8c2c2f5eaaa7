using Escalation.Calibration;
using Escalation.Calibration.Counting;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration.Counting;

public sealed class ThresholdCounterTests
{
    private static readonly ScoreDirection[] Directions = Enum.GetValues<ScoreDirection>();

    /// <summary>Sixty thousand thresholds in pairs of neighbouring doubles: more codes than sixteen bits hold, as many cells hold two thresholds.</summary>
    [Fact]
    public void Tens_of_thousands_of_crowded_thresholds_are_told_apart()
    {
        double[] thresholds = [.. Enumerable.Range(0, 60_000).Select(i => Math.ScaleB(1.0 + ((i / 2) / 30_000.0), i < 30_000 ? -20 : 0)).Select((t, i) => i % 2 == 0 ? t : Math.BitIncrement(t))];
        var grid = ThresholdGrid.Of(thresholds);
        Assert.Equal(60_000, grid.Count);
        double[] scores = [.. grid.Thresholds.ToArray(), .. grid.Thresholds.ToArray().Where((_, i) => i % 7 == 0).Select(Math.BitDecrement)];
        double[] losses = Losses(scores.Length);
        var counter = new ThresholdCounter(grid, ScoreDirection.HigherActs);
        counter.Add(scores, losses);
        ThresholdCounts counts = counter.ToCounts();
        double[] ascending = [.. scores.Order()];
        for (int i = 0; i < grid.Count; i += 61)
        {
            int first = Array.BinarySearch(ascending, grid.Thresholds[i]);
            while (first > 0 && ascending[first - 1] == grid.Thresholds[i])
            {
                first--;
            }

            Assert.Equal(scores.Length - first, counts.Acted(i));
        }
    }

    [Fact]
    public void Crowded_thresholds_in_single_precision_are_told_apart_in_every_lane()
    {
        float[] pairs = [.. Enumerable.Range(0, 4_000).Select(i => MathF.ScaleB(1f + ((i / 2) / 2_000f), i < 2_000 ? -20 : 0)).Select((t, i) => i % 2 == 0 ? t : MathF.BitIncrement(t))];
        var grid = ThresholdGrid.Of([.. pairs.Select(static t => (double)t)]);
        float[] scores = [.. pairs, .. pairs.Select(MathF.BitDecrement)];
        new Random(3).Shuffle(scores);
        double[] losses = Losses(scores.Length);
        var counter = new ThresholdCounter(grid, ScoreDirection.HigherActs);
        counter.Add(scores, losses);
        AssertCounts(PlainCounts.Of(grid, ScoreDirection.HigherActs, [.. scores.Select(static score => (double)score)], losses), counter.ToCounts());
    }

    /// <summary>A single threshold away from its even place, by less than a step and wherever it stands, is where scores are compared with it.</summary>
    [Fact]
    public void One_threshold_out_of_place_is_found_wherever_it_stands()
    {
        for (int moved = 1; moved < 40; moved++)
        {
            double[] thresholds = [.. Enumerable.Range(0, 41).Select(j => (j + (j == moved ? 0.375 : 0.0)) / 64.0)];
            var grid = ThresholdGrid.Of(thresholds);
            double[] scores = [.. thresholds, .. Enumerable.Range(0, 410).Select(i => i / 640.0)];
            double[] losses = Losses(scores.Length);
            var counter = new ThresholdCounter(grid, ScoreDirection.HigherActs);
            counter.Add(scores, losses);
            AssertCounts(PlainCounts.Of(grid, ScoreDirection.HigherActs, scores, losses), counter.ToCounts());
            float[] singles = [.. scores.Select(static score => (float)score)];
            var single = new ThresholdCounter(grid, ScoreDirection.HigherActs);
            single.Add(singles, losses);
            AssertCounts(PlainCounts.Of(grid, ScoreDirection.HigherActs, [.. singles.Select(static score => (double)score)], losses), single.ToCounts());
        }
    }

    /// <summary>Vectors hold eight losses; one that stands behind the last full vector is looked at too.</summary>
    [Theory]
    [InlineData(9, 8)]
    [InlineData(15, 14)]
    [InlineData(3, 1)]
    [InlineData(16, 11)]
    public void A_loss_that_is_not_allowed_is_found_wherever_it_stands(int count, int at)
    {
        double[] scores = [.. Enumerable.Range(0, count).Select(i => i / 10.0)];
        foreach ((CountedLosses kind, double wrong) in new[] { (CountedLosses.ZeroOne, 0.5), (CountedLosses.ZeroOne, double.NaN), (CountedLosses.Bounded, 1.5), (CountedLosses.Bounded, double.NaN) })
        {
            double[] losses = new double[count];
            losses[at] = wrong;
            var counter = new ThresholdCounter(ThresholdGrid.Of(0.5), ScoreDirection.HigherActs, kind);
            Assert.Contains($"losses[{at}]", Assert.Throws<ArgumentException>("losses", () => counter.Add(scores, losses)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(GridGallery.Names), MemberType = typeof(GridGallery))]
    [Trait("Row", "5")]
    [Trait("Row", "31")]
    [Trait("Row", "35")]
    public void Counts_in_double_precision_are_those_of_every_score_against_every_threshold(string name)
    {
        ThresholdGrid grid = GridGallery.Get(name);
        double[] scores = GridGallery.Scores(grid);
        double[] losses = Losses(scores.Length);
        foreach (ScoreDirection direction in Directions)
        {
            var counter = new ThresholdCounter(grid, direction);
            counter.Add(scores, losses);
            AssertCounts(PlainCounts.Of(grid, direction, scores, losses), counter.ToCounts());
        }
    }

    [Theory]
    [MemberData(nameof(GridGallery.Names), MemberType = typeof(GridGallery))]
    [Trait("Row", "5")]
    public void Counts_in_single_precision_are_those_of_every_score_against_every_threshold(string name)
    {
        ThresholdGrid grid = GridGallery.Get(name);
        float[] scores = [.. GridGallery.Scores(grid).Select(score => (float)score).Where(float.IsFinite)];
        double[] widened = [.. scores.Select(score => (double)score)];
        double[] losses = Losses(scores.Length);
        foreach (ScoreDirection direction in Directions)
        {
            var counter = new ThresholdCounter(grid, direction);
            counter.Add(scores, losses);
            AssertCounts(PlainCounts.Of(grid, direction, widened, losses), counter.ToCounts());
        }
    }

    [Fact]
    public void Scores_all_equal_or_all_on_thresholds_are_counted_like_any_others()
    {
        ThresholdGrid grid = ThresholdGrid.Even(0.0, 1.0, 101);
        var random = new SplitMix64(8);
        double[] onThresholds = new double[10_007];
        for (int i = 0; i < onThresholds.Length; i++)
        {
            onThresholds[i] = grid.Thresholds[(int)(random.NextUniform() * 101)];
        }

        double[] equal = new double[10_007];
        Array.Fill(equal, grid.Thresholds[37]);
        double[] losses = Losses(equal.Length);
        foreach (double[] scores in (double[][])[onThresholds, equal])
        {
            var counter = new ThresholdCounter(grid);
            counter.Add(scores, losses);
            AssertCounts(PlainCounts.Of(grid, ScoreDirection.HigherActs, scores, losses), counter.ToCounts());
        }
    }

    [Fact]
    public void Losses_of_every_type_count_alike()
    {
        ThresholdGrid grid = ThresholdGrid.Even(0.0, 1.0, 57);
        double[] scores = GridGallery.Uniform(5_003, seed: 2);
        float[] singles = [.. scores.Select(score => (float)score)];
        double[] losses = Losses(scores.Length);
        byte[] bytes = [.. losses.Select(loss => (byte)loss)];
        bool[] flags = [.. losses.Select(loss => loss == 1.0)];
        ThresholdCounts expected = Count(grid, counter => counter.Add(scores, losses));
        Assert.Equal(expected, Count(grid, counter => counter.Add(scores, bytes)));
        Assert.Equal(expected, Count(grid, counter => counter.Add(scores, flags)));
        ThresholdCounts expectedSingles = Count(grid, counter => counter.Add(singles, losses));
        Assert.Equal(expectedSingles, Count(grid, counter => counter.Add(singles, bytes)));
        Assert.Equal(expectedSingles, Count(grid, counter => counter.Add(singles, flags)));
    }

    [Fact]
    public void Negative_zero_is_zero_and_may_be_a_loss()
    {
        var counter = new ThresholdCounter(ThresholdGrid.Of(0.0));
        counter.Add([-0.0, 0.0], [-0.0, 1.0]);
        Assert.Equal(2, counter.ToCounts().Acted(0));
        Assert.Equal(1, counter.ToCounts().Errors(0));
    }

    [Fact]
    public void Nothing_added_gives_counts_of_zero()
    {
        var counter = new ThresholdCounter(ThresholdGrid.Of(0.1, 0.2));
        counter.Add(ReadOnlySpan<double>.Empty, ReadOnlySpan<double>.Empty);
        ThresholdCounts counts = counter.ToCounts();
        Assert.Equal(0, counts.N);
        Assert.Equal(0, counts.Acted(0) + counts.Acted(1) + counts.Errors(0) + counts.Errors(1));
    }

    [Fact]
    public void Clearing_forgets_everything()
    {
        var counter = new ThresholdCounter(ThresholdGrid.Of(0.5), losses: CountedLosses.Bounded);
        ThresholdCounts empty = counter.ToCounts();
        counter.Add([0.7], [0.25]);
        ThresholdCounts before = counter.ToCounts();
        counter.Clear();
        Assert.Equal(empty, counter.ToCounts());
        Assert.Equal(1, before.N);
    }

    [Fact]
    public void Counts_do_not_change_when_more_is_added()
    {
        var counter = new ThresholdCounter(ThresholdGrid.Of(0.5));
        counter.Add([0.7], [1.0]);
        ThresholdCounts counts = counter.ToCounts();
        counter.Add([0.8], [1.0]);
        Assert.Equal((1, 1), (counts.N, counts.Errors(0)));
        Assert.Equal((2, 2), (counter.N, counter.ToCounts().Errors(0)));
    }

    [Fact]
    public void Adding_allocates_nothing_once_warm()
    {
        double[] scores = GridGallery.Uniform(3_001, seed: 4);
        float[] singles = [.. scores.Select(score => (float)score)];
        double[] losses = Losses(scores.Length);
        byte[] bytes = [.. losses.Select(loss => (byte)loss)];
        foreach (ThresholdGrid grid in (ThresholdGrid[])[ThresholdGrid.Even(0.0, 1.0), GridGallery.Get("saturated")])
        {
            var counter = new ThresholdCounter(grid);
            Add(counter);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Add(counter);
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        void Add(ThresholdCounter counter)
        {
            counter.Add(scores, losses);
            counter.Add(singles, bytes);
            counter.Add(scores.AsSpan(0, 1), losses.AsSpan(0, 1));
        }
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        ThresholdGrid grid = ThresholdGrid.Of(0.5);
        Assert.Throws<ArgumentNullException>("grid", () => new ThresholdCounter(null!));
        Assert.Throws<ArgumentOutOfRangeException>("direction", () => new ThresholdCounter(grid, (ScoreDirection)9));
        Assert.Throws<ArgumentOutOfRangeException>("losses", () => new ThresholdCounter(grid, losses: (CountedLosses)9));
        Assert.Throws<InvalidOperationException>(() => new ThresholdCounter(grid).Add([0.5]));
        Assert.Throws<InvalidOperationException>(() => new ThresholdCounter(grid, losses: CountedLosses.None).Add([0.5], [1.0]));
        ArgumentException error = Assert.Throws<ArgumentException>("losses", () => new ThresholdCounter(grid).Add([0.5, 0.6], [1.0]));
        Assert.Contains("each of the 2 scores, but has 1", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("dataSha256", () => new ThresholdCounter(grid).ToCounts("AB"));
    }

    private static double[] Losses(int count)
    {
        var random = new SplitMix64(31);
        double[] losses = new double[count];
        for (int i = 0; i < count; i++)
        {
            losses[i] = random.NextUniform() < 0.3 ? 1.0 : 0.0;
        }

        return losses;
    }

    private static ThresholdCounts Count(ThresholdGrid grid, Action<ThresholdCounter> add)
    {
        var counter = new ThresholdCounter(grid);
        add(counter);
        return counter.ToCounts();
    }

    private static void AssertCounts((long[] Acted, long[] Errors) expected, ThresholdCounts actual)
    {
        for (int j = 0; j < expected.Acted.Length; j++)
        {
            Assert.Equal((j, expected.Acted[j], expected.Errors[j]), (j, actual.Acted(j), actual.Errors(j)));
        }
    }
}
