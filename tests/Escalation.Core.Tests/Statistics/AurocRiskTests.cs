using Escalation.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Statistics;

public sealed class AurocRiskTests
{
    private static readonly Gen<(AurocCounts Counts, double Alpha)> Cases =
        from positives in Gen.Choose(1, 2000)
        from negatives in Gen.Choose(1, 2000)
        from share in Gen.Choose(0, 1000)
        from level in Gen.Choose(1, 999)
        select (new AurocCounts(positives, negatives, 2L * positives * negatives * share / 1000), level / 1000.0);

    [Fact]
    public void The_misordered_pairs_are_rounded_up_to_whole_items_and_no_further()
    {
        double[] positives = [.. Enumerable.Range(0, 40).Select(i => 10.0 + i)];
        foreach (int misordered in new[] { 1, 39, 40, 41, 80, 81 })
        {
            // Negatives below all positives but a few, which stand above some of them.
            double[] negatives = [.. Enumerable.Range(0, 40).Select(i => Above(Math.Clamp(misordered - (40 * i), 0, 40)))];
            AurocCounts counts = AurocCounts.Of(positives, negatives);
            long items = (misordered + 39) / 40;
            double expected = Math.Min(AurocRisk.PValue(counts, 0.2), Math.Min(1.0, Math.E * BinomialTail.Lower(items, 40, 0.2)));
            Assert.Equal(expected, AurocRisk.HoeffdingBentkusPValue(counts, 0.2), 1e-12);
        }

        static double Above(int positives) => 9.5 + positives;
    }

    [Fact]
    public void The_effective_number_of_trials_is_the_smaller_class() => Hold((counts, alpha) =>
    {
        double sum = counts.Risk!.Value * counts.EffectiveTrials;
        return Near(ChernoffHoeffding.PValue(sum, counts.EffectiveTrials, alpha), AurocRisk.PValue(counts, alpha))
            && Near(Hoeffding.PValue(sum, counts.EffectiveTrials, alpha), AurocRisk.HoeffdingPValue(counts, alpha));
    });

    [Fact]
    public void The_bounds_are_ordered() => Hold((counts, alpha) =>
        AurocRisk.HoeffdingBentkusPValue(counts, alpha) <= AurocRisk.PValue(counts, alpha)
        && AurocRisk.PValue(counts, alpha) <= AurocRisk.HoeffdingPValue(counts, alpha)
        && AurocRisk.HoeffdingPValue(counts, alpha) <= AurocRisk.McDiarmidPValue(counts, alpha));

    [Fact]
    public void P_values_grow_with_the_pairs_out_of_order_and_fall_with_the_level() => Hold((counts, alpha) =>
    {
        var worse = new AurocCounts(counts.Positives, counts.Negatives, Math.Min(2 * counts.Positives * counts.Negatives, counts.TwiceMisordered + 1));
        return All(counts, alpha).Zip(All(worse, alpha)).All(pair => pair.First <= pair.Second)
            && All(counts, alpha).Zip(All(counts, alpha * .999)).All(pair => pair.First <= pair.Second);
    });

    [Fact]
    public void Testing_and_bounding_are_one_event() => Hold((counts, level) =>
    {
        double upper = AurocRisk.Upper(counts, level);
        return upper == 1
            ? AurocRisk.PValue(counts, Math.BitDecrement(1)) > level
            : AurocRisk.PValue(counts, upper) <= level && AurocRisk.PValue(counts, Math.BitDecrement(upper)) > level;
    });

    [Fact]
    public void The_formulas_are_met()
    {
        // 3 positives, 50 negatives, risk 15/150 = .1: m = 3.
        var counts = new AurocCounts(3, 50, 30);
        Assert.Equal(.1, counts.Risk!.Value, 15);
        Outward.AssertRelative(Math.Exp(-3 * ((.1 * Math.Log(.2)) + (.9 * Math.Log(1.8)))), AurocRisk.PValue(counts, .5), 1e-14);
        Outward.AssertRelative(Math.Exp(-2 * 3 * .16), AurocRisk.HoeffdingPValue(counts, .5), 1e-14);
        Outward.AssertRelative(Math.Exp(-2 * .16 * 150 / 53), AurocRisk.McDiarmidPValue(counts, .5), 1e-14);
        Outward.AssertRelative(Math.Min(AurocRisk.PValue(counts, .5), Math.E * .5), AurocRisk.HoeffdingBentkusPValue(counts, .5), 1e-14);
    }

    [Fact]
    public void The_ceiling_of_the_effective_loss_is_exact()
    {
        // m R = 40 * 2000/(2*40*50) = 20 exactly, and one half-pair more is 21 in the ceiling.
        Assert.Equal(Bentkus.PValue(20, 40, .9), AurocRisk.HoeffdingBentkusPValue(new AurocCounts(40, 50, 2000), .9));
        Assert.Equal(
            Math.Min(Bentkus.PValue(21, 40, .9), AurocRisk.PValue(new AurocCounts(40, 50, 2001), .9)),
            AurocRisk.HoeffdingBentkusPValue(new AurocCounts(40, 50, 2001), .9));
    }

    /// <summary>Here e times the tail at 150 of 1,000 is less than a third of the divergence bound, and the tail at 151 another tenth larger.</summary>
    [Theory]
    [InlineData((149 * 4000) + 1, 150)]
    [InlineData(150 * 4000, 150)]
    [InlineData((150 * 4000) + 1, 151)]
    public void The_effective_loss_is_rounded_up_by_less_than_one(long twiceMisordered, long ceiling)
    {
        var counts = new AurocCounts(1000, 2000, twiceMisordered);
        Assert.Equal(Bentkus.PValue(ceiling, 1000, .2), AurocRisk.HoeffdingBentkusPValue(counts, .2));
        Assert.True(AurocRisk.HoeffdingBentkusPValue(counts, .2) < AurocRisk.PValue(counts, .2) / 2);
    }

    [Fact]
    public void An_empty_class_rejects_nothing()
    {
        foreach (AurocCounts counts in (AurocCounts[])[default, new(5, 0, 0), new(0, 5, 0)])
        {
            Assert.All(All(counts, .9), p => Assert.Equal(1, p));
            Assert.Equal(1, AurocRisk.Upper(counts, .5));
        }
    }

    /// <summary>What carries the Bentkus bound over to an average of sums: its second step is one on the binomial distribution alone.</summary>
    [Theory]
    [InlineData(10, .3)]
    [InlineData(25, .5)]
    [InlineData(60, .1)]
    public void Convex_moments_of_the_binomial_distribution_stay_below_e_times_its_tail(int m, double alpha)
    {
        for (int k = 0; k < m * alpha; k++)
        {
            double least = double.PositiveInfinity;
            for (double h = k + .05; h <= m; h += .05)
            {
                double moment = 0;
                for (int j = 0; j < h; j++)
                {
                    moment += (h - j) * (BinomialTail.Lower(j, m, alpha) - BinomialTail.Lower(j - 1, m, alpha));
                }

                least = Math.Min(least, moment / (h - k));
            }

            Assert.InRange(least, BinomialTail.Lower(k, m, alpha) * (1 - 1e-12), Math.E * BinomialTail.Lower(k, m, alpha));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void Bad_levels_are_named(double level)
    {
        AurocCounts counts = new(3, 3, 1);
        Assert.Equal("alpha", Assert.Throws<ArgumentOutOfRangeException>(() => AurocRisk.PValue(counts, level)).ParamName);
        Assert.Equal("alpha", Assert.Throws<ArgumentOutOfRangeException>(() => AurocRisk.HoeffdingPValue(counts, level)).ParamName);
        Assert.Equal("alpha", Assert.Throws<ArgumentOutOfRangeException>(() => AurocRisk.HoeffdingBentkusPValue(counts, level)).ParamName);
        Assert.Equal("alpha", Assert.Throws<ArgumentOutOfRangeException>(() => AurocRisk.McDiarmidPValue(counts, level)).ParamName);
        Assert.Equal("delta", Assert.Throws<ArgumentOutOfRangeException>(() => AurocRisk.Upper(counts, level)).ParamName);
    }

    private static double[] All(AurocCounts counts, double alpha) =>
    [
        AurocRisk.PValue(counts, alpha),
        AurocRisk.HoeffdingPValue(counts, alpha),
        AurocRisk.HoeffdingBentkusPValue(counts, alpha),
        AurocRisk.McDiarmidPValue(counts, alpha),
    ];

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) <= expected * 1e-11;

    private static void Hold(Func<AurocCounts, double, bool> law) =>
        Prop.ForAll(Cases.ToArbitrary(), c => law(c.Counts, c.Alpha)).QuickCheckThrowOnFailure();
}
