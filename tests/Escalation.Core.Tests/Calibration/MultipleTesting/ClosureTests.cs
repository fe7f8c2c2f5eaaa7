using Escalation.Calibration.MultipleTesting;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Core.Tests.Calibration.MultipleTesting;

/// <summary>The closure principle: a shortcut must reject what the closed test over all intersection hypotheses rejects, here enumerated in exact fractions.</summary>
public sealed class ClosureTests
{
    private const double Delta = 0.125;

    /// <summary>A lattice of p-values on which ties with levels are common.</summary>
    private static readonly Gen<double> Lattice = Gen.OneOf(Gen.Choose(0, 40).Select(k => k / 192.0), Gen.Choose(0, 16).Select(k => k * Delta / 16), Gen.Choose(0, 1000).Select(k => k / 1000.0));

    private static readonly Gen<Graph> Graphs = Gen.Choose(1, 5).SelectMany(m =>
        Lattice.ArrayOf(m).SelectMany(p =>
            Shares(m, exclude: -1).SelectMany(weights =>
                Rows(m, 0).Select(rows => new Graph(weights, rows, p)))));

    [Fact]
    public void Removing_hypotheses_in_any_order_gives_the_same_weights() => Check(Graphs, 100, graph =>
    {
        var one = new ReferenceGraph(graph.Weights, graph.Transitions);
        var other = new ReferenceGraph(graph.Weights, graph.Transitions, removeFromTheTop: true);
        return Enumerable.Range(0, 1 << graph.P.Length).All(set => one.WeightsOf(set).Zip(other.WeightsOf(set)).All(pair => pair.First.CompareTo(pair.Second) == 0));
    });

    [Fact]
    public void The_graphical_shortcut_is_the_closed_weighted_Bonferroni_test() => Check(Graphs, 600, graph =>
    {
        FamilywiseResult result = FamilywiseTest.Graphical(TestGraph.Dense(graph.Weights, graph.Transitions), graph.P, Delta);
        var reference = new ReferenceGraph(graph.Weights, graph.Transitions);
        bool[] most = reference.ClosedTest(graph.P, Delta, strictly: false);
        bool[] least = reference.ClosedTest(graph.P, Delta, strictly: true);

        // A p-value may equal a level that is no finite binary fraction of delta; only then may rounding down lose it.
        return Enumerable.Range(0, graph.P.Length).All(i => (!result.IsRejected(i) || most[i]) && (!least[i] || result.IsRejected(i)));
    });

    [Fact]
    public void Levels_of_a_graph_are_never_above_those_of_real_arithmetic_and_at_most_a_place_below() => Check(Graphs, 600, graph =>
    {
        FamilywiseResult result = FamilywiseTest.Graphical(TestGraph.Dense(graph.Weights, graph.Transitions), graph.P, Delta);
        var reference = new ReferenceGraph(graph.Weights, graph.Transitions);
        int set = (1 << graph.P.Length) - 1;
        foreach (Rejection rejection in result.Rejections)
        {
            Rational exact = reference.WeightsOf(set)[rejection.Index] * Rational.Of(Delta);
            if (Rational.Of(rejection.Level) > exact || Rational.Of(Math.BitIncrement(Math.BitIncrement(rejection.Level))) <= exact)
            {
                return false;
            }

            set &= ~(1 << rejection.Index);
        }

        Rational[] final = reference.WeightsOf(set);
        return Enumerable.Range(0, graph.P.Length).All(i => Math.Abs(result.FinalWeights[i] - ((double)final[i].Numerator / (double)final[i].Denominator)) <= 1e-15);
    });

    [Fact]
    public void The_rejection_order_takes_the_smallest_ratio_first_and_ties_by_index() => Check(Graphs, 600, graph =>
    {
        FamilywiseResult result = FamilywiseTest.Graphical(TestGraph.Dense(graph.Weights, graph.Transitions), graph.P, Delta);
        var reference = new ReferenceGraph(graph.Weights, graph.Transitions);
        int set = (1 << graph.P.Length) - 1;
        foreach (Rejection rejection in result.Rejections)
        {
            Rational[] w = reference.WeightsOf(set);
            Rational own = Rational.Of(graph.P[rejection.Index]) * Rational.One / w[rejection.Index];
            for (int i = 0; i < graph.P.Length; i++)
            {
                if ((set & (1 << i)) == 0 || i == rejection.Index || w[i].IsZero)
                {
                    continue;
                }

                int order = (Rational.Of(graph.P[i]) / w[i]).CompareTo(own);

                // Exact ties may be told apart by the unit of 2^-126 where weights are no finite binary fractions.
                bool finite = w[i].Denominator.IsPowerOfTwo && w[rejection.Index].Denominator.IsPowerOfTwo;
                if (order < 0 || (order == 0 && finite && i < rejection.Index))
                {
                    return false;
                }
            }

            set &= ~(1 << rejection.Index);
        }

        return true;
    });

    [Fact]
    public void Holm_is_the_closed_Bonferroni_test() => Check(Gen.Choose(1, 5).SelectMany(m => Lattice.ArrayOf(m)), 1000, p =>
    {
        FamilywiseResult holm = FamilywiseTest.Holm(p, Delta);
        bool[] closed = Closed(p, (sorted, delta) => Rational.Of(sorted.Length, 1) * Rational.Of(sorted[0]) <= delta);
        return Enumerable.Range(0, p.Length).All(i => holm.IsRejected(i) == closed[i]);
    });

    [Fact]
    public void Hommel_is_the_closed_Simes_test() => Check(Gen.Choose(1, 6).SelectMany(m => Lattice.ArrayOf(m)), 1000, p =>
    {
        FamilywiseResult hommel = FamilywiseTest.Hommel(p, Delta, Dependence.Independent);
        bool[] closed = Closed(p, (sorted, delta) => sorted.Select((value, i) => (value, i)).Any(at => Rational.Of(sorted.Length, 1) * Rational.Of(at.value) <= Rational.Of(at.i + 1, 1) * delta));
        return Enumerable.Range(0, p.Length).All(i => hommel.IsRejected(i) == closed[i]);
    });

    [Fact]
    public void Holm_Sidak_is_the_closed_Sidak_test_away_from_ties() => Check(Gen.Choose(1, 5).SelectMany(m => Gen.Choose(0, 100_000).Select(k => k / 1_000_000.0).ArrayOf(m)), 1000, p =>
    {
        FamilywiseResult result = FamilywiseTest.HolmSidak(p, Delta, Dependence.Independent);
        bool[] closed = Closed(p, (sorted, delta) =>
        {
            Rational none = Rational.One;
            for (int i = 0; i < sorted.Length; i++)
            {
                none *= Rational.One - Rational.Of(sorted[0]);
            }

            return Rational.One - none <= delta;
        });
        return Enumerable.Range(0, p.Length).All(i => result.IsRejected(i) == closed[i]);
    });

    private static bool[] Closed(double[] p, Func<double[], Rational, bool> local)
    {
        bool[] rejected = [.. p.Select(_ => true)];
        for (int set = 1; set < 1 << p.Length; set++)
        {
            double[] sorted = [.. p.Where((_, i) => (set & (1 << i)) != 0).Order()];
            bool rejects = local(sorted, Rational.Of(Delta));
            for (int i = 0; i < p.Length; i++)
            {
                rejected[i] &= rejects || (set & (1 << i)) == 0;
            }
        }

        return rejected;
    }

    /// <summary>Sixteenths that add up to at most one, often to exactly one.</summary>
    private static Gen<double[]> Shares(int count, int exclude) => Gen.Choose(0, 16).ArrayOf(count).Select(cuts =>
    {
        int left = 16;
        double[] shares = new double[count];
        for (int i = 0; i < count; i++)
        {
            int part = i == exclude ? 0 : Math.Min(cuts[i] % 9, left);
            shares[i] = part / 16.0;
            left -= part;
        }

        return shares;
    });

    private static Gen<double[][]> Rows(int count, int from) => from == count
        ? Gen.Constant(Array.Empty<double[]>())
        : Shares(count, from).SelectMany(row => Rows(count, from + 1).Select(rest => (double[][])[row, .. rest]));

    private static void Check<T>(Gen<T> gen, int cases, Func<T, bool> law) =>
        Prop.ForAll(gen.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(cases));

    private sealed record Graph(double[] Weights, double[][] Transitions, double[] P)
    {
        public override string ToString() => $"w [{string.Join(", ", Weights)}] g [{string.Join("; ", Transitions.Select(row => string.Join(", ", row)))}] p [{string.Join(", ", P)}]";
    }
}
