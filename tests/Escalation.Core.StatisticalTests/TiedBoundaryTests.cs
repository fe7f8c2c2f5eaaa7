using Escalation.Statistics;

namespace Escalation.Core.StatisticalTests;

/// <summary>Budgets on scores with atoms: ties make the promise safer by an amount that can be computed, so the check is two-sided here too.</summary>
public sealed class TiedBoundaryTests
{
    public static TheoryData<int> Rows => BoundaryRow.Indices;

    [Theory]
    [Trait("Row", "31")]
    [MemberData(nameof(Rows))]
    public void A_heavy_atom_at_the_budget_violates_exactly_as_often_as_computed(int index) =>
        AssertExact(index, seed: 3_000, TiedScores.HeavyAtom);

    [Theory]
    [Trait("Row", "6")]
    [MemberData(nameof(Rows))]
    public void A_single_precision_sigmoid_that_saturates_violates_exactly_as_often_as_computed(int index) =>
        AssertExact(index, seed: 4_000, TiedScores.Saturated);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Twenty_one_atoms_violate_exactly_as_often_as_computed(int index) =>
        AssertExact(index, seed: 5_000, TiedScores.TwentyOneAtoms);

    /// <summary>For most budgets the atom holds so much that a violation has no chance; for the smallest, which end above it, the law is the continuous one.</summary>
    [Theory]
    [Trait("Row", "31")]
    [MemberData(nameof(Rows))]
    public void An_atom_far_wider_than_the_budget_violates_exactly_as_often_as_computed(int index) =>
        AssertExact(index, seed: 12_000, (alpha, _) => TiedScores.WideAtom(alpha), most: 2_000);

    /// <summary>The power of the check: a rule that let one more count pass would be seen almost surely at the smaller sizes, with ties too.</summary>
    [Fact]
    public void A_rule_that_is_off_by_one_count_would_be_caught()
    {
        foreach ((double alpha, double delta, int n, int k, double size) in BoundaryRow.All.Where(row => row.N <= 500))
        {
            double[] masses = TiedScores.TwentyOneAtoms(alpha, n).Masses;
            double exact = TiedLaw.Violation(n, k, alpha, masses);
            Assert.True(exact < 0.9 * size && exact > 0.1 * size, $"n {n}, alpha {alpha}, delta {delta}: {exact}");
            (_, int most) = Simulation.TwoSided(10_000, exact);
            double mutant = TiedLaw.Violation(n, k + 1, alpha, masses);
            Assert.True(BinomialTail.Upper(most + 1, 10_000, mutant) > 0.95, $"n {n}, alpha {alpha}, delta {delta}: {mutant}");
        }
    }

    /// <summary>The top of the scores is one atom of twice the budget, as when a model is often fully confident. One comparison for both keeps the promise; calibrating with > and deploying with >= breaks it every time.</summary>
    [Theory]
    [Trait("Row", "5")]
    [MemberData(nameof(Rows))]
    public void A_second_comparison_in_use_would_void_the_promise(int index)
    {
        (double alpha, double delta, int n, int k, double size) row = BoundaryRow.All[index];
        double top = 1.0 - (2.0 * row.alpha);
        ulong seed = 9_000 + (ulong)index;
        const int Worlds = 300;
        (int least, int most) = Simulation.TwoSided(Worlds, TiedLaw.Violation(row.n, row.k, row.alpha, [2.0 * row.alpha, top]));
        int above = BudgetWorlds.Violations(row, Worlds, seed, Score, threshold => threshold < 1.0 ? 1.0 - threshold : 0.0);
        int atOrAbove = BudgetWorlds.Violations(row, Worlds, seed, Score, threshold => threshold < 1.0 ? 1.0 - threshold : 1.0 - top);
        Assert.InRange(above, least, most);
        Assert.Equal(Worlds, atOrAbove);

        double Score(double u) => u < top ? u : 1.0;
    }

    private static void AssertExact(int index, ulong seed, Func<double, int, TiedScores> distribution, int most = int.MaxValue)
    {
        (double alpha, double delta, int n, int k, double size) row = BoundaryRow.All[index];
        TiedScores scores = distribution(row.alpha, row.n);
        int worlds = Math.Min(most, Simulation.Worlds(row.n));
        (int Least, int Most) accepted = Simulation.TwoSided(worlds, TiedLaw.Violation(row.n, TiedLaw.LargestCount(row.n, row.alpha, row.delta), row.alpha, scores.Masses));
        int violations = BudgetWorlds.Violations(row, worlds, seed + (ulong)index, scores.Score, scores.RateAbove);
        Assert.InRange(violations, accepted.Least, accepted.Most);
    }
}
