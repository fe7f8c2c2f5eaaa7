using Escalation.Calibration.MultipleTesting;

namespace Escalation.Core.Tests.Calibration.MultipleTesting;

/// <summary>The family-wise error rate under the worst dependence of discrete p-values, by enumeration.</summary>
public sealed class WorstDependenceTests
{
    private static readonly string[] NeedDependence = ["sidak", "holm-sidak", "simes-hochberg", "hommel"];

    private static KeyValuePair<string, Func<double[], double, FamilywiseResult>>[] Any =>
        [.. Procedures.All.Where(procedure => !NeedDependence.Contains(procedure.Key, StringComparer.Ordinal))];

    [Theory]
    [InlineData(20, 0.1)]
    [InlineData(40, 0.1)]
    [InlineData(40, 0.05)]
    [InlineData(30, 0.2)]
    public void Procedures_for_any_dependence_keep_delta_for_two_true_nulls_however_their_p_values_depend(int atoms, double delta)
    {
        foreach ((string name, Func<double[], double, FamilywiseResult> test) in Any)
        {
            double worst = WorstRate(atoms, (p, q) => test([p, q], delta).Rejected.Count > 0);
            Assert.True(worst <= delta, FormattableString.Invariant($"{name}: {worst}"));
        }

        // And not by rejecting nothing: Holm spends what the atoms allow.
        Assert.Equal(2 * Math.Floor((delta / 2 * atoms) + 1e-9) / atoms, WorstRate(atoms, (p, q) => FamilywiseTest.Holm([p, q], delta).Rejected.Count > 0), 1e-12);
    }

    [Fact]
    public void Hochberg_and_Hommel_reach_fifteen_percent_at_a_tenth()
    {
        Assert.Equal(0.15, WorstRate(20, (p, q) => FamilywiseTest.Hochberg([p, q], 0.1, Dependence.Independent).Rejected.Count > 0), 1e-12);
        Assert.Equal(0.15, WorstRate(20, (p, q) => FamilywiseTest.Hommel([p, q], 0.1, Dependence.Independent).Rejected.Count > 0), 1e-12);
    }

    [Fact]
    public void Sidak_reaches_ten_point_two_six_percent_at_a_tenth()
    {
        // Opposed p-values, k/K and (K + 1 - k)/K, each uniform on its atoms: never small together.
        const int Atoms = 10_000;
        int errors = Enumerable.Range(1, Atoms).Count(k =>
            FamilywiseTest.Sidak([k / (double)Atoms, (Atoms + 1 - k) / (double)Atoms], 0.1, Dependence.Independent).Rejected.Count > 0);
        Assert.Equal(0.1026, errors / (double)Atoms, 1e-12);
    }

    [Fact]
    public void Whatever_other_p_values_are_a_true_null_falls_with_probability_at_most_delta() => Assert.All(Any, procedure =>
    {
        // One true null beside an alternative of any p-value, possibly chosen after seeing the other.
        const int Atoms = 40;
        double[] others = [0.0, 1e-9, 0.01, 0.025, 0.05, 0.0625, 0.1, 0.5, 1.0];
        for (int place = 0; place < 2; place++)
        {
            int falls = Enumerable.Range(1, Atoms).Count(k => others.Any(other =>
                procedure.Value(place == 0 ? [k / (double)Atoms, other] : [other, k / (double)Atoms], 0.1).IsRejected(place)));
            Assert.True(falls <= 0.1 * Atoms, procedure.Key);
        }
    });

    [Fact]
    public void Three_hypotheses_on_a_lattice_fall_wrongly_only_where_fixed_levels_that_add_up_to_delta_are_reached()
    {
        // For any set T of true nulls: if one of T is rejected, some p of T is within its level in the intersection of T. Those levels add up to at most delta, so by the union bound any dependence keeps delta.
        const int Atoms = 16;
        const double Delta = 0.25;
        double[] weights = [0.5, 0.25, 0.25];
        double[][] transitions = [[0, 0.5, 0.5], [1, 0, 0], [0.25, 0.75, 0]];
        var reference = new ReferenceGraph(weights, transitions);
        var graph = TestGraph.Dense(weights, transitions);
        int wrong = 0;
        for (int point = 0; point < Atoms * Atoms * Atoms; point++)
        {
            double[] p = [((point % Atoms) + 1) / 32.0, ((point / Atoms % Atoms) + 1) / 32.0, ((point / Atoms / Atoms) + 1) / 32.0];
            FamilywiseResult result = FamilywiseTest.Graphical(graph, p, Delta);
            for (int set = 1; set < 8; set++)
            {
                if (result.Rejected.Any(j => (set & (1 << j)) != 0))
                {
                    wrong++;
                    Assert.Contains(Enumerable.Range(0, 3), j => (set & (1 << j)) != 0 && Rational.Of(p[j]) <= reference.WeightsOf(set)[j] * Rational.Of(Delta));
                }
            }
        }

        Assert.InRange(wrong, 1000, 8 * Atoms * Atoms * Atoms);
        for (int set = 1; set < 8; set++)
        {
            Assert.True(reference.WeightsOf(set).Aggregate(Rational.Zero, (sum, weight) => sum + weight) <= Rational.One);
        }
    }

    /// <summary>The largest probability that a pair of p-values, each uniform on k/K, falls into a region: joint distributions mix permutations (Birkhoff), so it is a largest matching.</summary>
    private static double WorstRate(int atoms, Func<double, double, bool> region)
    {
        int[] partner = [.. Enumerable.Repeat(-1, atoms)];
        bool[,] edge = new bool[atoms, atoms];
        for (int i = 0; i < atoms; i++)
        {
            for (int j = 0; j < atoms; j++)
            {
                edge[i, j] = region((i + 1) / (double)atoms, (j + 1) / (double)atoms);
            }
        }

        int matched = 0;
        for (int i = 0; i < atoms; i++)
        {
            matched += Augment(i, edge, partner, new bool[atoms]) ? 1 : 0;
        }

        return (double)matched / atoms;
    }

    private static bool Augment(int i, bool[,] edge, int[] partner, bool[] seen)
    {
        for (int j = 0; j < partner.Length; j++)
        {
            if (edge[i, j] && !seen[j])
            {
                seen[j] = true;
                if (partner[j] < 0 || Augment(partner[j], edge, partner, seen))
                {
                    partner[j] = i;
                    return true;
                }
            }
        }

        return false;
    }
}
