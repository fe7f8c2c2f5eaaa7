using Escalation.Calibration.MultipleTesting;

namespace Escalation.Core.Tests.Calibration.MultipleTesting;

/// <summary>The procedures under one signature, and the events that tests compare.</summary>
internal static class Procedures
{
    /// <summary>Those that treat all hypotheses alike.</summary>
    internal static IReadOnlyDictionary<string, Func<double[], double, FamilywiseResult>> Symmetric { get; } = new Dictionary<string, Func<double[], double, FamilywiseResult>>
    {
        ["bonferroni"] = (p, delta) => FamilywiseTest.Bonferroni(p, delta),
        ["holm"] = (p, delta) => FamilywiseTest.Holm(p, delta),
        ["sidak"] = (p, delta) => FamilywiseTest.Sidak(p, delta, Dependence.Independent),
        ["holm-sidak"] = (p, delta) => FamilywiseTest.HolmSidak(p, delta, Dependence.PositiveRegression),
        ["simes-hochberg"] = (p, delta) => FamilywiseTest.Hochberg(p, delta, Dependence.Independent),
        ["hommel"] = (p, delta) => FamilywiseTest.Hommel(p, delta, Dependence.PositiveRegression),
        ["holm graph"] = (p, delta) => FamilywiseTest.Graphical(TestGraph.Holm(p.Length), p, delta),
    };

    /// <summary>Those that depend on the order, or on a shape that fits any number of hypotheses.</summary>
    internal static IReadOnlyDictionary<string, Func<double[], double, FamilywiseResult>> Ordered { get; } = new Dictionary<string, Func<double[], double, FamilywiseResult>>
    {
        ["fixed sequence"] = (p, delta) => FamilywiseTest.FixedSequence(p, delta),
        ["fixed sequence graph"] = (p, delta) => FamilywiseTest.Graphical(TestGraph.FixedSequence(p.Length), p, delta),
        ["multi-start"] = (p, delta) => FamilywiseTest.MultiStart(p, p.Length == 0 ? [] : FamilywiseTest.EvenStarts(p.Length, Math.Min(3, p.Length)), delta),
        ["fallback"] = (p, delta) => FamilywiseTest.Fallback(p, [.. p.Select((_, i) => (i + 1) / (p.Length * (p.Length + 1) / 2.0))], delta),
        ["chains"] = (p, delta) => FamilywiseTest.Graphical(TestGraph.Chains(Halves(p.Length)), p, delta),
        ["cycle"] = (p, delta) => FamilywiseTest.Graphical(Cycle(p.Length), p, delta),
    };

    internal static IEnumerable<KeyValuePair<string, Func<double[], double, FamilywiseResult>>> All => Symmetric.Concat(Ordered);

    internal static int[] Halves(int count) => count < 2 ? [.. Enumerable.Repeat(1, count)] : [count / 2, count - (count / 2)];

    /// <summary>The dense form of any graph, which runs through the general code.</summary>
    internal static TestGraph AsDense(TestGraph graph)
    {
        double[][] rows = [.. Enumerable.Range(0, graph.Count).Select(from => Enumerable.Range(0, graph.Count).Select(to => graph.Transition(from, to)).ToArray())];
        return TestGraph.Dense([.. graph.Weights], rows);
    }

    /// <summary>Equal weights; each passes half of its own to both neighbours in a circle.</summary>
    private static TestGraph Cycle(int count)
    {
        double[] weights = [.. Enumerable.Repeat(1.0 / Math.Max(count, 1), count)];
        TestEdge[] edges = count < 3
            ? []
            : [.. Enumerable.Range(0, count).SelectMany(i => new[] { new TestEdge(i, (i + 1) % count, 0.5), new TestEdge(i, (i + count - 1) % count, 0.5) })];
        return TestGraph.Create(weights, edges);
    }
}
