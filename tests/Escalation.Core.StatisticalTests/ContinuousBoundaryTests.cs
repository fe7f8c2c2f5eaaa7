using Escalation.Statistics;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Escalation.Core.StatisticalTests;

/// <summary>Budgets on continuous scores: the violation probability is the exact size, neither more nor less, so the check is two-sided.</summary>
public sealed class ContinuousBoundaryTests
{
    public static TheoryData<int> Rows => BoundaryRow.Indices;

    /// <summary>The ten rows of the fewest items.</summary>
    public static TheoryData<int> ShortRows => [.. Enumerable.Range(0, BoundaryRow.All.Length).OrderBy(static index => BoundaryRow.All[index].N).Take(10)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_largest_count_and_its_size_are_the_published_ones(int index)
    {
        (double alpha, double delta, int n, int k, double size) = BoundaryRow.All[index];
        Assert.Equal(k, BinomialBudget.LargestCount(n, alpha, delta));
        Assert.Equal(size, BinomialTail.Lower(k, n, alpha), 5e-6);
    }

    [Fact]
    public void The_acceptance_intervals_are_the_published_ones()
    {
        Assert.Equal((791, 1075), Simulation.TwoSided(10_000, BinomialTail.Lower(14, 200, 0.1)));
        Assert.Equal((1634, 2051), (Simulation.TwoSided(10_000, BinomialTail.Lower(188, 1000, 0.2)).Least, Simulation.TwoSided(10_000, BinomialTail.Lower(91, 1000, 0.1)).Most));
        Assert.Equal(607, Simulation.OneSided(10_000, 0.05));
        Assert.Equal(1145, Simulation.OneSided(10_000, 0.1));
        Assert.Equal(2192, Simulation.OneSided(10_000, 0.2));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Uniform_scores_violate_exactly_as_often_as_computed(int index) =>
        AssertExact(index, seed: 1_000, score: u => u, rateAbove: threshold => 1.0 - threshold);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Skewed_scores_with_long_tails_violate_exactly_as_often_as_computed(int index) =>
        AssertExact(index, seed: 2_000, score: u => Math.Log(u / (1.0 - u)), rateAbove: threshold => 1.0 / (1.0 + Math.Exp(threshold)));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Normal_scores_violate_exactly_as_often_as_computed(int index) =>
        AssertExact(index, seed: 11_000, score: u => Normal.InvCDF(0.0, 1.0, u), rateAbove: threshold => 0.5 * SpecialFunctions.Erfc(threshold / Math.Sqrt(2.0)));

    /// <summary>With <c>ESCALATION_SLOW=1</c> a million worlds for each row, which see a violation probability that is two in a hundred too large.</summary>
    [Theory]
    [MemberData(nameof(ShortRows))]
    public void Many_worlds_violate_exactly_as_often_as_computed(int index)
    {
        (double alpha, double delta, int n, int k, double size) row = BoundaryRow.All[index];
        (int least, int most) = Simulation.TwoSided(Simulation.ManyWorlds, BinomialTail.Lower(row.k, row.n, row.alpha));
        Assert.InRange(BudgetWorlds.Violations(row, Simulation.ManyWorlds, 500_000 + (ulong)index, static u => u, static threshold => 1.0 - threshold), least, most);
    }

    [Fact]
    public void A_million_worlds_see_what_ten_thousand_do_not()
    {
        Assert.InRange(BinomialTail.Upper(Simulation.OneSided(1_000_000, 0.1) + 1, 1_000_000, 0.1022), 0.99, 1.0);
        Assert.InRange(BinomialTail.Upper(Simulation.OneSided(10_000, 0.1) + 1, 10_000, 0.1022), 0.0, 0.01);
        Assert.InRange(BinomialTail.Upper(Simulation.OneSided(10_000, 0.1) + 1, 10_000, 0.1222), 0.99, 1.0);
    }

    /// <summary>The power of the check itself: a rule that let one more count pass would be seen almost surely at the smaller sizes.</summary>
    [Fact]
    public void A_rule_that_is_off_by_one_count_would_be_caught()
    {
        foreach ((double alpha, double delta, int n, int k, double size) in BoundaryRow.All.Where(row => row.N <= 500))
        {
            (_, int most) = Simulation.TwoSided(10_000, size);
            double mutant = BinomialTail.Lower(k + 1, n, alpha);
            Assert.True(BinomialTail.Upper(most + 1, 10_000, mutant) > 0.95, $"n {n}, alpha {alpha}, delta {delta}");
        }
    }

    private static void AssertExact(int index, ulong seed, Func<double, double> score, Func<double, double> rateAbove)
    {
        (double alpha, double delta, int n, int k, double size) row = BoundaryRow.All[index];
        int worlds = Simulation.Worlds(row.n);
        double exact = BinomialTail.Lower(row.k, row.n, row.alpha);
        (int least, int most) = Simulation.TwoSided(worlds, exact);
        int violations = BudgetWorlds.Violations(row, worlds, seed + (ulong)index, score, rateAbove);
        Assert.InRange(violations, least, most);
    }
}
