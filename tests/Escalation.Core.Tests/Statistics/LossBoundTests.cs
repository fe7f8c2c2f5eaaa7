using Escalation.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Statistics;

/// <summary>Laws that hold for each p-value of a loss sum and its bound.</summary>
public sealed class LossBoundTests
{
    private static readonly (string Name, Func<double, long, double, double> P, Func<double, long, double, double> Log, Func<double, long, double, double> Upper)[] Methods =
    [
        (nameof(Hoeffding), Hoeffding.PValue, Hoeffding.LogPValue, Hoeffding.Upper),
        (nameof(ChernoffHoeffding), ChernoffHoeffding.PValue, ChernoffHoeffding.LogPValue, ChernoffHoeffding.Upper),
        (nameof(Bentkus), Bentkus.PValue, Bentkus.LogPValue, Bentkus.Upper),
        (nameof(HoeffdingBentkus), HoeffdingBentkus.PValue, HoeffdingBentkus.LogPValue, HoeffdingBentkus.Upper),
    ];

    private static readonly Gen<(double Sum, long N, double Alpha, double Delta)> Cases =
        from exponent in Gen.Choose(0, 90)
        from n in Gen.Choose(1, (int)Math.Max(1, Math.Pow(10, exponent / 10.0)))
        from rate in Gen.Choose(1, 999_999)
        from place in Gen.Choose(-60, 20)
        from whole in Gen.Elements(true, false)
        from level in Gen.Choose(1, 300)
        let alpha = rate / 1e6
        let sum = Math.Clamp((n * alpha) + (place / 10.0 * Math.Sqrt(n * alpha * (1 - alpha))), 0, n)
        select (whole ? Math.Floor(sum) : sum, (long)n, alpha, Math.Pow(10, -level / 20.0));

    /// <summary>S, n, alpha, then KL p and its logarithm, Hoeffding p and its logarithm, from 80-digit arithmetic on the doubles.</summary>
    [Theory]
    [InlineData(0.0, 50, 0.05, 0.07694497527671332, -2.564664719377527, 0.7788007830714049, -0.25000000000000006)]
    [InlineData(1E-300, 100, 0.1, 2.656139888758746E-05, -10.53605156578263, 0.13533528323661267, -2.0000000000000004)]
    [InlineData(3.3, 100, 0.1, 0.037446791910793906, -3.284834235951396, 0.4074650976125276, -0.8978000000000002)]
    [InlineData(7.01, 100, 0.1, 0.5776183373537849, -0.5488419444112969, 0.8362714647555456, -0.1788020000000001)]
    [InlineData(99.99999999999, 1000, 0.1, 1.0, -5.566664252736308E-25, 1.0, -2.0039991309850115E-25)]
    [InlineData(0.1, 1, 0.1000000001, 1.0, -5.555554929624425E-20, 1.0, -1.999999775849978E-20)]
    [InlineData(12.345678, 20, 0.9, 0.003632217987096271, -5.617911801570484, 0.04087912538659173, -3.197135727968401)]
    [InlineData(1E-09, 3, 1E-08, 0.9999999744011976, -2.5598802758504514E-08, 0.9999999999999994, -5.606666666666667E-16)]
    [InlineData(949999.5, 10000000, 0.1, 0.0, -1410.031148028873, 7.053685334335348E-218, -500.0100000500011)]
    [InlineData(99999999.75, 1000000000, 0.1, 0.9999999996527777, -3.4722223789918827E-10, 0.999999999875, -1.250000055511152E-10)]
    [InlineData(99999000000.0, 1000000000000, 0.1, 0.0038658565028900148, -5.555572016606033, 0.13533528323360763, -2.0000000000222045)]
    [InlineData(5E-05, 1000000, 1E-09, 0.9992001066985741, -0.0008002133867735505, 0.999999999998195, -1.8050000000000003E-12)]
    [InlineData(499.99999999, 1000, 0.5, 1.0, -2.0000031731336856E-19, 1.0, -2.0000031731336856E-19)]
    [InlineData(998.5, 1000, 0.999, 0.8973378816744513, -0.10832280816765939, 0.9995001249791693, -0.0004999999999999983)]
    [InlineData(0.25, 1000000000000, 1E-11, 0.00014660331788767143, -8.827780136519047, 0.999999999809875, -1.9012499999999998E-10)]
    [InlineData(19.5, 40, 0.9999999, 3.4337583486224524E-132, -302.7075768854471, 7.488429754375388E-10, -21.012491800000806)]
    public void Fractional_sums_match_80_digit_arithmetic_and_are_never_below(double sum, long n, double alpha, double kl, double logKl, double hoeffding, double logHoeffding)
    {
        Outward.AssertUp(kl, ChernoffHoeffding.PValue(sum, n, alpha));
        Assert.InRange(ChernoffHoeffding.LogPValue(sum, n, alpha), logKl, Math.BitIncrement(Math.BitIncrement(logKl)) + (Math.Abs(sum - (n * alpha)) * 1e-27));
        Outward.AssertUp(hoeffding, Hoeffding.PValue(sum, n, alpha));
        Outward.AssertUp(logHoeffding, Hoeffding.LogPValue(sum, n, alpha));
    }

    /// <summary><c>e (1/2)^n</c>, never below and by at most four units in the last place above: near the end of the normal range from the next double after e on, and beyond it from e 2^14 = 44536.3.. of the smallest steps.</summary>
    [Fact]
    public void The_bound_of_Bentkus_is_rounded_up_where_it_nearly_vanishes()
    {
        Assert.InRange(Math.ScaleB(Bentkus.PValue(0.0, 1000, 0.5), 1000), Math.BitIncrement(Math.E), Math.E + (5 * 4.44e-16));
        Assert.InRange(Bentkus.PValue(0.0, 1060, 0.5) / double.Epsilon, 44537, 44540);
    }

    [Fact]
    public void The_exact_tail_is_at_most_each_bound_and_the_bounds_are_ordered() => Hold(c =>
    {
        long k = (long)Math.Ceiling(c.Sum);
        double exact = BinomialTail.Lower(k, c.N, c.Alpha);
        double kl = ChernoffHoeffding.PValue(k, c.N, c.Alpha);
        double hb = HoeffdingBentkus.PValue(k, c.N, c.Alpha);
        double bentkus = Bentkus.PValue(k, c.N, c.Alpha);
        return exact <= kl && kl <= Hoeffding.PValue(k, c.N, c.Alpha) && exact <= bentkus && hb == Math.Min(kl, bentkus)
            && bentkus <= Math.Min(1, Math.E * exact * (1 + 1e-15)) + double.Epsilon * 8;
    });

    [Fact]
    public void A_p_value_is_a_probability_that_agrees_with_its_logarithm() => HoldForEach((c, m) =>
    {
        double p = m.P(c.Sum, c.N, c.Alpha);
        double log = m.Log(c.Sum, c.N, c.Alpha);
        return p > 0 && p <= 1 && log <= 0 && Math.Abs(Math.Exp(log) - p) <= (p * 1e-15 * (2 + Math.Abs(log))) + (4 * double.Epsilon);
    });

    [Fact]
    public void A_p_value_grows_with_the_losses_and_falls_with_the_level() => HoldForEach((c, m) =>
        m.P(c.Sum, c.N, c.Alpha) <= m.P(Math.Min(c.N, c.Sum + 0.1), c.N, c.Alpha)
        && m.P(c.Sum, c.N, c.Alpha) <= m.P(c.Sum, c.N, c.Alpha * (1 - 1e-9)));

    [Fact]
    public void More_losses_of_zero_never_raise_a_p_value() => HoldForEach((c, m) =>
        m.P(c.Sum, c.N + 1, c.Alpha) <= m.P(c.Sum, c.N, c.Alpha));

    [Fact]
    public void Testing_and_bounding_are_one_event() => HoldForEach((c, m) =>
    {
        double upper = m.Upper(c.Sum, c.N, c.Delta);
        bool isExact = m.Name != nameof(Hoeffding);
        double above = isExact ? upper : upper * (1 + 1e-12);
        double below = isExact ? Math.BitDecrement(upper) : upper * (1 - 1e-12);
        return (upper == 1 || above >= 1 || m.P(c.Sum, c.N, above) <= c.Delta)
            && (upper == 1 || m.P(c.Sum, c.N, below) > c.Delta)
            && (upper < 1 || m.P(c.Sum, c.N, Math.BitDecrement(Math.BitDecrement(1))) > c.Delta);
    });

    [Fact]
    public void A_bound_lies_above_the_mean_and_moves_with_losses_and_confidence() => HoldForEach((c, m) =>
    {
        double upper = m.Upper(c.Sum, c.N, c.Delta);
        return upper <= 1 && upper >= c.Sum / c.N * (1 - 1e-15)
            && upper <= m.Upper(Math.Min(c.N, c.Sum + 0.1), c.N, c.Delta)
            && upper <= m.Upper(c.Sum, c.N, c.Delta / 2);
    });

    [Fact]
    public void The_exact_bound_is_at_most_each_other() => HoldForEach((c, m) =>
    {
        double whole = Math.Ceiling(c.Sum);
        return ClopperPearson.Upper((long)whole, c.N, c.Delta) <= m.Upper(whole, c.N, c.Delta);
    });

    [Fact]
    public void Without_a_loss_the_divergence_bound_is_exact()
    {
        foreach (long n in (long[])[1, 10, 299, 1_000_000])
        {
            foreach (double alpha in (double[])[1e-6, .01, .1, .5, .99])
            {
                Assert.Equal(BinomialTail.Lower(0, n, alpha), ChernoffHoeffding.PValue(0, n, alpha));
                Assert.Equal(BinomialTail.LogLower(0, n, alpha), ChernoffHoeffding.LogPValue(0, n, alpha));
            }
        }
    }

    [Fact]
    public void With_as_many_losses_as_expected_or_more_nothing_is_rejected()
    {
        Assert.All(Methods, m =>
        {
            Assert.Equal(1, m.P(25, 100, .25));
            Assert.Equal(1, m.P(100, 100, .25));
            Assert.Equal(0, m.Log(26, 100, .25));
            Assert.Equal(1, m.Upper(100, 100, .05));
        });
    }

    [Fact]
    public void Without_trials_the_p_value_is_1_and_the_bound_is_1() => Assert.All(Methods, m =>
    {
        Assert.Equal(1, m.P(0, 0, .1));
        Assert.Equal(0, m.Log(0, 0, .1));
        Assert.Equal(1, m.Upper(0, 0, .1));
    });

    [Fact]
    public void A_p_value_too_small_for_a_double_is_the_least_one_and_its_logarithm_keeps_all_digits() => Assert.All(Methods, m =>
    {
        Assert.InRange(m.P(1000, 1_000_000, .5), double.Epsilon, 4 * double.Epsilon);
        Assert.InRange(m.Log(1000, 1_000_000, .5), -700_000, -400_000);
    });

    [Fact]
    public void The_least_and_the_greatest_level_have_bounds() => Assert.All(Methods, m =>
    {
        Assert.InRange(m.Upper(3, 10, double.Epsilon), .9, 1);
        Assert.InRange(m.Upper(3.5, 10, Math.BitDecrement(1)), .35 * (1 - 1e-15), m.Name == nameof(Bentkus) ? .51 : .36);
        Assert.InRange(m.Upper(0, 1_000_000_000_000, .1), 0, 2e-6);
    });

    [Fact]
    public void The_factor_e_is_applied_to_the_rational_tail()
    {
        // P(Bin(10, 1/2) <= 2) = 56/1024, times e in 50-digit arithmetic.
        const double Expected = 0.14865603749385403;
        Outward.AssertUp(Expected, Bentkus.PValue(1.25, 10, .5));
        Outward.AssertUp(Expected, Bentkus.PValue(2, 10, .5));
    }

    [Theory]
    [InlineData(double.NaN, 10, .1, "lossSum")]
    [InlineData(-1e-9, 10, .1, "lossSum")]
    [InlineData(10.001, 10, .1, "lossSum")]
    [InlineData(double.PositiveInfinity, 10, .1, "lossSum")]
    [InlineData(0, -1, .1, "trials")]
    [InlineData(0, 1_000_000_000_001, .1, "trials")]
    [InlineData(1, 10, 0, "level")]
    [InlineData(1, 10, 1, "level")]
    [InlineData(1, 10, -.1, "level")]
    [InlineData(1, 10, double.NaN, "level")]
    public void Bad_arguments_are_named(double sum, long n, double level, string parameter) => Assert.All(Methods, m =>
    {
        Assert.Equal(parameter == "level" ? "alpha" : parameter, Assert.Throws<ArgumentOutOfRangeException>(() => m.P(sum, n, level)).ParamName);
        Assert.Equal(parameter == "level" ? "alpha" : parameter, Assert.Throws<ArgumentOutOfRangeException>(() => m.Log(sum, n, level)).ParamName);
        Assert.Equal(parameter == "level" ? "delta" : parameter, Assert.Throws<ArgumentOutOfRangeException>(() => m.Upper(sum, n, level)).ParamName);
    });

    [Fact]
    public void A_refusal_states_bound_and_value()
    {
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => ChernoffHoeffding.PValue(10.5, 10, .1)).Message;
        Assert.Contains("lossSum must be the sum of 10 losses in [0, 1], but is 10.5", message, StringComparison.Ordinal);
    }

    [Fact]
    public void P_values_and_bounds_allocate_nothing()
    {
        double total = Everything();
        long before = GC.GetAllocatedBytesForCurrentThread();
        total += Everything();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(total > 0);

        static double Everything() => HoeffdingBentkus.PValue(12.5, 300, .1) + HoeffdingBentkus.Upper(12.5, 300, .1)
            + Hoeffding.PValue(12.5, 300, .1) + Hoeffding.Upper(12.5, 300, .1) + Wilson.Interval(3, 20, .05).Upper
            + EmpiricalBernstein.Upper(3, 20, .05) + EmpiricalBernstein.PValue(3, 200, .5);
    }

    private static void Hold(Func<(double Sum, long N, double Alpha, double Delta), bool> law) =>
        Prop.ForAll(Cases.ToArbitrary(), law).QuickCheckThrowOnFailure();

    private static void HoldForEach(
        Func<(double Sum, long N, double Alpha, double Delta), (string Name, Func<double, long, double, double> P, Func<double, long, double, double> Log, Func<double, long, double, double> Upper), bool> law) =>
        Hold(c =>
        {
            foreach (var method in Methods)
            {
                Assert.True(law(c, method), method.Name);
            }

            return true;
        });
}
