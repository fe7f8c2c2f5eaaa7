using Escalation.Calibration;
using Escalation.Calibration.Counting;

namespace Escalation.Core.Tests.Calibration.Counting;

public sealed class CountingFaultTests
{
    private const int Length = 5_000;

    [Theory]
    [Trait("Row", "1")]
    [InlineData(0, double.NaN, "NaN")]
    [InlineData(1_023, double.PositiveInfinity, "Infinity")]
    [InlineData(1_024, double.NegativeInfinity, "-Infinity")]
    [InlineData(4_999, double.NaN, "NaN")]
    public void The_first_score_that_is_not_finite_is_named_and_nothing_is_counted(int at, double bad, string shown)
    {
        (ThresholdCounter counter, ThresholdCounts before) = Warm(CountedLosses.Bounded);
        double[] scores = GridGallery.Uniform(Length, seed: 1);
        scores[at] = bad;
        scores[^1] = double.NaN;
        float[] singles = [.. scores.Select(score => (float)score)];
        double[] losses = new double[Length];
        Array.Fill(losses, 0.125);
        Assert.Equal($"scores[{at}] must be finite, but was {shown}. (Parameter 'scores')", Assert.Throws<ArgumentException>("scores", () => counter.Add(scores, losses)).Message);
        Assert.Equal($"scores[{at}] must be finite, but was {shown}. (Parameter 'scores')", Assert.Throws<ArgumentException>("scores", () => counter.Add(singles, losses)).Message);
        Assert.Equal(before, counter.ToCounts());
    }

    [Theory]
    [Trait("Row", "33")]
    [InlineData(0, 0.5)]
    [InlineData(1_023, -1.0)]
    [InlineData(1_024, 2.0)]
    [InlineData(4_999, double.NaN)]
    [InlineData(77, double.PositiveInfinity)]
    [InlineData(78, 1.0000000000000002)]
    public void The_first_loss_other_than_zero_and_one_is_named_and_nothing_is_counted(int at, double bad)
    {
        (ThresholdCounter counter, ThresholdCounts before) = Warm(CountedLosses.ZeroOne);
        double[] losses = new double[Length];
        losses[at] = bad;
        losses[^1] = 7.0;
        ArgumentException error = Assert.Throws<ArgumentException>("losses", () => counter.Add(GridGallery.Uniform(Length, seed: 1), losses));
        Assert.StartsWith($"losses[{at}] must be 0 or 1, but was ", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, counter.ToCounts());
    }

    [Theory]
    [InlineData(3, -0.001)]
    [InlineData(1_025, 1.0000000000000002)]
    [InlineData(4_998, double.NaN)]
    public void The_first_loss_outside_its_bounds_is_named_and_nothing_is_counted(int at, double bad)
    {
        (ThresholdCounter counter, ThresholdCounts before) = Warm(CountedLosses.Bounded);
        double[] losses = [.. GridGallery.Uniform(Length, seed: 3)];
        losses[at] = bad;
        ArgumentException error = Assert.Throws<ArgumentException>("losses", () => counter.Add(GridGallery.Uniform(Length, seed: 1), losses));
        Assert.StartsWith($"losses[{at}] must be from 0 to 1, but was ", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, counter.ToCounts());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_030)]
    [InlineData(4_999)]
    public void A_byte_other_than_zero_and_one_is_named_even_as_a_truth_value(int at)
    {
        (ThresholdCounter counter, ThresholdCounts before) = Warm(CountedLosses.ZeroOne);
        byte[] losses = new byte[Length];
        losses[at] = 2;
        double[] scores = GridGallery.Uniform(Length, seed: 1);
        Assert.StartsWith($"losses[{at}] must be 0 or 1, but was 2.", Assert.Throws<ArgumentException>("losses", () => counter.Add(scores, losses)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("losses", () => counter.Add(scores, System.Runtime.InteropServices.MemoryMarshal.Cast<byte, bool>(losses)));
        Assert.Equal(before, counter.ToCounts());
    }

    private static (ThresholdCounter Counter, ThresholdCounts Before) Warm(CountedLosses kind)
    {
        var counter = new ThresholdCounter(ThresholdGrid.Even(0.0, 1.0, 33), losses: kind);
        counter.Add([0.25, 0.5, 0.75], [0.0, 1.0, 0.0]);
        return (counter, counter.ToCounts());
    }
}
