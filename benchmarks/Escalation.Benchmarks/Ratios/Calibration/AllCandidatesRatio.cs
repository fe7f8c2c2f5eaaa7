using Escalation.Calibration;
using Escalation.Calibration.Counting;
using Escalation.Statistics.Sorting;

namespace Escalation.Benchmarks.Ratios.Calibration;

/// <summary>Every score as a candidate threshold, beside a sort of the scores alone.</summary>
internal sealed class AllCandidatesRatio : IRatio
{
    private const int Count = 10_000_000;
    private static readonly SelectiveRiskOptions Options = new(0.15) { DataSha256 = new string('0', 64) };
    private static readonly SelectiveRiskOptions SharedOptions = new(0.15) { DataSha256 = new string('0', 64), MaxWorkers = TwoWorkers.Count };

    public string Name => "all-candidates";

    public string Measures => "acted items and errors at each of 1e7 scores as a threshold, and the calibration over all of them (fingerprint given), beside Array.Sort of the scores alone";

    public int LeastRounds => 3;

    public IEnumerable<RatioCase> Cases()
    {
        var data = new LabelledScores(Count);
        var singleSort = RatioBody.Long("Array.Sort of floats", ArraySort.Of(data.Singles));
        var doubleSort = RatioBody.Long("Array.Sort of doubles", ArraySort.Of(data.Doubles));
        double[] widened = [.. data.Singles.Select(score => (double)score)];
        yield return new RatioCase("counts, float32", RatioBody.Long("ObservedCounts", () => Counts(data, 1)), singleSort) { Verify = () => Verify(data, 1) };
        yield return new RatioCase("counts, float64", RatioBody.Long("ObservedCounts", () => DoubleCounts(data, 1)), doubleSort);
        yield return new RatioCase("certificate, float32", RatioBody.Long("SelectiveRisk.CalibrateObserved", () => Certify(widened, data.Losses, Options)), singleSort);
        yield return new RatioCase("certificate, float64", RatioBody.Long("SelectiveRisk.CalibrateObserved", () => Certify(data.Doubles, data.Losses, Options)), doubleSort);
        if (!TwoWorkers.AreAvailable)
        {
            yield break;
        }

        var singleSortByTheWall = RatioBody.Wall("Array.Sort of floats", ArraySort.Of(data.Singles));
        var doubleSortByTheWall = RatioBody.Wall("Array.Sort of doubles", ArraySort.Of(data.Doubles));
        yield return new RatioCase($"counts, float32, {TwoWorkers.Label}", RatioBody.Wall("ObservedCounts", () => Counts(data, TwoWorkers.Count)), singleSortByTheWall) { Verify = () => Verify(data, TwoWorkers.Count) };
        yield return new RatioCase($"counts, float64, {TwoWorkers.Label}", RatioBody.Wall("ObservedCounts", () => DoubleCounts(data, TwoWorkers.Count)), doubleSortByTheWall);
        yield return new RatioCase($"certificate, float64, {TwoWorkers.Label}", RatioBody.Wall("SelectiveRisk.CalibrateObserved", () => Certify(data.Doubles, data.Losses, SharedOptions)), doubleSortByTheWall);
    }

    private static double Counts(LabelledScores data, int workers)
    {
        using var counts = ObservedCounts.Of(data.Singles, LossColumn.Of(data.Errors), workers);
        return counts.Errors(counts.Count / 2);
    }

    private static double DoubleCounts(LabelledScores data, int workers)
    {
        using var counts = ObservedCounts.Of(data.Doubles, LossColumn.Of(data.Errors), workers);
        return counts.Errors(counts.Count / 2);
    }

    private static double Certify(double[] scores, double[] losses, SelectiveRiskOptions options) =>
        SelectiveRisk.CalibrateObserved(scores, losses, options) is Certified { Certificate: var certificate }
            ? certificate.Threshold
            : throw new InvalidOperationException("Nothing was certified.");

    private static void Verify(LabelledScores data, int workers)
    {
        using var counts = ObservedCounts.Of(data.Singles, LossColumn.Of(data.Errors), workers);
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
