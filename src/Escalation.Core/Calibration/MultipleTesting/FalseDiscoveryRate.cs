namespace Escalation.Calibration.MultipleTesting;

/// <summary>Multiple tests that bound the false discovery rate, the expected share of true nulls among the rejected hypotheses. For reports only: see <see cref="FamilywiseTest"/> for what a certificate may rest on.</summary>
/// <remarks>All functions are pure and safe to call from several threads, and take <c>O(m log m)</c>.</remarks>
public static class FalseDiscoveryRate
{
    /// <summary>Benjamini and Hochberg (1995): the largest i with <c>p_(i) &lt;= i q/m</c> and all smaller p-values are discoveries.</summary>
    /// <param name="pValues">One p-value in [0, 1] for each hypothesis.</param>
    /// <param name="q">The bound on the expected share of false discoveries, strictly between 0 and 1.</param>
    /// <param name="dependence">The dependence that the caller vouches for: independent or positive regression.</param>
    /// <returns>The discoveries and adjusted p-values.</returns>
    /// <exception cref="ArgumentException">Thrown for <see cref="Dependence.Arbitrary"/>, under which the bound is larger by the factor <c>1 + 1/2 + ... + 1/m</c>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a p-value is NaN, negative or above 1, naming its index, q is not strictly between 0 and 1, or the dependence is not one of the enum.</exception>
    public static FalseDiscoveryReport BenjaminiHochberg(ReadOnlySpan<double> pValues, double q, Dependence dependence)
    {
        DependenceGuard.Require(dependence, "The Benjamini-Hochberg procedure", "its false discovery rate can be q (1 + 1/2 + ... + 1/m)", "The Benjamini-Yekutieli procedure");
        return StepUp(FalseDiscoveryProcedure.BenjaminiHochberg, pValues, q, UInt128.One, (UInt128)pValues.Length);
    }

    /// <summary>Benjamini and Yekutieli (2001): as Benjamini and Hochberg at <c>q/(1 + 1/2 + ... + 1/m)</c>, under any dependence.</summary>
    /// <param name="pValues">One p-value in [0, 1] for each hypothesis.</param>
    /// <param name="q">The bound on the expected share of false discoveries, strictly between 0 and 1.</param>
    /// <returns>The discoveries and adjusted p-values.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a p-value is NaN, negative or above 1, naming its index, or q is not strictly between 0 and 1.</exception>
    public static FalseDiscoveryReport BenjaminiYekutieli(ReadOnlySpan<double> pValues, double q)
    {
        // m (1 + 1/2 + ... + 1/m) in units of 2^-64, each summand rounded up.
        UInt128 unit = UInt128.One << 64;
        UInt128 sum = UInt128.Zero;
        for (int k = 1; k <= pValues.Length; k++)
        {
            sum += ((unit * (UInt128)pValues.Length) + (UInt128)(k - 1)) / (UInt128)k;
        }

        return StepUp(FalseDiscoveryProcedure.BenjaminiYekutieli, pValues, q, unit, sum);
    }

    /// <summary>Step-up with the i-th smallest p-value at <c>i unit q/whole</c>.</summary>
    private static FalseDiscoveryReport StepUp(FalseDiscoveryProcedure procedure, ReadOnlySpan<double> pValues, double q, UInt128 unit, UInt128 whole)
    {
        Guard.OpenProbability(q);
        var order = new AscendingOrder(pValues);
        double[] adjusted = new double[order.Count];
        int found = 0;
        double least = 1.0;
        for (int i = order.Count; i >= 1; i--)
        {
            least = Math.Min(least, LevelShare.Needed(order.Sorted[i - 1], (UInt128)i * unit, whole));
            adjusted[order.Indices[i - 1]] = least;
            found = found == 0 && least <= q ? i : found;
        }

        int[] discoveries = order.Indices[..found];
        Array.Sort(discoveries);
        double cut = order.Count == 0 ? q : LevelShare.Level(q, (UInt128)Math.Max(found, 1) * unit, whole);
        return new FalseDiscoveryReport(procedure, q, cut, discoveries, adjusted);
    }
}
