using System.Text.Json;
using Escalation.Statistics;
using Escalation.Statistics.Sequential;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Statistics.Sequential;

public sealed class BettingTestTests
{
    private static readonly Gen<double[]> Samples = Gen.NonEmptyListOf(Gen.Choose(0, 1000)).Select(list => list.Select(x => x / 1000.0).ToArray());

    [Fact]
    public void Losses_of_the_golden_file_are_reproduced()
    {
        JsonElement section = GoldenCalibration.Section("wsr_betting");
        double[] expected = [.. section.GetProperty("example_losses_seed11").EnumerateArray().Select(x => x.GetDouble())];
        Assert.Equal(expected, BettingSamples.Of(section.GetProperty("cases")[0]));
    }

    [Fact]
    public void P_values_and_bounds_match_every_golden_case()
    {
        JsonElement[] cases = [.. GoldenCalibration.Section("wsr_betting").GetProperty("cases").EnumerateArray()];
        Assert.Equal(24, cases.Length);
        Assert.All(cases, golden =>
        {
            double[] losses = BettingSamples.Of(golden);
            double delta = golden.GetProperty("delta").GetDouble();
            if (golden.TryGetProperty("upper_bound", out JsonElement upper))
            {
                Outward.AssertRelative(upper.GetDouble(), BettingTest.Upper(losses, delta), 1e-12);
                return;
            }

            double p = BettingTest.PValue(losses, golden.GetProperty("alpha").GetDouble(), delta);
            double expected = golden.GetProperty("p_value").GetDouble();
            Outward.AssertRelative(expected, p, 1e-12);
            Assert.True(expected == 1 ? p == 1 : p >= expected * (1 - 1e-14));
        });
    }

    [Theory]
    [InlineData(.1, .1, 0.125512855184622)]
    [InlineData(.1, .05, 0.415185485552189)]
    [InlineData(.2, .1, 2.75885965932444e-7)]
    public void P_values_of_sequence_A_are_met_and_the_exact_tail_is_far_smaller(double alpha, double delta, double expected)
    {
        Outward.AssertRelative(expected, BettingTest.PValue(BettingSamples.SequenceA, alpha, delta), 1e-13);
        Assert.True(10 * BinomialTail.Lower(10, 200, alpha) < expected);
    }

    [Theory]
    [InlineData(.15, 1.09681510045328e-6, .0318076125308134)]
    [InlineData(.125, .00125965415225201, .398906889044967)]
    public void P_values_of_sequence_B_are_met_and_far_below_those_of_the_sum(double alpha, double expected, double hoeffdingBentkus)
    {
        double[] losses = BettingSamples.SequenceB;
        Outward.AssertRelative(expected, BettingTest.PValue(losses, alpha, .1), 1e-13);
        Outward.AssertRelative(hoeffdingBentkus, HoeffdingBentkus.PValue(LossSum.Of(losses).Value, losses.Length, alpha), 1e-13);
    }

    [Fact]
    public void Testing_and_bounding_are_one_event() => Prop.ForAll(Samples.ToArbitrary(), losses =>
    {
        foreach (double delta in (double[])[.3, .1, .01])
        {
            double upper = BettingTest.Upper(losses, delta);
            if (upper < 1)
            {
                Assert.True(BettingTest.PValue(losses, upper, delta) <= delta);
            }

            Assert.True(BettingTest.PValue(losses, Math.BitDecrement(upper), delta) > delta);
            Assert.True(BettingTest.PValue(losses, upper * .999, delta) > delta);
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_bound_below_the_mean_is_found_when_an_early_run_of_luck_earns_it()
    {
        double[] losses = [.. new double[60], .. Enumerable.Repeat(1.0, 60)];
        double upper = BettingTest.Upper(losses, .1);
        Assert.InRange(upper, .01, .49);
        Assert.True(BettingTest.PValue(losses, upper, .1) <= .1);
        Assert.True(BettingTest.PValue(losses, Math.BitDecrement(upper), .1) > .1);
    }

    [Fact]
    public void Larger_losses_raise_the_p_value_of_a_fixed_bet_and_larger_levels_lower_it() => Prop.ForAll(Samples.ToArbitrary(), losses =>
        BettingTest.PValue(losses, .3, .1) <= BettingTest.PValue(losses, .2, .1)
        && BettingTest.Upper(losses, .1) <= BettingTest.Upper([.. losses.SkipLast(1), 1], .1)).QuickCheckThrowOnFailure();

    /// <summary>A peer splits the sample in two batches and adds the maxima of their capitals, which bounds nothing.</summary>
    [Fact]
    public void One_running_capital_differs_from_the_sum_of_the_maxima_of_two_batches()
    {
        // The first half rises, the second falls and rises: two maxima are more than any single moment of the path.
        double[] losses = [.. new double[50], .. Enumerable.Repeat(1.0, 20), .. new double[30]];
        const double Alpha = .3;
        var capital = new BettingCapital(Alpha, .1, losses.Length);
        double atHalf = 0;
        double firstBatch = 0;
        double secondBatch = double.NegativeInfinity;
        for (int i = 0; i < losses.Length; i++)
        {
            capital.Add(losses[i]);
            if (i < losses.Length / 2)
            {
                firstBatch = Math.Max(firstBatch, capital.LogCapital);
                atHalf = capital.LogCapital;
            }
            else
            {
                secondBatch = Math.Max(secondBatch, capital.LogCapital - atHalf);
            }
        }

        double single = BettingTest.PValue(losses, Alpha, .1);
        Assert.Equal(Math.Exp(-capital.LogMaximum), single, 1e-12);
        Assert.True(Math.Exp(-(firstBatch + Math.Max(0, secondBatch))) <= single);

        // Where the halves rise one after the other from a fall between them, the split claims more than the path ever held.
        double[] split = [.. new double[40], .. Enumerable.Repeat(1.0, 30), .. new double[70]];
        Assert.True(SplitPValue(split, Alpha) < .5 * BettingTest.PValue(split, Alpha, .1));
    }

    [Fact]
    public void Without_losses_nothing_is_rejected_or_bounded()
    {
        Assert.Equal(1, BettingTest.PValue([], .1, .1));
        Assert.Equal(1, BettingTest.Upper([], .1));
    }

    [Fact]
    public void When_no_capital_is_large_enough_the_bound_is_1()
    {
        Assert.Equal(1, BettingTest.Upper([1, 1, 1, 1], .1));
        Assert.Equal(1, BettingTest.Upper([0], .1));
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Assert.Equal("losses", Assert.Throws<ArgumentOutOfRangeException>(() => BettingTest.PValue([0, double.NaN], .1, .1)).ParamName);
        Assert.Equal("losses", Assert.Throws<ArgumentOutOfRangeException>(() => BettingTest.Upper([-1], .1)).ParamName);
        Assert.Equal("alpha", Assert.Throws<ArgumentOutOfRangeException>(() => BettingTest.PValue([0], double.NaN, .1)).ParamName);
        Assert.Equal("alpha", Assert.Throws<ArgumentOutOfRangeException>(() => BettingTest.PValue([0], 0, .1)).ParamName);
        Assert.Equal("delta", Assert.Throws<ArgumentOutOfRangeException>(() => BettingTest.PValue([0], .1, 1)).ParamName);
        Assert.Equal("delta", Assert.Throws<ArgumentOutOfRangeException>(() => BettingTest.Upper([0], double.NaN)).ParamName);
    }

    [Fact]
    public void Testing_and_bounding_allocate_nothing()
    {
        double[] losses = BettingSamples.SequenceB;
        double total = BettingTest.PValue(losses, .15, .1) + BettingTest.Upper(losses, .1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        total += BettingTest.PValue(losses, .15, .1) + BettingTest.Upper(losses, .1);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.InRange(total, .2, .3);
    }

    private static double SplitPValue(double[] losses, double alpha)
    {
        int half = losses.Length / 2;
        var capital = new BettingCapital(alpha, .1, losses.Length);
        double[] logs = [.. losses.Select(loss =>
        {
            capital.Add(loss);
            return capital.LogCapital;
        })];
        return Math.Exp(-(logs[..half].Max() + logs[half..].Max() - logs[half - 1]));
    }
}
