using BenchmarkDotNet.Attributes;
using Escalation.Calibration.MultipleTesting;
using Escalation.Statistics;

namespace Escalation.Benchmarks;

/// <summary>What a family of hypotheses costs beside sorting its p-values, the least that Holm has to do. All of them are rejected, the longest way.</summary>
[MemoryDiagnoser]
public class MultipleTestingBenchmarks
{
    private double[] _p = null!;
    private int[] _indices = null!;
    private TestGraph _ring = null!;
    private TestGraph _holm = null!;

    [Params(1_000, 10_000)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new SplitMix64(1);
        _p = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            _p[i] = random.NextUniform() * 1e-6;
        }

        _indices = [.. Enumerable.Range(0, Count)];
        _ring = TestGraph.Chains([.. Enumerable.Repeat(Count / 10, 10)]);
        _holm = TestGraph.Holm(Count);
    }

    [Benchmark(Baseline = true, Description = "Array.Sort of the p-values with their indices")]
    public int Sort()
    {
        int[] indices = [.. _indices];
        Array.Sort((double[])[.. _p], indices);
        return indices[0];
    }

    [Benchmark(Description = "Holm")]
    public int Holm() => FamilywiseTest.Holm(_p, 0.1).Rejected.Count;

    [Benchmark(Description = "Hommel")]
    public int Hommel() => FamilywiseTest.Hommel(_p, 0.1, Dependence.Independent).Rejected.Count;

    [Benchmark(Description = "Holm-Sidak")]
    public int HolmSidak() => FamilywiseTest.HolmSidak(_p, 0.1, Dependence.Independent).Rejected.Count;

    [Benchmark(Description = "Benjamini-Yekutieli")]
    public int BenjaminiYekutieli() => FalseDiscoveryRate.BenjaminiYekutieli(_p, 0.1).Discoveries.Count;

    [Benchmark(Description = "fixed sequence")]
    public int FixedSequence() => FamilywiseTest.FixedSequence(_p, 0.1).Rejected.Count;

    [Benchmark(Description = "ten chains in a ring")]
    public int Ring() => FamilywiseTest.Graphical(_ring, _p, 0.1).Rejected.Count;

    [Benchmark(Description = "Holm as a graph")]
    public int HolmGraph() => FamilywiseTest.Graphical(_holm, _p, 0.1).Rejected.Count;
}
