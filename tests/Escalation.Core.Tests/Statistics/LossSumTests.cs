using System.Numerics;
using Escalation.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Statistics;

public sealed class LossSumTests
{
    /// <summary>Losses of all magnitudes: a significand of up to 53 bits times a power of two down to the least double, and the special ones.</summary>
    private static readonly Gen<double[]> Samples = Gen.ArrayOf(
        Gen.OneOf(
            from bits in Gen.Choose(0, int.MaxValue)
            from low in Gen.Choose(0, (1 << 22) - 1)
            from exponent in Gen.Choose(0, 20)
            select Math.ScaleB((((long)bits << 22) | (long)low) / (double)(1L << 53), -exponent),
            from exponent in Gen.Choose(0, 1074) select Math.ScaleB(1, -exponent),
            from tick in Gen.Choose(0, 1000) select tick / 1000.0,
            Gen.Elements(0, -0.0, 1, 0.1, double.Epsilon, 1e-300, Math.BitDecrement(1), Math.BitIncrement(Math.ScaleB(1, -34)))));

    [Fact]
    public void The_sum_is_never_below_the_exact_one_and_less_than_a_unit_a_loss_above() => Hold(losses =>
    {
        BigInteger exact = Exact(losses);
        BigInteger reported = Exact(LossSum.Of(losses).Value);
        BigInteger allowed = (losses.Length * (BigInteger.One << (1074 - 86))) + Exact(LossSum.Of(losses).Value - Math.BitDecrement(LossSum.Of(losses).Value));
        return reported >= exact && reported - exact <= allowed;
    });

    [Fact]
    public void Losses_that_are_no_smaller_than_the_bound_are_summed_exactly_and_rounded_up_once() => Hold(losses =>
    {
        double[] large = [.. losses.Where(loss => loss == 0 || loss >= Math.ScaleB(1, -34))];
        BigInteger exact = Exact(large);
        double value = LossSum.Of(large).Value;
        return Exact(value) >= exact && (value == 0 || Exact(Math.BitDecrement(value)) < exact);
    });

    [Fact]
    public void The_ceiling_is_that_of_the_exact_sum_and_of_the_reported_value() => Hold(losses =>
    {
        double[] large = [.. losses.Where(loss => loss == 0 || loss >= Math.ScaleB(1, -34))];
        LossSum sum = LossSum.Of(large);
        BigInteger unit = BigInteger.One << 1074;
        BigInteger exact = (Exact(large) + unit - 1) / unit;
        return sum.Ceiling == (long)exact && sum.Ceiling == (long)Math.Ceiling(sum.Value);
    });

    [Fact]
    public void Order_and_grouping_do_not_matter() => Hold(losses =>
    {
        double[] reversed = [.. losses.Reverse()];
        LossSum first = LossSum.Of(losses.AsSpan(0, losses.Length / 3));
        first.Merge(LossSum.Of(losses.AsSpan(losses.Length / 3)));
        var streamed = default(LossSum);
        foreach (double loss in reversed)
        {
            streamed.Add(loss);
        }

        return first == LossSum.Of(losses) && streamed == first && first.Count == losses.Length;
    });

    [Theory]
    [InlineData(0.1, 10, 2)]
    [InlineData(0.5, 10, 5)]
    [InlineData(0.125, 8, 1)]
    [InlineData(0.3, 10, 3)]
    [InlineData(1, 7, 7)]
    [InlineData(0, 7, 0)]
    [InlineData(double.Epsilon, 1, 1)]
    public void The_ceiling_takes_a_loss_for_the_double_that_it_is(double loss, int count, long ceiling)
    {
        // 0.1 is a little more than one tenth, 0.3 a little less than three.
        LossSum sum = LossSum.Of(Enumerable.Repeat(loss, count).ToArray());
        Assert.Equal(ceiling, sum.Ceiling);
        Assert.Equal(count, sum.Count);
    }

    [Fact]
    public void A_plain_sum_would_lose_a_count_that_this_one_keeps()
    {
        // 2^53 halves and a sliver: in doubles the sliver vanishes.
        double[] losses = [.. Enumerable.Repeat(1.0, 4), Math.ScaleB(1, -60)];
        double plain = 0;
        foreach (double loss in losses)
        {
            plain += loss;
        }

        Assert.Equal(4, Math.Ceiling(plain));
        Assert.Equal(5, LossSum.Of(losses).Ceiling);
        Assert.Equal(Math.BitIncrement(4), LossSum.Of(losses).Value);
    }

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(double.Epsilon, 1)]
    [InlineData(1E-30, 1)]
    [InlineData(1.2924697071141057E-26, 1)]
    [InlineData(1.292469707114106E-26, 2)]
    public void A_loss_between_two_units_counts_as_the_upper_one(double loss, int units) =>
        Assert.Equal(Math.ScaleB(units, -86), LossSum.Of([loss]).Value);

    [Fact]
    public void The_largest_number_of_losses_fits()
    {
        var sum = default(LossSum);
        sum.Add(1);
        LossSum block = sum;
        for (int i = 0; i < 12; i++)
        {
            LossSum ten = default;
            for (int j = 0; j < 10; j++)
            {
                ten.Merge(block);
            }

            block = ten;
        }

        Assert.Equal(BinomialTail.MaxTrials, block.Count);
        Assert.Equal(1E12, block.Value);
        Assert.Equal(BinomialTail.MaxTrials, block.Ceiling);
        Assert.Throws<InvalidOperationException>(() => block.Merge(sum));
        Assert.Throws<InvalidOperationException>(() => block.Add(0));
        Assert.Equal(BinomialTail.MaxTrials, block.Count);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1E-300)]
    [InlineData(1.0000000000000002)]
    [InlineData(double.PositiveInfinity)]
    public void A_loss_outside_0_and_1_is_named_and_changes_nothing(double loss)
    {
        var sum = default(LossSum);
        sum.Add(.5);
        LossSum before = sum;
        Assert.Equal("loss", Assert.Throws<ArgumentOutOfRangeException>(() => sum.Add(loss)).ParamName);
        Assert.Equal(before, sum);

        var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => LossSum.Of([0, 1, .5, loss, loss]));
        Assert.Equal("losses", thrown.ParamName);
        Assert.Contains("losses[3] must be in [0, 1]", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Adding_allocates_nothing()
    {
        double[] losses = [.. Enumerable.Range(0, 1000).Select(i => i / 999.0)];
        double total = LossSum.Of(losses).Value;
        long before = GC.GetAllocatedBytesForCurrentThread();
        total += LossSum.Of(losses).Value;
        var sum = default(LossSum);
        foreach (double loss in losses)
        {
            sum.Add(loss);
        }

        total += sum.Ceiling;
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.InRange(total, 1499, 1502);
    }

    private static BigInteger Exact(params double[] values)
    {
        BigInteger sum = BigInteger.Zero;
        foreach (double value in values)
        {
            long bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
            int exponent = (int)(bits >> 52);
            long significand = (bits & ((1L << 52) - 1)) | (exponent == 0 ? 0 : 1L << 52);
            sum += (BigInteger)significand << (Math.Max(exponent, 1) - 1);
        }

        return sum;
    }

    private static void Hold(Func<double[], bool> law) => Prop.ForAll(Samples.ToArbitrary(), law).QuickCheckThrowOnFailure();
}
