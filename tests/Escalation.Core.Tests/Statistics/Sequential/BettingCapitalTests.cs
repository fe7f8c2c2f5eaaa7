using System.Text.Json;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

public sealed class BettingCapitalTests
{
    [Fact]
    public void The_path_of_the_golden_file_is_met_and_never_exceeded()
    {
        JsonElement section = GoldenCalibration.Section("wsr_betting");
        double[] expected = [.. section.GetProperty("example_logK_seed11_alpha0.1_delta0.1").EnumerateArray().Select(x => x.GetDouble())];
        double[] losses = BettingSamples.Of(section.GetProperty("cases")[0]);
        var capital = new BettingCapital(.1, .1, losses.Length);
        Assert.Equal(50, expected.Length);
        for (int i = 0; i < losses.Length; i++)
        {
            capital.Add(losses[i]);

            // The reference path is itself rounded; it is met to a few last places of its largest value.
            Assert.InRange(capital.LogCapital - expected[i], -2e-14, 5e-15);
        }
    }

    [Fact]
    public void The_largest_capitals_of_sequence_A_are_met()
    {
        Assert.Equal(7.96731138439212, Math.Exp(Run(BettingSamples.SequenceA, .1, .1).LogMaximum), 1e-12);
        Assert.Equal(2.40856203985555, Math.Exp(Run(BettingSamples.SequenceA, .1, .05).LogMaximum), 1e-12);
    }

    [Fact]
    public void Streaming_equals_the_whole_sample()
    {
        foreach ((double alpha, double delta) in ((double, double)[])[(.15, .1), (.125, .1), (.05, .01)])
        {
            Assert.Equal(BettingTest.PValue(BettingSamples.SequenceB, alpha, delta), Run(BettingSamples.SequenceB, alpha, delta).PValue);
        }
    }

    [Fact]
    public void The_p_value_never_rises_and_copies_are_independent()
    {
        var capital = new BettingCapital(.12, .1, 300);
        double last = capital.PValue;
        Assert.Equal(1, last);
        foreach (double loss in BettingSamples.SequenceB)
        {
            BettingCapital copy = capital;
            copy.Add(1);
            capital.Add(loss);
            Assert.True(capital.PValue <= last);
            Assert.Equal(copy.Count, capital.Count);
            last = capital.PValue;
        }

        Assert.Equal(300, capital.Count);
        Assert.Equal(.12, capital.Alpha);
    }

    [Fact]
    public void A_bet_knows_only_the_losses_before_it_and_is_capped_at_1()
    {
        var capital = new BettingCapital(.1, .01, 4);
        Assert.Equal(1, capital.NextBet);
        capital = new BettingCapital(.1, .1, 1_000);
        Outward.AssertRelative(Math.Sqrt(2 * Math.Log(10) / 250), capital.NextBet, 1e-15);
        double before = capital.LogCapital;
        double bet = capital.NextBet;
        capital.Add(.3);
        Assert.InRange(capital.LogCapital - before - Math.Log(1 - (bet * .2)), -1e-15, 1e-17);
    }

    [Fact]
    public void A_million_losses_stay_in_log_space()
    {
        var capital = new BettingCapital(.9, .1, 1_000_000);
        for (int i = 0; i < 1_000_000; i++)
        {
            capital.Add(i % 2 == 0 ? 0 : .01);
        }

        // The bet settles at sqrt(2 ln 10 / (10^6 0.005^2)), which gains ln(1 + 0.429 0.895) at each loss.
        Assert.InRange(capital.LogMaximum, 310_000, 330_000);
        Assert.Equal(double.Epsilon, capital.PValue);
        capital = new BettingCapital(.005000001, .1, 1_000_000);
        for (int i = 0; i < 1_000_000; i++)
        {
            capital.Add(1);
        }

        Assert.True(double.IsFinite(capital.LogCapital) || double.IsNegativeInfinity(capital.LogCapital));
        Assert.Equal(1, capital.PValue);
    }

    [Fact]
    public void A_lost_capital_stays_lost_and_is_no_fault()
    {
        var capital = new BettingCapital(1e-300, .1, 2);
        capital.Add(1);
        Assert.Equal(double.NegativeInfinity, capital.LogCapital);
        capital.Add(0);
        Assert.Equal(double.NegativeInfinity, capital.LogCapital);
        Assert.Equal(1, capital.PValue);
    }

    [Fact]
    public void A_capital_that_was_never_set_up_rejects_nothing()
    {
        BettingCapital capital = default;
        capital.Add(0);
        capital.Add(1);
        Assert.Equal(1, capital.PValue);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-.1)]
    [InlineData(1.1)]
    public void A_loss_out_of_range_is_refused_and_changes_nothing(double loss)
    {
        BettingCapital capital = Run(BettingSamples.SequenceB, .2, .1);
        BettingCapital before = capital;
        Assert.Equal("loss", Assert.Throws<ArgumentOutOfRangeException>(() => capital.Add(loss)).ParamName);
        Assert.Equal(before, capital);
    }

    [Theory]
    [InlineData(0, .1, 5, "alpha")]
    [InlineData(double.NaN, .1, 5, "alpha")]
    [InlineData(.1, 1, 5, "delta")]
    [InlineData(.1, double.NaN, 5, "delta")]
    [InlineData(.1, .1, 0, "horizon")]
    public void Bad_arguments_are_named(double alpha, double delta, long horizon, string parameter) =>
        Assert.Equal(parameter, Assert.Throws<ArgumentOutOfRangeException>(() => new BettingCapital(alpha, delta, horizon)).ParamName);

    [Fact]
    public void Adding_allocates_nothing()
    {
        double[] losses = BettingSamples.SequenceB;
        double total = Run(losses, .15, .1).PValue;
        long before = GC.GetAllocatedBytesForCurrentThread();
        total += Run(losses, .15, .1).PValue;
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(total > 0);
    }

    private static BettingCapital Run(double[] losses, double alpha, double delta)
    {
        var capital = new BettingCapital(alpha, delta, losses.Length);
        foreach (double loss in losses)
        {
            capital.Add(loss);
        }

        return capital;
    }
}
