using System.Text.Json;
using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

public sealed class EmpiricalBernsteinSequenceTests
{
    [Fact]
    public void The_golden_sequence_is_met_and_never_tighter()
    {
        JsonElement section = GoldenCalibration.Section("time_uniform");
        double[] errors = Numbers(section, "errors");
        double[] lower = Numbers(section, "cs_lower");
        double[] upper = Numbers(section, "cs_upper");
        var sequence = new EmpiricalBernsteinSequence(.05, 1);
        Assert.Equal(200, errors.Length);
        for (int i = 0; i < errors.Length; i++)
        {
            sequence.Add(errors[i]);
            Assert.InRange(sequence.Lower - lower[i], -1e-11, 1e-12);
            Assert.InRange(sequence.Upper - upper[i], -1e-12, 1e-11);
        }

        Assert.Equal(200, sequence.Count);
        Assert.Equal(errors.Average(), sequence.Mean!.Value, 1e-15);
        Assert.False(sequence.IsEmpty);
    }

    [Fact]
    public void It_starts_with_everything_and_its_ends_never_move_outwards()
    {
        var sequence = new EmpiricalBernsteinSequence(.1, 20);
        Assert.Null(sequence.Mean);
        (double lower, double upper) = (sequence.Lower, sequence.Upper);
        Assert.Equal((0, 1), (lower, upper));
        var random = new SplitMix64(6);
        for (int i = 0; i < 3000; i++)
        {
            sequence.Add(random.NextUniform());
            Assert.True(sequence.Lower >= lower && sequence.Upper <= upper);
            (lower, upper) = (sequence.Lower, sequence.Upper);
        }

        Assert.InRange(.5, lower, upper);
        Assert.InRange(upper - lower, .02, .1);
    }

    [Fact]
    public void A_mirror_exchanges_the_ends()
    {
        var sequence = new EmpiricalBernsteinSequence(.1, 5);
        var mirrored = new EmpiricalBernsteinSequence(.1, 5);
        for (int i = 0; i < 300; i++)
        {
            sequence.Add(i % 8 == 0 ? 1 : .125);
            mirrored.Add(i % 8 == 0 ? 0 : .875);
            Assert.Equal(1 - sequence.Upper, mirrored.Lower, 1e-13);
            Assert.Equal(1 - sequence.Lower, mirrored.Upper, 1e-13);
        }
    }

    [Fact]
    public void Constant_observations_shrink_it_like_the_inverse_of_their_number()
    {
        var sequence = new EmpiricalBernsteinSequence(.05, .1);
        for (int i = 0; i < 10_000; i++)
        {
            sequence.Add(.25);
        }

        Assert.InRange(.25, sequence.Lower, sequence.Upper);
        Assert.InRange(sequence.Upper - sequence.Lower, 1e-4, 2.5e-3);
    }

    [Fact]
    public void A_mean_that_moves_far_empties_it()
    {
        var sequence = new EmpiricalBernsteinSequence(.05, 100);
        for (int i = 0; i < 4000; i++)
        {
            sequence.Add(i < 2000 ? i % 10 == 0 ? 1 : 0 : 1);
        }

        Assert.True(sequence.IsEmpty);
    }

    [Fact]
    public void Bad_arguments_are_named_and_adding_allocates_nothing()
    {
        Assert.Equal("delta", Assert.Throws<ArgumentOutOfRangeException>(() => new EmpiricalBernsteinSequence(double.NaN, 1)).ParamName);
        Assert.Equal("variance", Assert.Throws<ArgumentOutOfRangeException>(() => new EmpiricalBernsteinSequence(.1, double.NaN)).ParamName);
        var sequence = new EmpiricalBernsteinSequence(.1, 1);
        Assert.Equal("observation", Assert.Throws<ArgumentOutOfRangeException>(() => sequence.Add(double.NaN)).ParamName);
        Assert.Equal(0, sequence.Count);
        sequence.Add(.5);
        long before = GC.GetAllocatedBytesForCurrentThread();
        sequence.Add(.25);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(0.0)]
    [InlineData(1.0)]
    public void An_error_level_outside_the_open_interval_is_refused(double delta) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(delta), () => new EmpiricalBernsteinSequence(delta, 1));

    /// <summary>Two equal observations at an end of [0, 1] make an intrinsic time of 1/4 and ends that doubles hold. What twice the precision may have lost does not show, and still counts.</summary>
    [Fact]
    public void Time_and_ends_are_moved_outwards_even_where_no_error_shows()
    {
        double boundary = GammaExponentialMixture.Tuned(.1, .45).Boundary(Math.BitIncrement(.25));
        Assert.InRange(boundary, 1, 2);
        var zeros = new EmpiricalBernsteinSequence(.9, .1);
        var ones = new EmpiricalBernsteinSequence(.9, .1);
        for (int i = 0; i < 2; i++)
        {
            zeros.Add(0);
            ones.Add(1);
        }

        Assert.Equal((0, Math.BitIncrement(boundary / 2)), (zeros.Lower, zeros.Upper));
        Assert.Equal((Math.BitDecrement((2 - boundary) / 2), 1), (ones.Lower, ones.Upper));
    }

    [Fact]
    public void Ends_that_meet_leave_one_mean()
    {
        int ones = 1;
        while (!AfterZeros(ones, 1).IsEmpty)
        {
            ones++;
        }

        // The last observation moves the lower end in steps far below its last place.
        double below = 0;
        double above = 1;
        for (int i = 0; i < 52; i++)
        {
            double middle = (below + above) / 2;
            EmpiricalBernsteinSequence at = AfterZeros(ones, middle);
            (below, above) = at.Lower > at.Upper ? (below, middle) : (middle, above);
        }

        double last = below - 1e-13;
        EmpiricalBernsteinSequence met = AfterZeros(ones, last);
        while (met.Lower != met.Upper && last < below + 1e-13)
        {
            last = Math.BitIncrement(last);
            met = AfterZeros(ones, last);
        }

        Assert.Equal(met.Lower, met.Upper);
        Assert.False(met.IsEmpty);
    }

    private static EmpiricalBernsteinSequence AfterZeros(int ones, double last)
    {
        var sequence = new EmpiricalBernsteinSequence(.9, .1);
        for (int i = 0; i < 20 + ones; i++)
        {
            sequence.Add(i < 20 ? 0 : 1);
        }

        sequence.Add(last);
        return sequence;
    }

    private static double[] Numbers(JsonElement section, string name) => [.. section.GetProperty(name).EnumerateArray().Select(GoldenCalibration.Number)];
}
