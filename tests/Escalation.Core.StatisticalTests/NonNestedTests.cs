using Escalation.Calibration.MultipleTesting;
using Escalation.Statistics;

namespace Escalation.Core.StatisticalTests;

/// <summary>Families of independent true nulls at the boundary, where a missing correction shows at once: the rates of reliability's multiplicity table, exact and simulated through the public procedures.</summary>
public sealed class NonNestedTests
{
    private const int Worlds = 10_000;

    /// <summary>n, alpha, delta, m and the published family-wise error of a fixed sequence, of no correction and of Bonferroni.</summary>
    public static TheoryData<int, double, double, int, double, double, double> Published => new()
    {
        { 200, 0.1, 0.1, 5, 0.0930, 0.386, 0.0812 },
        { 200, 0.1, 0.1, 20, 0.0930, 0.858, 0.0683 },
        { 200, 0.1, 0.1, 100, 0.0930, 1.000, 0.0474 },
        { 1000, 0.1, 0.1, 5, 0.0919, 0.383, 0.0850 },
        { 1000, 0.1, 0.1, 20, 0.0919, 0.855, 0.0726 },
        { 1000, 0.1, 0.1, 100, 0.0919, 1.000, 0.0825 },
        { 500, 0.05, 0.05, 5, 0.0343, 0.160, 0.0272 },
        { 500, 0.05, 0.05, 20, 0.0343, 0.502, 0.0226 },
        { 500, 0.05, 0.05, 100, 0.0343, 0.969, 0.0450 },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void The_published_error_rates_follow_from_the_exact_tail(int n, double alpha, double delta, int m, double sequence, double uncorrected, double bonferroni)
    {
        // The table gives .0930 for .092946: its last digit was rounded twice.
        Assert.Equal(sequence, Size(n, alpha, delta), 6e-5);
        Assert.Equal(uncorrected, AnyOf(m, Size(n, alpha, delta)), 5e-4);
        Assert.Equal(bonferroni, AnyOf(m, Size(n, alpha, delta / m)), 5e-5);
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void Each_procedure_errs_exactly_as_often_as_computed(int n, double alpha, double delta, int m, double sequence, double uncorrected, double bonferroni)
    {
        Assert.True(sequence <= delta && bonferroni <= delta && uncorrected > delta);
        var errors = new Dictionary<string, int>(StringComparer.Ordinal) { ["sequence"] = 0, ["bonferroni"] = 0, ["holm"] = 0, ["graph"] = 0, ["alone"] = 0, ["sorted"] = 0 };
        TestGraph sequenceGraph = TestGraph.FixedSequence(m);
        var columns = new BinomialColumns(n, alpha, seed: 31_000 + (ulong)(n + m));
        double[] p = new double[m];
        for (int world = 0; world < Worlds; world++)
        {
            columns.DrawPValues(p);
            errors["sequence"] += FamilywiseTest.FixedSequence(p, delta).Rejected.Count > 0 ? 1 : 0;
            errors["bonferroni"] += FamilywiseTest.Bonferroni(p, delta).Rejected.Count > 0 ? 1 : 0;
            errors["holm"] += FamilywiseTest.Holm(p, delta).Rejected.Count > 0 ? 1 : 0;
            errors["graph"] += FamilywiseTest.Graphical(sequenceGraph, p, delta).Rejected.Count > 0 ? 1 : 0;
            errors["alone"] += Array.Exists(p, value => value <= delta) ? 1 : 0;

            // What the order of the same data does to a fixed sequence: it is no correction at all.
            Array.Sort(p);
            errors["sorted"] += FamilywiseTest.FixedSequence(p, delta).Rejected.Count > 0 ? 1 : 0;
        }

        double fixedSequence = Size(n, alpha, delta);
        double corrected = AnyOf(m, Size(n, alpha, delta / m));
        double none = AnyOf(m, fixedSequence);
        AssertExplained(errors["sequence"], fixedSequence);
        AssertExplained(errors["graph"], fixedSequence);
        AssertExplained(errors["bonferroni"], corrected);
        AssertExplained(errors["holm"], corrected);
        AssertExplained(errors["alone"], none);
        AssertExplained(errors["sorted"], none);
    }

    /// <summary>A grid of cost and risk, half of it true nulls, in an order drawn once, in the order of rising risk and in that of falling risk: any order that the data did not choose keeps the level.</summary>
    [Theory]
    [InlineData("random")]
    [InlineData("safest first")]
    [InlineData("hostile")]
    public void Two_dimensional_grids_keep_the_level_in_every_order_fixed_beforehand(string order)
    {
        const int N = 200;
        const int Side = 6;
        const double Alpha = 0.1;
        const double Delta = 0.1;
        double[] risks = [.. Enumerable.Range(0, Side * Side).Select(cell => 0.02 + (0.16 * ((cell / Side) + (cell % Side)) / (2 * (Side - 1))))];
        int[] sequence = order switch
        {
            "random" => SeededShuffle.Permutation(risks.Length, 5),
            "safest first" => [.. Enumerable.Range(0, risks.Length).OrderBy(cell => risks[cell]).ThenBy(cell => cell)],
            _ => [.. Enumerable.Range(0, risks.Length).OrderBy(cell => risks[cell] > Alpha ? 0 : 1).ThenBy(cell => risks[cell])],
        };
        var random = new SplitMix64(32_000);
        var columns = risks.Select(risk => new BinomialColumns(N, risk, random.NextBits(), testedAt: Alpha)).ToArray();
        int sequenceErrors = 0;
        int holmErrors = 0;
        int rejections = 0;
        double[] p = new double[risks.Length];
        for (int world = 0; world < Worlds; world++)
        {
            for (int i = 0; i < p.Length; i++)
            {
                p[i] = columns[sequence[i]].DrawPValue();
            }

            IReadOnlyList<int> prefix = FamilywiseTest.FixedSequence(p, Delta).Rejected;
            sequenceErrors += prefix.Any(i => risks[sequence[i]] > Alpha) ? 1 : 0;
            rejections += prefix.Count;
            holmErrors += FamilywiseTest.Holm(p, Delta).Rejected.Any(i => risks[sequence[i]] > Alpha) ? 1 : 0;
        }

        Assert.InRange(sequenceErrors, 0, Simulation.OneSided(Worlds, Delta));
        Assert.InRange(holmErrors, 0, Simulation.OneSided(Worlds, Delta));

        // A bad order costs power and nothing else.
        Assert.True(order == "safest first" ? rejections > 3 * Worlds : rejections > 0, $"{rejections}");
    }

    private static double Size(int n, double alpha, double level) => BinomialTail.Lower(BinomialBudget.LargestCount(n, alpha, level), n, alpha);

    private static double AnyOf(int m, double probability) => 1.0 - Math.Pow(1.0 - probability, m);

    private static void AssertExplained(int errors, double probability)
    {
        (int least, int most) = Simulation.TwoSided(Worlds, probability);
        Assert.InRange(errors, least, most);
    }
}
