using System.Globalization;
using System.Numerics;
using Escalation.Calibration.MultipleTesting;
using Escalation.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Calibration.MultipleTesting;

/// <summary>Rounding of levels, against exact fractions.</summary>
public sealed class LevelShareTests
{
    private static readonly Gen<double> Probability = Gen.Choose(0, int.MaxValue).SelectMany(seed =>
        Gen.Choose(0, 1100).Select(exponent => Math.ScaleB(new SplitMix64((ulong)seed).NextUniform(), -exponent)));

    private static readonly Gen<int> Parts = Gen.OneOf(Gen.Choose(1, 40), Gen.Choose(1, int.MaxValue));

    private static readonly Gen<UInt128> Whole = Gen.Choose(0, int.MaxValue).SelectMany(seed => Gen.Choose(0, 120).Select(shift =>
    {
        var random = new SplitMix64((ulong)seed);
        return (((((UInt128)random.NextBits()) << 62) | random.NextBits()) >> shift) + 1;
    }));

    [Fact]
    public void An_equal_share_is_the_largest_double_of_which_all_shares_fit() => Check(
        Probability.SelectMany(delta => Parts.Select(parts => (delta, parts))),
        @case =>
        {
            double level = LevelShare.Level(@case.delta, @case.parts);
            Rational all = Rational.Of(@case.parts, 1);
            return all * Rational.Of(level) <= Rational.Of(@case.delta) && all * Rational.Of(Math.BitIncrement(level)) > Rational.Of(@case.delta);
        });

    [Fact]
    public void What_an_equal_share_needs_is_the_smallest_double_whose_share_reaches_p() => Check(
        Probability.SelectMany(p => Parts.Select(parts => (p, parts))),
        @case =>
        {
            double needed = LevelShare.Needed(@case.p, @case.parts);
            Rational product = Rational.Of(@case.p) * Rational.Of(@case.parts, 1);
            return Rational.Of(needed) >= product && (needed == 0 || Rational.Of(Math.BitDecrement(needed)) < product);
        });

    [Fact]
    public void A_share_of_any_size_is_rounded_down_and_what_it_needs_up_each_by_less_than_one_place() => Check(
        Probability.SelectMany(x => Whole.SelectMany(n => Whole.Select(d => (x, n: UInt128.Min(n, d), d: UInt128.Max(n, d))))),
        @case =>
        {
            Rational share = Rational.Of(@case.n, @case.d);
            Rational x = Rational.Of(@case.x);
            double level = LevelShare.Level(@case.x, @case.n, @case.d);
            bool down = Rational.Of(level) <= x * share && Rational.Of(Math.BitIncrement(level)) > x * share;
            double needed = LevelShare.Needed(@case.x, @case.n, @case.d);
            bool up = double.IsPositiveInfinity(needed)
                ? x / share > Rational.One
                : Rational.Of(needed) >= x / share && (needed == 0 || Rational.Of(Math.BitDecrement(needed)) < x / share);
            return down && up;
        });

    /// <summary>The quotient of the doubles comes out one place above each of these, so that one step down has to stop at the exact value itself.</summary>
    [Theory]
    [InlineData(0.052734375, 3, 7, 0.123046875)]
    [InlineData(0.205078125, 3, 7, 0.478515625)]
    [InlineData(0.052734375, 3, 14, 0.24609375)]
    public void What_a_share_needs_is_exact_where_a_double_holds_it(double p, int numerator, int denominator, double needed)
    {
        Assert.Equal(Math.BitIncrement(needed), p * ((double)denominator / numerator));
        Assert.Equal(needed, LevelShare.Needed(p, (UInt128)numerator, (UInt128)denominator));
    }

    /// <summary>The product of the doubles comes out one place below each of these.</summary>
    [Theory]
    [InlineData(0.107421875, 3, 11, 0.029296875)]
    [InlineData(0.193359375, 3, 11, 0.052734375)]
    [InlineData(0.365234375, 3, 11, 0.099609375)]
    public void A_share_is_exact_where_a_double_holds_it(double delta, int numerator, int denominator, double level)
    {
        Assert.Equal(Math.BitDecrement(level), delta * ((double)numerator / denominator));
        Assert.Equal(level, LevelShare.Level(delta, (UInt128)numerator, (UInt128)denominator));
    }

    [Fact]
    public void No_share_is_reached_by_no_delta_not_even_by_p_zero()
    {
        Assert.Equal(double.PositiveInfinity, LevelShare.Needed(0.0, UInt128.Zero, UInt128.One));
        Assert.Equal(0.0, LevelShare.Level(0.5, UInt128.Zero, UInt128.One));
    }

    [Fact]
    public void The_whole_share_is_delta_itself()
    {
        Assert.Equal(0.1, LevelShare.Level(0.1, UnitFraction.One, UnitFraction.One));
        Assert.Equal(0.1, LevelShare.Level(0.1, 1));
        Assert.Equal(double.Epsilon, LevelShare.Level(double.Epsilon, (UInt128)7, (UInt128)7));
    }

    [Fact]
    public void Products_compare_exactly_where_doubles_cannot_tell_them_apart() => Check(
        Probability.SelectMany(a => Whole.SelectMany(n => Whole.SelectMany(m => Gen.Choose(-1, 1).Select(nudge => (a, n, m, nudge))))),
        @case =>
        {
            // b is next to a n/m, so that the two products differ in their last places only.
            double b = @case.a * ((double)@case.n / (double)@case.m);
            b = !(b <= 1) ? 1 : @case.nudge < 0 && b > 0 ? Math.BitDecrement(b) : @case.nudge > 0 ? Math.BitIncrement(b) : b;
            int expected = (Rational.Of(@case.a) * Rational.Of(@case.n, 1)).CompareTo(Rational.Of(b) * Rational.Of(@case.m, 1));
            return Math.Sign(ExactProduct.Compare(@case.a, @case.n, b, @case.m)) == expected
                && Math.Sign(ExactProduct.Compare(b, @case.m, @case.a, @case.n)) == -expected;
        });

    [Theory]
    [InlineData(0.0, 1, 0.0, 5, 0)]
    [InlineData(0.0, 1, double.Epsilon, 1, -1)]
    [InlineData(1.0, 3, 3.0, 1, 0)]
    [InlineData(1.0, 1, double.Epsilon, 1, 1)]
    [InlineData(0.1, 3, 0.3, 1, 1)]
    public void Products_compare_at_zero_and_at_ties(double a, int n, double b, int m, int expected) =>
        Assert.Equal(expected, Math.Sign(ExactProduct.Compare(a, (UInt128)n, b, (UInt128)m)));

    [Fact]
    public void Products_of_fractions_are_rounded_down_to_the_unit() => Check(
        Whole.SelectMany(a => Whole.Select(b => (a: UInt128.Min(a, UnitFraction.One), b: UInt128.Min(b, UnitFraction.One)))),
        @case => (BigInteger)UnitFraction.Multiply(@case.a, @case.b) == (BigInteger)@case.a * @case.b >> 126);

    [Fact]
    public void Quotients_of_fractions_are_rounded_down_to_the_unit() => Check(
        Whole.SelectMany(a => Whole.SelectMany(b => Gen.Choose(0, 3).Select(nearness => (a: UInt128.Min(a, b), b: UInt128.Max(a, b), nearness)))),
        @case =>
        {
            UInt128 numerator = @case.nearness switch { 0 => @case.b, 1 => @case.b - 1, _ => @case.a };
            return (BigInteger)UnitFraction.Divide(numerator, @case.b) == ((BigInteger)numerator << 126) / (BigInteger)@case.b;
        });

    [Fact]
    public void Quotients_next_to_a_digit_of_the_long_division_are_exact() => Check(
        Whole.SelectMany(b => Gen.Choose(1, int.MaxValue).SelectMany(k => Gen.Choose(0, 1).SelectMany(late => Gen.Choose(-1, 1).Select(nudge => (b, k, late, nudge))))),
        @case =>
        {
            // The first or second digit is near its largest value, where a double cannot tell it from its neighbours.
            BigInteger denominator = (BigInteger)@case.b + 5;
            int bits = 42 * (1 + @case.late);
            BigInteger digits = (BigInteger.One << bits) - @case.k;
            BigInteger numerator = BigInteger.Max(0, (((digits * denominator) + (BigInteger.One << bits) - 1) >> bits) + @case.nudge);
            numerator = BigInteger.Min(numerator, denominator);
            return (BigInteger)UnitFraction.Divide((UInt128)numerator, (UInt128)denominator) == (numerator << 126) / denominator;
        });

    /// <summary>Quotients whose last digit the doubles estimate one too low: four of 400,000 random ones.</summary>
    [Theory]
    [InlineData("10286880596473731157994666018153057799", "49992525398898836547618964375632244759")]
    [InlineData("31163747466893194297579182931390911861", "50102364538447948639308147395623749274")]
    [InlineData("23592681891669779997048025776494287563", "79779895595369750151956046841825449348")]
    public void A_last_digit_estimated_too_low_is_put_right(string numerator, string denominator)
    {
        UInt128 n = UInt128.Parse(numerator, CultureInfo.InvariantCulture);
        UInt128 d = UInt128.Parse(denominator, CultureInfo.InvariantCulture);
        Assert.Equal(((BigInteger)n << 126) / d, (BigInteger)UnitFraction.Divide(n, d));
    }

    [Fact]
    public void One_and_its_parts_are_exact()
    {
        Assert.Equal(UnitFraction.One, UnitFraction.Of(1.0));
        Assert.Equal(UnitFraction.One / 2, UnitFraction.Of(0.5));
        Assert.Equal(UnitFraction.One, UnitFraction.Multiply(UnitFraction.One, UnitFraction.One));
        Assert.Equal(UnitFraction.One, UnitFraction.Divide(UnitFraction.One, UnitFraction.One));
        Assert.Equal(UnitFraction.One - 1, UnitFraction.Multiply(UnitFraction.One - 1, UnitFraction.One));
        Assert.Equal(UInt128.Zero, UnitFraction.Of(1e-300));
        Assert.True(UnitFraction.IsOne(UnitFraction.One + UnitFraction.Slack));
        Assert.False(UnitFraction.IsOne(UnitFraction.One + UnitFraction.Slack + 1));
        Assert.False(UnitFraction.IsOne(UnitFraction.One - UnitFraction.Slack - 1));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(31)]
    [InlineData(64)]
    public void Sidak_values_lie_above_the_exact_power_by_less_than_two_places(int count)
    {
        var random = new SplitMix64(5);
        foreach (double p in Enumerable.Range(0, 40).Select(i => Math.ScaleB(random.NextUniform(), -i * 8)).Append(double.Epsilon).Append(1.0))
        {
            Rational power = Rational.One;
            for (int i = 0; i < count; i++)
            {
                power *= Rational.One - Rational.Of(p);
            }

            double needed = SidakLevel.Needed(p, count);
            Assert.True(Rational.Of(needed) >= Rational.One - power, FormattableString.Invariant($"{p:R}"));

            // Near the end of the subnormal range the guard is some dozens of their spacing.
            double allowed = Math.BitDecrement(Math.BitDecrement(needed)) - (100 * double.Epsilon);
            Assert.True(allowed <= 0 || Rational.Of(allowed) < Rational.One - power, FormattableString.Invariant($"{p:R}"));
        }
    }

    [Theory]
    [InlineData(0.1, 2)]
    [InlineData(0.05, 7)]
    [InlineData(0.999, 1000)]
    [InlineData(1e-12, 10_000)]
    public void A_sidak_level_is_the_largest_p_whose_family_value_is_within_delta(double delta, int count)
    {
        double level = SidakLevel.Level(delta, count);
        Assert.True(SidakLevel.Needed(level, count) <= delta);
        Assert.True(SidakLevel.Needed(Math.BitIncrement(level), count) > delta);
        Assert.Equal(-Math.Exp(Math.Log(1 - delta) / count) + 1, level, 1e-15);
    }

    [Fact]
    public void One_hypothesis_of_one_has_the_whole_sidak_level()
    {
        Assert.Equal(0.05, SidakLevel.Level(0.05, 1));
        Assert.Equal(0.05, SidakLevel.Needed(0.05, 1));
        Assert.Equal(0.0, SidakLevel.Needed(0.0, 9));
        Assert.Equal(1.0, SidakLevel.Needed(1.0, 9));
    }

    private static void Check<T>(Gen<T> gen, Func<T, bool> law) => Check(gen, law, 2000);

    private static void Check<T>(Gen<T> gen, Func<T, bool> law, int cases) =>
        Prop.ForAll(gen.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(cases));
}
