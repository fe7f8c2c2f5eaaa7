using Escalation.Calibration;
using Escalation.Calibration.Counting;
using Escalation.Statistics.Sorting;

namespace Escalation.Benchmarks.Ratios.Calibration;

/// <summary>Every score as a candidate threshold, beside a sort of the scores alone.</summary>
internal sealed class AllCandidatesRatio : IRatio
{
    private const int Count = 10_000_000;
    private static readonly SelectiveRiskOptions Options = new(0.15) { DataSha256 = new string('0', 64) };

    public string Name => "all-candidates";

    public string Measures => "acted items and errors at each of 1e7 scores as a threshold, and the calibration over all of them (fingerprint given), beside Array.Sort of the scores alone";

    public int LeastRounds => 3;

    public IEnumerable<RatioCase> Cases()
    {
        var data = new LabelledScores(Count);
        RatioBody singleSort = Sort("Array.Sort of floats", data.Singles);
        RatioBody doubleSort = Sort("Array.Sort of doubles", data.Doubles);
        double[] widened = [.. data.Singles.Select(score => (double)score)];
        yield return new RatioCase("counts, float32", RatioBody.Long("ObservedCounts", () => Counts(data)), singleSort) { Verify = () => Verify(data) };
        yield return new RatioCase("counts, float64", RatioBody.Long("ObservedCounts", () => DoubleCounts(data)), doubleSort);
        yield return new RatioCase("certificate, float32", RatioBody.Long("SelectiveRisk.CalibrateObserved", () => Certify(widened, data.Losses)), singleSort);
        yield return new RatioCase("certificate, float64", RatioBody.Long("SelectiveRisk.CalibrateObserved", () => Certify(data.Doubles, data.Losses)), doubleSort);
    }

    private static double Counts(LabelledScores data)
    {
        using var counts = ObservedCounts.Of(data.Singles, LossColumn.Of(data.Errors));
        return counts.Errors(counts.Count / 2);
    }

    private static double DoubleCounts(LabelledScores data)
    {
        using var counts = ObservedCounts.Of(data.Doubles, LossColumn.Of(data.Errors));
        return counts.Errors(counts.Count / 2);
    }

    private static double Certify(double[] scores, double[] losses) =>
        SelectiveRisk.CalibrateObserved(scores, losses, Options) is Certified { Certificate: var certificate }
            ? certificate.Threshold
            : throw new InvalidOperationException("Nothing was certified.");

    private static RatioBody Sort<T>(string name, T[] scores)
    {
        var copy = new T[scores.Length];
        return RatioBody.Long(name, () =>
        {
            scores.CopyTo(copy, 0);
            Array.Sort(copy);
            return copy.Length;
        });
    }

    private static void Verify(LabelledScores data)
    {
        using var counts = ObservedCounts.Of(data.Singles, LossColumn.Of(data.Errors));
        foreach (int rank in (int[])[0, counts.Count / 3, counts.Count - 1])
        {
            double threshold = counts.Score(rank);
            int acted = data.Singles.Count(score => score >= threshold);
            if (acted != counts.Acted(rank))
            {
                throw new InvalidOperationException(FormattableString.Invariant($"score {threshold:R}: {counts.Acted(rank)} acted, where there are {acted}"));
            }
        }
    }
}
