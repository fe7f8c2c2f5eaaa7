using System.Runtime.InteropServices;
using Escalation.Calibration;
using Escalation.Calibration.Counting;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration.Counting;

/// <summary>Counts made by several threads are those that one thread makes.</summary>
public sealed class ParallelCountingTests
{
    private const int Part = 131_072;

    private static readonly ThresholdGrid Grid = ThresholdGrid.Even(-1.0, 1.0, 401);

    public static TheoryData<int, int> Sizes
    {
        get
        {
            var sizes = new TheoryData<int, int>();
            foreach (int length in (int[])[0, 1, 3, 1_024, Part - 1, Part, Part + 1, (3 * Part) + 1_500])
            {
                foreach (int workers in (int[])[1, 2, 3, 8])
                {
                    sizes.Add(length, workers);
                }
            }

            return sizes;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_kind_of_score_and_loss_is_counted_as_on_one_thread(int length, int workers)
    {
        (double[] scores, double[] losses) = Data(length);
        float[] singles = [.. scores.Select(static score => (float)score)];
        byte[] bytes = [.. losses.Select(static loss => loss == 1.0 ? (byte)1 : (byte)0)];
        double[] errors = [.. bytes.Select(static value => (double)value)];
        bool[] truths = [.. bytes.Select(static value => value == 1)];
        foreach (ScoreDirection direction in (ScoreDirection[])[ScoreDirection.HigherActs, ScoreDirection.HigherDelegates])
        {
            AssertSame(direction, CountedLosses.None, c => c.Add(scores), c => c.AddParallel(scores, workers));
            AssertSame(direction, CountedLosses.None, c => c.Add(singles), c => c.AddParallel(singles, workers));
            AssertSame(direction, CountedLosses.Bounded, c => c.Add(scores, losses), c => c.AddParallel(scores, losses, workers));
            AssertSame(direction, CountedLosses.Bounded, c => c.Add(singles, losses), c => c.AddParallel(singles, losses, workers));
            AssertSame(direction, CountedLosses.ZeroOne, c => c.Add(scores, errors), c => c.AddParallel(scores, errors, workers));
            AssertSame(direction, CountedLosses.ZeroOne, c => c.Add(scores, bytes), c => c.AddParallel(scores, bytes, workers));
            AssertSame(direction, CountedLosses.ZeroOne, c => c.Add(scores, truths), c => c.AddParallel(scores, truths, workers));
            AssertSame(direction, CountedLosses.ZeroOne, c => c.Add(singles, bytes), c => c.AddParallel(singles, bytes, workers));
            AssertSame(direction, CountedLosses.ZeroOne, c => c.Add(singles, truths), c => c.AddParallel(singles, truths, workers));
        }
    }

    [Theory]
    [InlineData(0, double.NaN)]
    [InlineData(Part - 1, double.PositiveInfinity)]
    [InlineData(Part, double.NaN)]
    [InlineData((2 * Part) + 77, double.NegativeInfinity)]
    public void The_first_score_that_is_not_finite_is_named_whichever_worker_meets_it_and_nothing_is_counted(int at, double bad)
    {
        (double[] scores, double[] losses) = Data((3 * Part) + 5);
        scores[at] = bad;
        scores[^1] = double.NaN;
        AssertRefusedAlike("scores", scores, losses, CountedLosses.Bounded);
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(Part + 1, double.NaN)]
    [InlineData((3 * Part) + 4, -1.0)]
    public void The_first_loss_that_is_not_allowed_is_named_and_nothing_is_counted(int at, double bad)
    {
        (double[] scores, double[] losses) = Data((3 * Part) + 5);
        losses = [.. losses.Select(static loss => Math.Round(loss))];
        losses[at] = bad;
        losses[^1] = 7.0;
        AssertRefusedAlike("losses", scores, losses, CountedLosses.ZeroOne);
    }

    /// <summary>As on one thread, a score is named before a loss that stands in front of it.</summary>
    [Fact]
    public void A_score_is_named_before_a_loss()
    {
        (double[] scores, double[] losses) = Data((2 * Part) + 5);
        losses[3] = 2.0;
        scores[^2] = double.NaN;
        AssertRefusedAlike("scores", scores, losses, CountedLosses.Bounded);
    }

    [Fact]
    public void A_truth_value_that_is_neither_is_refused()
    {
        byte[] bytes = new byte[2 * Part];
        bytes[^1] = 2;
        var counter = new ThresholdCounter(Grid);
        Assert.StartsWith($"losses[{bytes.Length - 1}] must be 0 or 1, but was 2.", Assert.Throws<ArgumentException>("losses", () => counter.AddParallel(new double[bytes.Length], MemoryMarshal.Cast<byte, bool>(bytes), 2)).Message, StringComparison.Ordinal);
        Assert.Equal(0, counter.N);
    }

    [Fact]
    public void What_does_not_fit_is_refused_before_anything_is_counted()
    {
        var counter = new ThresholdCounter(Grid);
        var plain = new ThresholdCounter(Grid, losses: CountedLosses.None);
        double[] one = [0.5];
        Assert.Throws<ArgumentOutOfRangeException>("maxWorkers", () => counter.AddParallel(one, one, 0));
        Assert.Throws<ArgumentOutOfRangeException>("maxWorkers", () => plain.AddParallel(one, -1));
        Assert.Throws<ArgumentException>("losses", () => counter.AddParallel(one, new double[2], 2));
        Assert.Throws<InvalidOperationException>(() => counter.AddParallel(one, 2));
        Assert.Throws<InvalidOperationException>(() => plain.AddParallel(one, new byte[1], 2));
        Assert.Equal(0, counter.N + plain.N);
    }

    [Fact]
    public void Cancelled_work_says_so_and_counts_nothing()
    {
        (double[] scores, double[] losses) = Data(2 * Part);
        var counter = new ThresholdCounter(Grid, losses: CountedLosses.Bounded);
        counter.Add(scores, losses);
        ThresholdCounts before = counter.ToCounts();
        foreach (int workers in (int[])[1, 2])
        {
            Assert.ThrowsAny<OperationCanceledException>(() => counter.AddParallel(scores, losses, workers, new CancellationToken(canceled: true)));
            Assert.Equal(before, counter.ToCounts());
        }
    }

    [Fact]
    public void Counts_beyond_the_largest_are_refused_and_nothing_is_added()
    {
        // 1 + 2 + 4 + ... + 2^62 items are the most there can be.
        var doubling = new ThresholdCounter(Grid, losses: CountedLosses.None);
        doubling.Add([0.25]);
        var full = new ThresholdCounter(Grid, losses: CountedLosses.None);
        for (int power = 0; power < 63; power++)
        {
            full.Merge(doubling.ToCounts());
            if (power < 62)
            {
                doubling.Merge(doubling.ToCounts());
            }
        }

        Assert.Equal(long.MaxValue, full.N);
        ThresholdCounts before = full.ToCounts();
        Assert.Throws<OverflowException>(() => full.AddParallel([0.5], 2));
        Assert.Equal(before, full.ToCounts());
    }

    [Fact]
    public async Task Callers_on_pool_threads_get_done()
    {
        (double[] scores, double[] losses) = Data((2 * Part) + 9);
        ThresholdCounts expected = Count(ScoreDirection.HigherActs, CountedLosses.Bounded, c => c.Add(scores, losses));
        Task<ThresholdCounts>[] tasks = [.. Enumerable.Range(0, 4 * Environment.ProcessorCount).Select(_ => Task.Run(() =>
            Count(ScoreDirection.HigherActs, CountedLosses.Bounded, c => c.AddParallel(scores, losses, 4))))];
        Assert.All(await Task.WhenAll(tasks).WaitAsync(TimeSpan.FromMinutes(2)), counts => Assert.Equal(expected, counts));
    }

    private static void AssertSame(ScoreDirection direction, CountedLosses kind, Action<ThresholdCounter> add, Action<ThresholdCounter> addParallel)
    {
        // Twice, so that counts are also added to counts.
        ThresholdCounts expected = Count(direction, kind, c => { add(c); add(c); });
        Assert.Equal(expected, Count(direction, kind, c => { addParallel(c); addParallel(c); }));
        Assert.Equal(expected, Count(direction, kind, c => { add(c); addParallel(c); }));
    }

    private static ThresholdCounts Count(ScoreDirection direction, CountedLosses kind, Action<ThresholdCounter> add)
    {
        var counter = new ThresholdCounter(Grid, direction, kind);
        add(counter);
        return counter.ToCounts();
    }

    private static void AssertRefusedAlike(string parameter, double[] scores, double[] losses, CountedLosses kind)
    {
        var counter = new ThresholdCounter(Grid, losses: kind);
        counter.AddParallel([0.25, 0.5], new double[2], 2);
        ThresholdCounts before = counter.ToCounts();
        string expected = Assert.Throws<ArgumentException>(parameter, () => counter.Add(scores, losses)).Message;
        foreach (int workers in (int[])[1, 2, 5])
        {
            Assert.Equal(expected, Assert.Throws<ArgumentException>(parameter, () => counter.AddParallel(scores, losses, workers)).Message);
            Assert.Equal(before, counter.ToCounts());
        }
    }

    /// <summary>Scores on both sides of zero, every other one on a threshold, long rows of ties among them.</summary>
    private static (double[] Scores, double[] Losses) Data(int length)
    {
        var random = new SplitMix64(41);
        double[] scores = new double[length];
        double[] losses = new double[length];
        for (int i = 0; i < length; i++)
        {
            double uniform = (2.4 * random.NextUniform()) - 1.2;
            scores[i] = i % 2 == 0 ? Math.Round(200.0 * uniform) / 200.0 : (i / 1_000) % 3 == 0 ? 0.25 : uniform;
            losses[i] = i % 5 == 0 ? random.NextUniform() : i % 5 == 1 ? 1.0 : 0.0;
        }

        return (scores, losses);
    }
}
