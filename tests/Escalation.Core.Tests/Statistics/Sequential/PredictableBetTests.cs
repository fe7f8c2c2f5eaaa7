using System.Text.Json;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

public sealed class PredictableBetTests
{
    [Fact]
    public void The_bets_of_the_golden_file_are_met()
    {
        JsonElement section = GoldenCalibration.Section("confseq_betting");
        double[] expected = [.. section.GetProperty("lambda_predmix_eb_seed11").EnumerateArray().Select(x => x.GetDouble())];
        double[] losses = BettingSamples.Of(section.GetProperty("cases")[0]);
        var bet = new PredictableBet(.1, losses.Length);
        Assert.Equal(50, expected.Length);
        for (int i = 0; i < losses.Length; i++)
        {
            Outward.AssertRelative(expected[i], bet.Next, 1e-14);
            bet.Add(losses[i]);
        }
    }

    [Fact]
    public void Without_a_horizon_the_bets_shrink_with_the_time()
    {
        var bet = new PredictableBet(.05);
        Outward.AssertRelative(Math.Sqrt(2 * Math.Log(20) / (Math.Log(2) * .25)), bet.Next, 1e-15);
        bet.Add(.5);
        Outward.AssertRelative(Math.Sqrt(2 * Math.Log(20) / (2 * Math.Log(3) * .125)), bet.Next, 1e-15);
        Assert.Equal(1, bet.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_horizon_divides_the_stake_however_short_it_is(long horizon)
    {
        var bet = new PredictableBet(.05, horizon);
        Outward.AssertRelative(Math.Sqrt(2 * Math.Log(20) / (horizon * .25)), bet.Next, 1e-15);
        bet.Add(.5);
        Outward.AssertRelative(Math.Sqrt(2 * Math.Log(20) / (horizon * .125)), bet.Next, 1e-15);
    }

    [Fact]
    public void The_default_never_bets()
    {
        PredictableBet bet = default;
        Assert.Equal(0, bet.Next);
        bet.Add(1);
        Assert.Equal(0, bet.Next);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Assert.Equal("delta", Assert.Throws<ArgumentOutOfRangeException>(() => new PredictableBet(0)).ParamName);
        Assert.Equal("delta", Assert.Throws<ArgumentOutOfRangeException>(() => new PredictableBet(double.NaN, 3)).ParamName);
        Assert.Equal("horizon", Assert.Throws<ArgumentOutOfRangeException>(() => new PredictableBet(.1, 0)).ParamName);
        PredictableBet bet = new(.1);
        Assert.Equal("observation", Assert.Throws<ArgumentOutOfRangeException>(() => bet.Add(double.NaN)).ParamName);
        Assert.Equal(new PredictableBet(.1), bet);
    }
}
