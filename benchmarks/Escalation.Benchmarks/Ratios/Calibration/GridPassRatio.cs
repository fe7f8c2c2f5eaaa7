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
    private const int Items = 10_000_000;
    private const int Thresholds = 1_000;
    private const ulong Seed = 7;

    public string Name => name;

    public string Measures => string.Create(
        CultureInfo.InvariantCulture,
        $"counts at {Thresholds} thresholds ({shape}) over {Items} scores with losses, beside {(beside == GridPeer.Sort ? "Array.Sort of the scores alone" : "one read of scores and losses")}");

    public int LeastRounds => beside == GridPeer.Sort ? 3 : 15;

    public IEnumerable<RatioCase> Cases()
    {
        ThresholdGrid grid = Grid();
        if (shape == GridShape.Cubic)
        {
            var data = new LabelledScores(Items, score => score * score * score);
            return Cases("float64", data.Doubles, data.Errors, new ThresholdCounter(grid), counter => counter.Add(data.Doubles, data.Errors), counter => counter.AddParallel(data.Doubles, data.Errors, TwoWorkers.Count));
        }
        else
        {
            var data = new LabelledScores(Items);
            return Cases("float32", data.Singles, data.Errors, new ThresholdCounter(grid), counter => counter.Add(data.Singles, data.Errors), counter => counter.AddParallel(data.Singles, data.Errors, TwoWorkers.Count));
        }
    }

    private IEnumerable<RatioCase> Cases<T>(string label, T[] scores, byte[] errors, ThresholdCounter counter, Action<ThresholdCounter> add, Action<ThresholdCounter> addShared)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var ours = RatioBody.Long("ThresholdCounter", () => Count(counter, add));
        yield return new RatioCase(label, ours, beside == GridPeer.Sort ? Sort(scores) : Read(scores, errors))
        {
            Verify = () => Verify(counter, add, scores, errors),
        };
        if (beside == GridPeer.Sort && TwoWorkers.AreAvailable)
        {
            var shared = RatioBody.Wall("ThresholdCounter", () => Count(counter, addShared));
            yield return new RatioCase(TwoWorkers.Label, shared, RatioBody.Wall("Array.Sort", ArraySort.Of(scores)))
            {
                Verify = () => Verify(counter, addShared, scores, errors),
            };
        }
    }

    private static double Count(ThresholdCounter counter, Action<ThresholdCounter> add)
    {
        counter.Clear();
        add(counter);
        return counter.ToCounts().Errors(Thresholds / 2);
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

    private static RatioBody Sort<T>(T[] scores) => RatioBody.Long("Array.Sort", ArraySort.Of(scores));

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
