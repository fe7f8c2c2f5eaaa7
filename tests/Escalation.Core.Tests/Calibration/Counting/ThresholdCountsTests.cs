using Escalation.Calibration;
using Escalation.Calibration.Counting;
using Escalation.Decisions;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Calibration.Counting;

/// <summary>Counts are integers: how the data were cut, ordered or merged never shows.</summary>
public sealed class ThresholdCountsTests
{
    private static readonly ThresholdGrid Grid = ThresholdGrid.Even(0.0, 5.0, 21);

    private static readonly Gen<Item[]> Items = Gen.Choose(0, 120).SelectMany(n =>
        Gen.Choose(-4, 44).SelectMany(score => Gen.Choose(0, 1_000).Select(loss => new Item(score / 8.0, loss < 700 ? 0.0 : loss > 900 ? 1.0 : loss / 1_000.0))).ArrayOf(n));

    private static readonly Gen<ScoreDirection> Directions = Gen.Elements(Enum.GetValues<ScoreDirection>());

    /// <summary>Equal counts of items and errors, other degrees: the fingerprint tells them apart, and degrees of 0 and 1 from plain errors it does not.</summary>
    [Fact]
    public void The_fingerprint_is_of_what_was_counted()
    {
        Assert.NotEqual(Fingerprint(CountedLosses.Bounded, 0.25, 0.5), Fingerprint(CountedLosses.Bounded, 0.25, 0.75));
        Assert.NotEqual(Fingerprint(CountedLosses.Bounded, 0.5, 1.0), Fingerprint(CountedLosses.ZeroOne, 1.0, 1.0));
        Assert.Equal(Fingerprint(CountedLosses.Bounded, 1.0, 1.0), Fingerprint(CountedLosses.ZeroOne, 1.0, 1.0));

        static string Fingerprint(CountedLosses losses, double first, double second)
        {
            var counter = new ThresholdCounter(Grid, ScoreDirection.HigherActs, losses);
            counter.Add([1.0, 3.0], [first, second]);
            return counter.ToCounts().CountsSha256;
        }
    }

    /// <summary>Without a tie the counts are the same in every direction, but a score that delegates means another thing than one that acts.</summary>
    [Fact]
    public void The_fingerprint_tells_the_sides_of_a_threshold_apart_and_not_two_names_of_one_side()
    {
        Assert.NotEqual(Fingerprint(ScoreDirection.HigherDelegates), Fingerprint(ScoreDirection.HigherActs));
        Assert.Equal(Fingerprint(ScoreDirection.LowerDelegates), Fingerprint(ScoreDirection.HigherActs));

        static string Fingerprint(ScoreDirection direction)
        {
            var counter = new ThresholdCounter(Grid, direction, CountedLosses.ZeroOne);
            counter.Add([1.1, 3.1], [0.0, 0.0]);
            return counter.ToCounts().CountsSha256;
        }
    }

    [Fact]
    public void Merging_is_associative_and_commutative_and_equals_counting_at_once() =>
        Check(Items.Three().SelectMany(parts => Directions.Select(direction => (parts, direction))), @case =>
        {
            var ((first, second, third), direction) = @case;
            ThresholdCounts a = Count(first, direction);
            ThresholdCounts b = Count(second, direction);
            ThresholdCounts c = Count(third, direction);
            ThresholdCounts whole = Count([.. first, .. second, .. third], direction);
            return whole.Equals(a.Merge(b).Merge(c)) && whole.Equals(a.Merge(b.Merge(c))) && whole.Equals(c.Merge(a).Merge(b));
        });

    [Fact]
    public void Neither_the_cut_into_pieces_nor_the_order_matters() =>
        Check(Items.SelectMany(items => Gen.Choose(1, 30).Select(length => (items, length))), @case =>
        {
            var pieces = new ThresholdCounter(Grid, losses: CountedLosses.Bounded);
            foreach (Item[] piece in @case.items.Reverse().Chunk(@case.length))
            {
                pieces.Add(Scores(piece), Losses(piece));
            }

            return pieces.ToCounts().Equals(Count(@case.items, ScoreDirection.HigherActs));
        });

    [Fact]
    public void Merging_into_a_counter_is_adding_the_data() => Check(Items.Two(), parts =>
    {
        var counter = new ThresholdCounter(Grid, losses: CountedLosses.Bounded);
        counter.Add(Scores(parts.Item1), Losses(parts.Item1));
        counter.Merge(Count(parts.Item2, ScoreDirection.HigherActs));
        return counter.N == parts.Item1.Length + parts.Item2.Length && counter.ToCounts().Equals(Count([.. parts.Item1, .. parts.Item2], ScoreDirection.HigherActs));
    });

    [Fact]
    public void Sums_of_bounded_losses_are_the_exact_sums_rounded_up() => Check(Items, items =>
    {
        ThresholdCounts counts = Count(items, ScoreDirection.HigherActs);
        for (int j = 0; j < Grid.Count; j++)
        {
            // Losses of at least 2^-10 are exact in units, and decimal sums of thousandths are exact.
            decimal sum = items.Where(item => item.Score >= Grid.Thresholds[j]).Sum(item => (decimal)item.Loss);
            if (Math.Abs((decimal)counts.LossSum(j) - sum) > 1e-12m || counts.Errors(j) < sum)
            {
                return false;
            }
        }

        return true;
    });

    [Fact]
    public void A_sum_of_losses_is_never_below_the_true_sum()
    {
        // Each of these takes more bits than a unit has.
        double tiny = Math.ScaleB(1.0, -80);
        var counter = new ThresholdCounter(ThresholdGrid.Of(0.0), losses: CountedLosses.Bounded);
        counter.Add([1.0, 1.0, 1.0], [tiny, double.Epsilon, 1.0]);
        double sum = counter.ToCounts().LossSum(0);
        Assert.True(sum > 1.0 && sum <= 1.0 + Math.ScaleB(1.0, -52), $"{sum:R}");
        counter.Clear();
        counter.Add([1.0, 1.0], [0.1, 0.2]);
        Assert.Equal(0.30000000000000004, counter.ToCounts().LossSum(0));
        counter.Clear();
        counter.Add([1.0, 1.0], [0.0, -0.0]);
        Assert.Equal(0.0, counter.ToCounts().LossSum(0));
        Assert.Equal(0, counter.ToCounts().Errors(0));
    }

    [Fact]
    public void The_sum_of_losses_of_zero_and_one_is_the_number_of_errors()
    {
        var counter = new ThresholdCounter(Grid);
        counter.Add([1.0, 2.0, 3.0], [1.0, 0.0, 1.0]);
        Assert.Equal((2L, 2.0), (counter.ToCounts().Errors(0), counter.ToCounts().LossSum(0)));
    }

    [Fact]
    public void Scores_alone_have_no_errors_to_ask_for()
    {
        var counter = new ThresholdCounter(Grid, ScoreDirection.HigherDelegates, CountedLosses.None);
        counter.Add([1.0, 2.0, 3.0]);
        counter.Add([4.0f]);
        ThresholdCounts counts = counter.ToCounts();
        Assert.Equal((4, 1, 3), (counts.N, counts.Acted(4), counts.Delegated(4)));
        Assert.Throws<InvalidOperationException>(() => counts.Errors(0));
        Assert.Throws<InvalidOperationException>(() => counts.LossSum(0));
    }

    [Fact]
    public void Other_grids_directions_and_losses_are_refused()
    {
        var counter = new ThresholdCounter(Grid);
        Assert.Contains("same grid", Assert.Throws<ArgumentException>("counts", () => counter.Merge(new ThresholdCounter(ThresholdGrid.Even(0.0, 5.0, 22)).ToCounts())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("counts", () => counter.Merge(new ThresholdCounter(Grid, ScoreDirection.LowerDelegates).ToCounts()));
        Assert.Throws<ArgumentException>("counts", () => counter.Merge(new ThresholdCounter(Grid, losses: CountedLosses.Bounded).ToCounts()));
        Assert.Throws<ArgumentNullException>("counts", () => counter.Merge(null!));
        Assert.Throws<ArgumentException>("other", () => counter.ToCounts().Merge(new ThresholdCounter(ThresholdGrid.Of(0.1)).ToCounts()));
        Assert.Throws<ArgumentNullException>("other", () => counter.ToCounts().Merge(null!));
    }

    [Fact]
    public void More_items_than_an_integer_holds_are_refused_and_change_nothing()
    {
        ThresholdGrid grid = ThresholdGrid.Of(0.5);
        ThresholdCounts many = ThresholdCounts.Parse(new ThresholdCounter(grid).ToCounts().ToJson().Replace("\"n\":0,\"items\":[0,0]", $"\"n\":{long.MaxValue},\"items\":[0,{long.MaxValue}]", StringComparison.Ordinal), grid);
        Assert.Equal(long.MaxValue, many.Acted(0));
        var counter = new ThresholdCounter(grid);
        counter.Add([0.7], [1.0]);
        ThresholdCounts before = counter.ToCounts();
        Assert.Throws<OverflowException>(() => counter.Merge(many));
        Assert.Throws<OverflowException>(() => many.Merge(before));
        Assert.Equal(before, counter.ToCounts());
        counter.Clear();
        counter.Merge(many);
        Assert.Throws<OverflowException>(() => counter.Add([0.1], [0.0]));
        Assert.Equal(many, counter.ToCounts());
    }

    [Fact]
    public void The_fingerprint_travels_with_the_counts_but_not_through_a_merge()
    {
        string sha = new('a', 64);
        ThresholdCounts counts = new ThresholdCounter(Grid).ToCounts(sha);
        Assert.Equal(sha, counts.DataSha256);
        Assert.Null(counts.Merge(counts).DataSha256);
        Assert.NotEqual(counts, new ThresholdCounter(Grid).ToCounts());
    }

    private static void Check<T>(Gen<T> gen, Func<T, bool> law) => Prop.ForAll(gen.ToArbitrary(), law).QuickCheckThrowOnFailure();

    private static double[] Scores(Item[] items) => [.. items.Select(item => item.Score)];

    private static double[] Losses(Item[] items) => [.. items.Select(item => item.Loss)];

    private static ThresholdCounts Count(Item[] items, ScoreDirection direction)
    {
        var counter = new ThresholdCounter(Grid, direction, CountedLosses.Bounded);
        counter.Add(Scores(items), Losses(items));
        return counter.ToCounts();
    }

    private sealed record Item(double Score, double Loss);
}
