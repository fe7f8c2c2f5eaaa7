using Escalation.Calibration;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration.Counting;

/// <summary>Grids that an index by arithmetic can get wrong, each with scores that make it do so.</summary>
public static class GridGallery
{
    public static TheoryData<string> Names => [.. All.Keys];

    private static readonly Dictionary<string, Func<ThresholdGrid>> All = new(StringComparer.Ordinal)
    {
        ["one threshold"] = () => ThresholdGrid.Of(0.5),
        ["two thresholds"] = () => ThresholdGrid.Of(0.25, 0.75),
        ["unit interval, 11"] = () => ThresholdGrid.Even(0.0, 1.0, 11),
        ["unit interval, 1000"] = () => ThresholdGrid.Even(0.0, 1.0),
        ["the golden grid"] = () => ThresholdGrid.Even(0.0, 0.99),
        ["-8 to 8, 1000"] = () => ThresholdGrid.Even(-8.0, 8.0),
        ["1000 to 1001, 1000"] = () => ThresholdGrid.Even(1000.0, 1001.0),
        ["1000 to 1001, 20000: finer than single precision"] = () => ThresholdGrid.Even(1000.0, 1001.0, 20_000),
        ["unit interval, 100000"] = () => ThresholdGrid.Even(0.0, 1.0, 100_000),
        ["negative zero"] = () => ThresholdGrid.Of(-1.0, -0.0, 1.0),
        ["denormals"] = () => ThresholdGrid.Even(0.0, 1000 * double.Epsilon, 501),
        ["single denormals"] = () => ThresholdGrid.Even(-1e-42, 1e-42, 101),
        ["the whole range"] = () => ThresholdGrid.Even(-double.MaxValue, double.MaxValue, 101),
        ["beyond single precision"] = () => ThresholdGrid.Of(-1e300, -1e39, -1.0, 0.0, 1.0, 1e39, 1e300),
        ["adjacent doubles"] = () => ThresholdGrid.Of(Neighbours(0.7, 40)),
        ["quadratic"] = () => ThresholdGrid.Of([.. Enumerable.Range(0, 300).Select(j => (j / 299.0) * (j / 299.0))]),
        ["cubic"] = () => ThresholdGrid.Of([.. Enumerable.Range(0, 1_000).Select(j => Cube(j / 999.0))]),
        ["cubic from the top"] = () => ThresholdGrid.Of([.. Enumerable.Range(0, 1_000).Select(j => 5.0 - (3.0 * Cube(j / 999.0)))]),
        ["dense at both ends"] = () => ThresholdGrid.Of([.. Enumerable.Range(0, 501).Select(j => 1.0 / (1.0 + Math.Exp((250 - j) / 10.0)))]),
        ["more than 16 bits"] = () => ThresholdGrid.Of(Uniform(44_000, seed: 6)),
        ["saturated"] = () => ThresholdGrid.Of([.. Enumerable.Range(0, 700).Select(j => 1.0 - Math.Pow(2.0, -j / 20.0))]),
        ["logarithmic"] = () => ThresholdGrid.Of([.. Enumerable.Range(-300, 601).Select(e => Math.Pow(10.0, e))]),
        ["packed around a crossing"] = () => ThresholdGrid.Of([0.0, .. Neighbours(0.731, 500), 1.0]),
        ["random"] = () => ThresholdGrid.Of(Uniform(777, seed: 5)),
        ["two lattices"] = () => ThresholdGrid.Of([.. Enumerable.Range(0, 101).Select(j => j / 100.0), .. Enumerable.Range(0, 65).Select(j => j / 64.0)]),
    };

    internal static ThresholdGrid Get(string name) => All[name]();

    /// <summary>Scores on the thresholds and one step beside them in both precisions, between them, and far outside; at most some thousands, since each is compared with every threshold.</summary>
    internal static double[] Scores(ThresholdGrid grid)
    {
        var random = new SplitMix64(99);
        var scores = new List<double> { 0.0, -0.0, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue, 1e-300, 0.5 };
        int stride = Math.Max(1, grid.Count / (grid.Count > 10_000 ? 60 : 300));
        for (int j = 0; j < grid.Count; j += stride)
        {
            double threshold = grid.Thresholds[j];
            float single = (float)threshold;
            scores.AddRange([threshold, double.BitIncrement(threshold), double.BitDecrement(threshold), single, float.BitIncrement(single), float.BitDecrement(single)]);
            double next = grid.Thresholds[Math.Min(j + 1, grid.Count - 1)];
            scores.Add((0.5 * threshold) + (0.5 * next));
            scores.Add(threshold + (random.NextUniform() * (next - threshold)));
        }

        double width = Math.Min(grid.Last - grid.First, 1e300);
        for (int i = 0; i < 200; i++)
        {
            scores.Add(grid.First + ((random.NextUniform() * 1.2) - 0.1) * width);
        }

        return [.. scores.Where(double.IsFinite)];
    }

    internal static double[] Uniform(int count, ulong seed)
    {
        var random = new SplitMix64(seed);
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = random.NextUniform();
        }

        return values;
    }

    private static double Cube(double value) => value * value * value;

    private static double[] Neighbours(double middle, int count)
    {
        double[] values = new double[count];
        values[0] = middle;
        for (int i = 1; i < count; i++)
        {
            values[i] = double.BitIncrement(values[i - 1]);
        }

        return values;
    }
}
