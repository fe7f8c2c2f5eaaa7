using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

public sealed class BettingConfidenceSequenceTests
{
    [Fact]
    public void The_ends_are_the_outermost_grid_points_that_two_capitals_exclude()
    {
        double[] losses = Losses(3, 400);
        var sequence = new BettingConfidenceSequence(.05, 50);
        var capitals = Enumerable.Range(0, 51).Select(j => j is 0 or 50 ? default : new HedgedCapital(j / 50.0, .05)).ToArray();
        for (int i = 0; i < losses.Length; i++)
        {
            sequence.Add(losses[i]);
            for (int j = 1; j < 50; j++)
            {
                capitals[j].Add(losses[i]);
            }

            int below = Enumerable.Range(1, 49).Where(j => capitals[j].PValueAtMost <= .025).DefaultIfEmpty(0).Max();
            int above = Enumerable.Range(1, 49).Where(j => capitals[j].PValueAtLeast <= .025).DefaultIfEmpty(50).Min();
            Assert.Equal(below / 50.0, sequence.Lower);
            Assert.Equal(above / 50.0, sequence.Upper);
        }

        Assert.Equal(losses.Length, sequence.Count);
        Assert.InRange(sequence.Upper - sequence.Lower, .05, .4);
    }

    [Fact]
    public void Ends_never_move_outwards_and_the_interval_shrinks_around_the_mean()
    {
        double[] losses = Losses(4, 3000);
        var sequence = new BettingConfidenceSequence(.1);
        (double lower, double upper) = (sequence.Lower, sequence.Upper);
        Assert.Equal((0, 1), (lower, upper));
        foreach (double loss in losses)
        {
            sequence.Add(loss);
            Assert.True(sequence.Lower >= lower && sequence.Upper <= upper && sequence.Lower < sequence.Upper);
            (lower, upper) = (sequence.Lower, sequence.Upper);
        }

        Assert.InRange(.25, lower, upper);
        Assert.InRange(upper - lower, .01, .08);
    }

    [Theory]
    [InlineData(50, .227, .241, .414)]
    [InlineData(200, .101, .125, .152)]
    [InlineData(5000, .022, .035, .025)]
    public void Widths_are_as_documented(int count, double withHorizon, double without, double bernstein)
    {
        var random = new SplitMix64(5);
        var tuned = new BettingConfidenceSequence(.05, 1000, count);
        var endless = new BettingConfidenceSequence(.05);
        var other = new EmpiricalBernsteinSequence(.05, count * .08);
        for (int i = 0; i < count; i++)
        {
            double u = random.NextUniform();
            tuned.Add(u);
            endless.Add(u);
            other.Add(u);
        }

        Assert.Equal(withHorizon, tuned.Upper - tuned.Lower, .0011);
        Assert.Equal(without, endless.Upper - endless.Lower, .0011);
        Assert.Equal(bernstein, other.Upper - other.Lower, .0011);
    }

    [Fact]
    public void Extreme_observations_close_the_interval_to_one_grid_step_at_most()
    {
        var sequence = new BettingConfidenceSequence(.5, 4);
        for (int i = 0; i < 2000; i++)
        {
            sequence.Add(i < 1000 ? 1 : 0);
        }

        Assert.Equal(.25, sequence.Upper - sequence.Lower);
    }

    [Fact]
    public void Bad_arguments_are_named_and_adding_allocates_nothing()
    {
        Assert.Equal("delta", Assert.Throws<ArgumentOutOfRangeException>(() => new BettingConfidenceSequence(double.NaN)).ParamName);
        Assert.Equal("delta", Assert.Throws<ArgumentOutOfRangeException>(() => new BettingConfidenceSequence(0)).ParamName);
        Assert.Equal("delta", Assert.Throws<ArgumentOutOfRangeException>(() => new BettingConfidenceSequence(1)).ParamName);
        Assert.Equal("horizon", Assert.Throws<ArgumentOutOfRangeException>(() => new BettingConfidenceSequence(.1, 10, 0)).ParamName);
        Assert.Equal("points", Assert.Throws<ArgumentOutOfRangeException>(() => new BettingConfidenceSequence(.1, 1)).ParamName);
        Assert.Equal("points", Assert.Throws<ArgumentOutOfRangeException>(() => new BettingConfidenceSequence(.1, 1_000_001)).ParamName);
        Assert.Equal(1, new BettingConfidenceSequence(.1, 2).Upper);
        var sequence = new BettingConfidenceSequence(.1, 100);
        Assert.Equal("observation", Assert.Throws<ArgumentOutOfRangeException>(() => sequence.Add(2)).ParamName);
        Assert.Equal(0, sequence.Count);
        sequence.Add(.5);
        long before = GC.GetAllocatedBytesForCurrentThread();
        sequence.Add(.5);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>At a mean of one half the first stakes are all cut to 1, so that the ninth observation of a kind brings one capital to <c>1.5^9</c> whatever the error level.</summary>
    [Theory]
    [InlineData(1.0, .5, 1.0)]
    [InlineData(0.0, 0.0, .5)]
    public void A_mean_is_excluded_when_a_capital_just_reaches_what_is_needed(double observation, double lower, double upper)
    {
        LogCapital capital = default;
        for (int i = 0; i < 9; i++)
        {
            capital.Add(.5);
        }

        var sequence = new BettingConfidenceSequence(2 * Levels.Needing(capital.Lower), 2);
        for (int i = 0; i < 8; i++)
        {
            sequence.Add(observation);
        }

        Assert.Equal((0, 1), (sequence.Lower, sequence.Upper));
        sequence.Add(observation);
        Assert.Equal((lower, upper), (sequence.Lower, sequence.Upper));
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(1.5)]
    public void An_error_level_outside_the_open_interval_is_refused(double delta) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(delta), () => new BettingConfidenceSequence(delta));

    private static double[] Losses(ulong seed, int count)
    {
        var random = new SplitMix64(seed);
        double[] losses = new double[count];
        for (int i = 0; i < count; i++)
        {
            double u = random.NextUniform();
            losses[i] = u * u * u;
        }

        return losses;
    }
}
