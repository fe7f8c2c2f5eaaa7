using System.Text.Json;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Statistics.Sequential;

public sealed class HedgedCapitalTests
{
    [Fact]
    public void The_hedged_capital_is_rounded_down()
    {
        var capital = new HedgedCapital(0.5, new PredictableBet(.05), new PredictableBet(.05));
        foreach (double loss in new[] { 0.9, 0.8, 1.0, 0.7, 0.95 })
        {
            capital.Add(loss);
            Assert.True(capital.LogHedged < Math.Max(capital.LogRising, capital.LogFalling) - Math.Log(2.0));
            Assert.Equal(Math.Max(capital.LogRising, capital.LogFalling) - Math.Log(2.0), capital.LogHedged, 1e-14);
        }
    }

    /// <summary>The file's hedged capital bets on a smaller mean with the library defaults of its source: level .05 and no horizon.</summary>
    [Fact]
    public void The_golden_cases_are_met()
    {
        JsonElement[] cases = [.. GoldenCalibration.Section("confseq_betting").GetProperty("cases").EnumerateArray()];
        Assert.Equal(9, cases.Length);
        Assert.All(cases, golden =>
        {
            double[] losses = BettingSamples.Of(golden);
            double mean = golden.GetProperty("alpha").GetDouble();
            var bet = new PredictableBet(golden.GetProperty("delta").GetDouble(), losses.Length);
            var hedged = new HedgedCapital(mean, bet, new PredictableBet(.05));
            var oneSided = new HedgedCapital(mean, bet, bet);
            double mostHedged = double.NegativeInfinity;
            double mostFalling = double.NegativeInfinity;
            foreach (double loss in losses)
            {
                hedged.Add(loss);
                oneSided.Add(loss);
                mostHedged = Math.Max(mostHedged, hedged.LogHedged);
                mostFalling = Math.Max(mostFalling, oneSided.LogFalling);
            }

            double hedgedMinimum = golden.GetProperty("hedged_min_inverse").GetDouble();
            double oneSidedMinimum = golden.GetProperty("one_sided_negative_min_inverse").GetDouble();
            Outward.AssertRelative(hedgedMinimum, Math.Exp(-mostHedged), 1e-11);
            Outward.AssertRelative(oneSidedMinimum, Math.Exp(-mostFalling), 1e-11);

            // The file does not count the initial capital, which makes a p-value at most 1.
            Outward.AssertRelative(Math.Min(1, oneSidedMinimum), oneSided.PValueAtLeast, 1e-11);
            Outward.AssertRelative(Math.Min(1, hedgedMinimum), hedged.PValueEqual, 1e-11);
        });
    }

    [Fact]
    public void Each_side_grows_when_the_mean_is_on_it()
    {
        var capital = new HedgedCapital(.3, .05);
        for (int i = 0; i < 500; i++)
        {
            capital.Add(i % 10 == 0 ? 1 : 0);
        }

        Assert.True(capital.PValueAtLeast < 1e-6);
        Assert.InRange(capital.PValueAtMost, .05, 1);
        Assert.Equal(2 * capital.PValueAtLeast, capital.PValueEqual);
        Assert.True(capital.LogHedged < capital.LogFalling);
        Assert.True(capital.LogRising < 0);
        Assert.Equal(500, capital.Count);
        Assert.Equal(.3, capital.Mean);
    }

    [Fact]
    public void A_mirror_exchanges_the_sides()
    {
        var capital = new HedgedCapital(.25, .1);
        var mirrored = new HedgedCapital(.75, .1);
        foreach (double loss in BettingSamples.SequenceB)
        {
            capital.Add(loss);
            mirrored.Add(1 - loss);
        }

        Assert.Equal(capital.LogRising, mirrored.LogFalling, 1e-10);
        Assert.Equal(capital.LogFalling, mirrored.LogRising, 1e-10);
    }

    [Fact]
    public void The_default_rejects_nothing()
    {
        HedgedCapital capital = default;
        capital.Add(0);
        capital.Add(1);
        Assert.Equal(1, capital.PValueAtMost);
        Assert.Equal(1, capital.PValueAtLeast);
        Assert.Equal(1, capital.PValueEqual);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Assert.Equal("mean", Assert.Throws<ArgumentOutOfRangeException>(() => new HedgedCapital(0, .1)).ParamName);
        Assert.Equal("mean", Assert.Throws<ArgumentOutOfRangeException>(() => new HedgedCapital(double.NaN, .1)).ParamName);
        Assert.All((double[])[-1, 0, 1, 1.5, double.NaN], delta => Assert.Throws<ArgumentOutOfRangeException>(nameof(delta), () => new HedgedCapital(.1, delta)));
        PredictableBet used = new(.1);
        used.Add(0);
        Assert.Throws<ArgumentException>(() => new HedgedCapital(.1, used, new PredictableBet(.1)));
        Assert.Throws<ArgumentException>(() => new HedgedCapital(.1, new PredictableBet(.1), used));
        var capital = new HedgedCapital(.3, .1);
        HedgedCapital before = capital;
        Assert.Equal("observation", Assert.Throws<ArgumentOutOfRangeException>(() => capital.Add(-1)).ParamName);
        Assert.Equal(before, capital);
    }
}
