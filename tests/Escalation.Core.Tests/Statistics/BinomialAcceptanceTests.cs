using Escalation.Statistics;

namespace Escalation.Core.Tests.Statistics;

public class BinomialAcceptanceTests
{
    /// <summary>Published intervals at 1e-6 for 10,000 repetitions; k is the largest count that certifies.</summary>
    [Theory]
    [InlineData(0.01, 500, 1, 306, 497)]
    [InlineData(0.05, 200, 4, 190, 346)]
    [InlineData(0.10, 1000, 87, 781, 1064)]
    [InlineData(0.10, 1000, 91, 1671, 2051)]
    [InlineData(0.20, 200, 32, 763, 1042)]
    public void Published_intervals_are_reproduced(double alpha, int n, int k, int lower, int upper) =>
        Assert.Equal(new CountInterval(lower, upper), BinomialAcceptance.Of(10_000, BinomialTail.Lower(k, n, alpha), 1e-6));

    [Fact]
    public void What_never_and_what_always_happens_is_explained_by_one_count()
    {
        Assert.Equal(new CountInterval(0, 0), BinomialAcceptance.Of(1000, 0.0, 1e-6));
        Assert.Equal(new CountInterval(1000, 1000), BinomialAcceptance.Of(1000, 1.0, 1e-6));
    }

    /// <summary>Of four tosses none is heads with probability 1/16: at a false-alarm probability of 1/8 that is left out, at any smaller one it is not.</summary>
    [Fact]
    public void A_tail_of_just_half_of_the_false_alarms_is_left_out()
    {
        Assert.Equal(new CountInterval(1, 3), BinomialAcceptance.Of(4, 0.5, 0.125));
        Assert.Equal(new CountInterval(0, 4), BinomialAcceptance.Of(4, 0.5, Math.BitDecrement(0.125)));
        Assert.Equal(new CountInterval(0, 0), BinomialAcceptance.Of(0, 0.5, 0.9));
        Assert.Equal(new CountInterval(0, 1), BinomialAcceptance.Of(1, 0.5, 0.9));
    }

    [Fact]
    public void What_is_no_probability_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("trials", () => BinomialAcceptance.Of(-1, 0.5, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>("probability", () => BinomialAcceptance.Of(1, double.NaN, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>("probability", () => BinomialAcceptance.Of(0, double.NaN, 0.1));
        Assert.Throws<ArgumentOutOfRangeException>("falseAlarm", () => BinomialAcceptance.Of(1, 0.5, 0.0));
    }

    [Fact]
    public void Half_of_the_false_alarms_are_left_out_on_each_side_and_no_more()
    {
        foreach (double probability in (double[])[0.001, 0.05, 0.3, 0.9])
        {
            CountInterval interval = BinomialAcceptance.Of(1000, probability, 1e-4);
            Assert.True(interval.Lower == 0 || BinomialTail.Lower(interval.Lower - 1, 1000, probability) <= 0.5e-4);
            Assert.True(BinomialTail.Lower(interval.Lower, 1000, probability) > 0.5e-4);
            Assert.True(BinomialTail.Upper(interval.Upper + 1, 1000, probability) <= 0.5e-4);
            Assert.True(BinomialTail.Upper(interval.Upper, 1000, probability) > 0.5e-4);
        }
    }
}
