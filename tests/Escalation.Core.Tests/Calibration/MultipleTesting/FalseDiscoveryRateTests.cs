using Escalation.Calibration.MultipleTesting;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Calibration.MultipleTesting;

/// <summary>Golden values of both procedures stand in <see cref="GoldenFamilyTests"/>.</summary>
public sealed class FalseDiscoveryRateTests
{
    private static readonly Gen<(double[] P, double Q)> Cases = Gen.Choose(1, 60).Select(percent => percent / 100.0).SelectMany(q => Gen.Choose(0, 9).SelectMany(m =>
        Gen.OneOf(Gen.Choose(0, 400).Select(k => k / 1000.0), Gen.Choose(1, 9).Select(k => q * k / 9), Gen.Elements(0.0, 1.0, 1e-300)).ArrayOf(m).Select(p => (p, q))));

    [Fact]
    public void Discoveries_are_the_textbook_ones_in_exact_arithmetic() => Check(@case =>
    {
        (double[] p, double q) = @case;
        Rational harmonic = Enumerable.Range(1, p.Length).Aggregate(Rational.Zero, (sum, k) => sum + Rational.Of(1, k));
        foreach ((FalseDiscoveryReport report, Rational factor) in new[] { (Hochberg(p, q), Rational.One), (FalseDiscoveryRate.BenjaminiYekutieli(p, q), harmonic) })
        {
            double[] sorted = [.. p.Order()];
            int found = Enumerable.Range(1, p.Length).LastOrDefault(i => Rational.Of(p.Length, 1) * factor * Rational.Of(sorted[i - 1]) <= Rational.Of(i, 1) * Rational.Of(q));
            bool[] expected = [.. p.Select(value => found > 0 && value <= sorted[found - 1])];
            if (!report.Discoveries.SequenceEqual(Enumerable.Range(0, p.Length).Where(i => expected[i])))
            {
                return false;
            }
        }

        return true;
    });

    [Fact]
    public void A_discovery_has_an_adjusted_p_value_within_q_and_a_p_value_within_the_cut() => Check(@case =>
        new[] { Hochberg(@case.P, @case.Q), FalseDiscoveryRate.BenjaminiYekutieli(@case.P, @case.Q) }.All(report =>
            report.Q == @case.Q
            && Enumerable.Range(0, @case.P.Length).All(i =>
                report.Discoveries.Contains(i) == (report.AdjustedPValues[i] <= @case.Q)
                && report.Discoveries.Contains(i) == (@case.P[i] <= report.Cut))));

    [Fact]
    public void Yekutieli_discovers_nothing_that_Hochberg_does_not() => Check(@case =>
    {
        FalseDiscoveryReport wider = Hochberg(@case.P, @case.Q);
        return FalseDiscoveryRate.BenjaminiYekutieli(@case.P, @case.Q).Discoveries.All(wider.Discoveries.Contains);
    });

    [Fact]
    public void The_harmonic_sum_is_rounded_up_so_an_exact_tie_that_it_cannot_settle_is_no_discovery()
    {
        // m = 4: 4 (1 + 1/2 + 1/3 + 1/4) = 25/3, and 25/3 * 3/32 = 25/32 exactly; but 4/3 is no finite binary fraction.
        double[] p = [3 / 32.0, 1.0, 1.0, 1.0];
        FalseDiscoveryReport report = FalseDiscoveryRate.BenjaminiYekutieli(p, 25 / 32.0);
        Assert.Empty(report.Discoveries);
        Assert.Equal(Math.BitIncrement(25 / 32.0), report.AdjustedPValues[0]);
    }

    [Fact]
    public void Reports_name_their_procedure_and_an_empty_family_has_none()
    {
        Assert.Equal(FalseDiscoveryProcedure.BenjaminiHochberg, Hochberg([], 0.1).Procedure);
        Assert.Equal(FalseDiscoveryProcedure.BenjaminiYekutieli, FalseDiscoveryRate.BenjaminiYekutieli([], 0.1).Procedure);
        Assert.Empty(Hochberg([], 0.1).Discoveries);
        Assert.Empty(FalseDiscoveryRate.BenjaminiYekutieli([], 0.1).AdjustedPValues);
    }

    [Fact]
    public void NaN_and_levels_out_of_range_are_refused()
    {
        Assert.Contains("pValues[1]", Assert.Throws<ArgumentOutOfRangeException>(() => Hochberg([0.1, double.NaN], 0.1)).Message, StringComparison.Ordinal);
        Assert.Contains("pValues[0]", Assert.Throws<ArgumentOutOfRangeException>(() => FalseDiscoveryRate.BenjaminiYekutieli([double.NaN], 0.1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Hochberg([0.1], 0.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => FalseDiscoveryRate.BenjaminiYekutieli([0.1], double.NaN));
    }

    private static FalseDiscoveryReport Hochberg(double[] p, double q) => FalseDiscoveryRate.BenjaminiHochberg(p, q, Dependence.Independent);

    private static void Check(Func<(double[] P, double Q), bool> law) => Prop.ForAll(Cases.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
