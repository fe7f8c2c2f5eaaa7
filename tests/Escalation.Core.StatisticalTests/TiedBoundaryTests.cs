namespace Escalation.Core.StatisticalTests;

/// <summary>Budgets on scores with atoms: ties may only make the promise safer, as long as calibration and use compare alike.</summary>
public sealed class TiedBoundaryTests
{
    private const int Atoms = 21;

    public static TheoryData<int> Rows => BoundaryRow.Indices;

    [Theory]
    [Trait("Row", "31")]
    [MemberData(nameof(Rows))]
    public void A_heavy_atom_in_the_middle_never_raises_the_violations(int index) =>
        AssertSafe(index, seed: 3_000, score: u => u < 0.6 || u > 0.98 ? u : 0.6, rateAbove: t => t < 0.6 ? 1.0 - t : t < 0.98 ? 0.02 : 1.0 - t);

    [Theory]
    [Trait("Row", "6")]
    [MemberData(nameof(Rows))]
    public void A_single_precision_sigmoid_that_saturates_never_raises_the_violations(int index) =>
        AssertSafe(index, seed: 4_000, score: Saturated, rateAbove: RateAboveSaturated);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Twenty_one_atoms_never_raise_the_violations(int index) =>
        AssertSafe(index, seed: 5_000, score: u => Math.Floor(Atoms * u), rateAbove: t => (Atoms - 1 - t) / Atoms);

    /// <summary>The top of the scores is one atom of twice the budget, as when a model is often fully confident. One comparison for both keeps the promise; calibrating with > and deploying with >= breaks it nearly always.</summary>
    [Theory]
    [Trait("Row", "5")]
    [MemberData(nameof(Rows))]
    public void A_second_comparison_in_use_would_void_the_promise(int index)
    {
        (double alpha, double delta, int n, int k, double size) row = BoundaryRow.All[index];
        double top = 1.0 - (2.0 * row.alpha);
        ulong seed = 9_000 + (ulong)index;
        const int Worlds = 300;
        int above = BudgetWorlds.Violations(row, Worlds, seed, Score, threshold => threshold < 1.0 ? 1.0 - threshold : 0.0);
        int atOrAbove = BudgetWorlds.Violations(row, Worlds, seed, Score, threshold => threshold < 1.0 ? 1.0 - threshold : 1.0 - top);
        Assert.InRange(above, 0, Simulation.OneSided(Worlds, row.delta));
        Assert.InRange(atOrAbove, 285, Worlds);

        double Score(double u) => u < top ? u : 1.0;
    }

    /// <summary>Logits from -25 to 25: above 17 the single-precision sigmoid is exactly 1, an atom of 16 % of the mass.</summary>
    private static double Saturated(double u) => 1.0f / (1.0f + MathF.Exp(-(float)((u * 50.0) - 25.0)));

    private static double RateAboveSaturated(double threshold)
    {
        // The map is a step function of u, so the rate comes from where it first rises above the threshold.
        double low = 0.0;
        double high = 1.0;
        if (Saturated(high) <= threshold)
        {
            return 0.0;
        }

        while (high - low > 1e-12)
        {
            double middle = (low + high) / 2;
            (low, high) = Saturated(middle) > threshold ? (low, middle) : (middle, high);
        }

        return 1.0 - high;
    }

    private static void AssertSafe(int index, ulong seed, Func<double, double> score, Func<double, double> rateAbove)
    {
        (double alpha, double delta, int n, int k, double size) row = BoundaryRow.All[index];
        int worlds = Math.Min(Simulation.IsLong ? 10_000 : 3_000, Simulation.Worlds(row.n));
        int violations = BudgetWorlds.Violations(row, worlds, seed + (ulong)index, score, rateAbove);
        Assert.InRange(violations, 0, Simulation.OneSided(worlds, row.delta));
    }
}
