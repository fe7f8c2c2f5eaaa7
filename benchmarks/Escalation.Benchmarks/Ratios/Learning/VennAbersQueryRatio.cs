using Escalation.Benchmarks.Ratios.Calibration;
using Escalation.Learning.Calibrators;
using Escalation.Statistics;

namespace Escalation.Benchmarks.Ratios.Learning;

/// <summary>One Venn-Abers interval out of a prepared map, beside two searches of the sorted calibration scores, which any way of looking one up must make.</summary>
internal sealed class VennAbersQueryRatio(string name, int count) : IRatio
{
    private const int Queries = 4_096;

    public string Name => name;

    public string Measures => FormattableString.Invariant($"one interval from {count} calibration rows, beside two binary searches of their sorted scores");

    public IEnumerable<RatioCase> Cases()
    {
        var smooth = new LabelledScores(count);
        double[] sorted = [.. smooth.Doubles];
        Array.Sort(sorted);
        bool[] correct = [.. smooth.Errors.Select(error => error == 0)];
        var map = VennAbersCalibration.Fit(smooth.Doubles, correct);
        var random = new SplitMix64(11);
        double[] queries = [.. Enumerable.Range(0, Queries).Select(_ => random.NextUniform())];
        yield return new RatioCase(
            FormattableString.Invariant($"{count} rows"),
            new RatioBody("VennAbersCalibration.Interval", calls => Ask(map, queries, calls)),
            new RatioBody("Array.BinarySearch", calls => Search(sorted, queries, calls)))
        {
            Verify = () => Verify(map, smooth.Doubles, correct, queries),
        };
    }

    private static double Ask(VennAbersCalibration map, double[] queries, int calls)
    {
        double sum = 0.0;
        for (int i = 0; i < calls; i++)
        {
            ProbabilityInterval interval = map.Interval(queries[i % Queries]);
            sum += interval.Upper - interval.Lower;
        }

        return sum;
    }

    private static double Search(double[] sorted, double[] queries, int calls)
    {
        double sum = 0.0;
        for (int i = 0; i < calls; i++)
        {
            sum += Array.BinarySearch(sorted, queries[i % Queries]) + Array.BinarySearch(sorted, queries[(i + 1) % Queries]);
        }

        return sum;
    }

    /// <summary>A few intervals against two fresh fits each.</summary>
    private static void Verify(VennAbersCalibration map, double[] scores, bool[] correct, double[] queries)
    {
        foreach (double query in queries.Take(3))
        {
            double[] added = [.. scores, query];
            var expected = new ProbabilityInterval(
                IsotonicCalibration.Fit(added, [.. correct, false]).Probability(query),
                IsotonicCalibration.Fit(added, [.. correct, true]).Probability(query));
            if (map.Interval(query) != expected)
            {
                throw new InvalidOperationException(FormattableString.Invariant($"The interval at {query:R} is {map.Interval(query)}, where it should be {expected}."));
            }
        }
    }
}
