using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Escalation.Calibration;
using Escalation.Calibration.Counting;
using Escalation.Statistics;

namespace Escalation.Benchmarks.Ratios.Calibration;

/// <summary>Acted items and errors at every threshold of a grid in one pass, beside a sort or a read of the same scores.</summary>
internal sealed class GridPassRatio(string name, GridShape shape, GridPeer beside) : IRatio
{
    private const int Count = 10_000_000;
    private const int Thresholds = 1_000;
    private const ulong Seed = 7;

    public string Name => name;

    public string Measures => string.Create(
        CultureInfo.InvariantCulture,
        $"counts at {Thresholds} thresholds ({shape}) over {Count} scores with losses, beside {(beside == GridPeer.Sort ? "Array.Sort of the scores alone" : "one read of scores and losses")}");

    public int LeastRounds => beside == GridPeer.Sort ? 3 : 15;

    public IEnumerable<RatioCase> Cases()
    {
        ThresholdGrid grid = Grid();
        if (shape == GridShape.Cubic)
        {
            var data = new LabelledScores(Count, score => score * score * score);
            yield return Case("float64", grid, data.Doubles, data.Errors, counter => counter.Add(data.Doubles, data.Errors));
        }
        else
        {
            var data = new LabelledScores(Count);
            yield return Case("float32", grid, data.Singles, data.Errors, counter => counter.Add(data.Singles, data.Errors));
        }
    }

    private RatioCase Case<T>(string label, ThresholdGrid grid, T[] scores, byte[] errors, Action<ThresholdCounter> add)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var counter = new ThresholdCounter(grid);
        var ours = RatioBody.Long("ThresholdCounter", () =>
        {
            counter.Clear();
            add(counter);
            return counter.ToCounts().Errors(Thresholds / 2);
        });
        return new RatioCase(label, ours, beside == GridPeer.Sort ? Sort(scores) : Read(scores, errors))
        {
            Verify = () => Verify(counter, add, scores, errors),
        };
    }

    private ThresholdGrid Grid()
    {
        var random = new SplitMix64(Seed);
        double[] thresholds = new double[Thresholds];
        for (int j = 0; j < thresholds.Length; j++)
        {
            double even = (double)j / (Thresholds - 1);
            thresholds[j] = shape == GridShape.Random ? random.NextUniform() : even * even * even;
        }

        return shape == GridShape.Even ? ThresholdGrid.Even(0.0, 1.0, Thresholds) : ThresholdGrid.Of(thresholds);
    }

    private static RatioBody Sort<T>(T[] scores)
    {
        var copy = new T[scores.Length];
        return RatioBody.Long("Array.Sort", () =>
        {
            scores.CopyTo(copy, 0);
            Array.Sort(copy);
            return copy.Length;
        });
    }

    private static RatioBody Read<T>(T[] scores, byte[] errors)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        RatioBody.Long("sums", () => double.CreateChecked(TensorPrimitives.Sum<T>(scores)) + TensorPrimitives.Sum(MemoryMarshal.Cast<byte, ulong>(errors)));

    private static void Verify<T>(ThresholdCounter counter, Action<ThresholdCounter> add, T[] scores, byte[] errors)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        counter.Clear();
        add(counter);
        ThresholdCounts counts = counter.ToCounts();
        foreach (int j in (int[])[0, 1, Thresholds / 3, Thresholds - 2, Thresholds - 1])
        {
            double threshold = counts.Grid.Thresholds[j];
            long acted = 0;
            long wrong = 0;
            for (int i = 0; i < scores.Length; i++)
            {
                bool acts = double.CreateChecked(scores[i]) >= threshold;
                acted += acts ? 1 : 0;
                wrong += acts ? errors[i] : 0;
            }

            if (acted != counts.Acted(j) || wrong != counts.Errors(j))
            {
                throw new InvalidOperationException(FormattableString.Invariant($"threshold {threshold:R}: {counts.Acted(j)} acted, {counts.Errors(j)} errors, where there are {acted} and {wrong}"));
            }
        }
    }
}
