using System.Numerics.Tensors;
using Escalation.Calibration.Counting;
using Escalation.Statistics;
using Escalation.Statistics.Sorting;

namespace Escalation.Calibration;

/// <content>Grids that are placed by scores.</content>
public sealed partial class ThresholdGrid
{
    /// <summary>Evenly spaced thresholds from the lowest to the highest score. Labels play no part, but the ends are two of the very scores, so that the thresholds are not strictly fixed beforehand, which is what the proof asks for. Give a range known beforehand, such as 0 to 1 for a confidence, to <see cref="Even(double, double, int)"/> where there is one.</summary>
    /// <param name="scores">The scores; finite, at least one.</param>
    /// <param name="count">How many thresholds; at least 1.</param>
    /// <exception cref="ArgumentException">Thrown when there is no score or one is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the count is below 1.</exception>
    public static ThresholdGrid OverRange(ReadOnlySpan<double> scores, int count = DefaultCount)
    {
        if (scores.IsEmpty)
        {
            throw new ArgumentException("scores must not be empty: a range needs at least one score.", nameof(scores));
        }

        CalibrationData.RequireScores(scores);
        return Even(TensorPrimitives.Min(scores), TensorPrimitives.Max(scores), count, ThresholdGridOrigin.ScoreRange);
    }

    /// <summary>Quantiles of a pool of scores, so that each step between thresholds acts on about as many more items. The pool needs no labels and must share no item with the calibration set; the calibration refuses one that is the calibration set.</summary>
    /// <param name="pool">Finite scores of other items, at least one, from the same kind of traffic; labels play no part.</param>
    /// <param name="count">How many quantiles, at least 1: the scores at the ranks <c>floor(j (n - 1) / (count - 1))</c>, both ends included, each once. A single one stands at the lowest score.</param>
    /// <exception cref="ArgumentException">Thrown when there is no score or one is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the count is below 1.</exception>
    /// <remarks>Sorts a copy of the pool.</remarks>
    public static ThresholdGrid Quantiles(ReadOnlySpan<double> pool, int count = DefaultCount)
    {
        double[] ascending = Sorted(pool, nameof(pool));
        return new ThresholdGrid(AtEvenRanks(ascending, ascending.Length - 1, count), ThresholdGridOrigin.Quantiles, ScoreSet.Of(pool));
    }

    /// <summary>Thresholds learned on a labelled split: from the one that looks the safest there, the least p-value for the risk, down to the lowest score, at evenly spaced ranks. A sequence then begins where it can be expected to pass, whatever the most confident items are like.</summary>
    /// <param name="splitScores">Finite scores of the split, at least one. It must share no item with the calibration set; the calibration refuses one that is the calibration set.</param>
    /// <param name="splitLosses">One loss for each score, in [0, 1]; any loss counts as an error here.</param>
    /// <param name="alpha">The risk that will be certified, strictly between 0 and 1.</param>
    /// <param name="count">How many thresholds, at least 1.</param>
    /// <exception cref="ArgumentException">Thrown when there is no score, one is not finite, a loss is outside [0, 1] or the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when alpha is not strictly between 0 and 1 or the count is below 1.</exception>
    /// <remarks>The labels of the split are spent on this choice: they must not be calibrated on. Of equal p-values the one that acts on more is taken. Sorts a copy of the split.</remarks>
    public static ThresholdGrid Learned(ReadOnlySpan<double> splitScores, ReadOnlySpan<double> splitLosses, double alpha, int count = DefaultCount)
    {
        Guard.OpenProbability(alpha);
        double[] ascending = Sorted(splitScores, nameof(splitScores));
        ThresholdGrid all = new(Distinct([.. ascending]), ThresholdGridOrigin.Split);
        GridCounts counts = GridCounts.Of(all, splitScores, splitLosses, withSums: true);
        int safest = Enumerable.Range(0, all.Count).MinBy(i => BinomialTail.LogLower(counts.Errors(i), counts.Acted(i), alpha));
        int highestRank = ascending.Length - 1;
        while (ascending[highestRank] > all._thresholds[safest])
        {
            highestRank--;
        }

        return new ThresholdGrid(AtEvenRanks(ascending, highestRank, count), ThresholdGridOrigin.Split, ScoreSet.Of(splitScores));
    }

    /// <summary>Every threshold that makes a difference on the calibration scores themselves: one for each distinct score. For a fixed sequence only.</summary>
    /// <param name="scores">The calibration scores; finite, at least one.</param>
    /// <exception cref="ArgumentException">Thrown when there is no score or one is not finite.</exception>
    /// <remarks>
    /// The hypothesis at a score s counts the items strictly above it: those are independent draws given s, which the items from s on are not. Its policy acts iff <c>score &gt; s</c>, written as <c>score &gt;= t</c> with t the next larger double, so that the deployed comparison acts on exactly what was counted.
    /// The last candidate is the lowest score itself, which acts on every item.
    /// The promise is proven for a risk that does not rise with the threshold, and the certificate says so. Linear time: sorts a copy of the scores by radix. <see cref="SelectiveRisk.CalibrateObserved"/> makes grid and counts at once.
    /// </remarks>
    public static ThresholdGrid Observed(ReadOnlySpan<double> scores)
    {
        RequireAny(scores, nameof(scores));
        using var candidates = ObservedCounts.Of(scores, LossColumn.None(scores.Length));
        double[] thresholds = new double[candidates.Count];
        candidates.CopyScores(thresholds);
        double below = thresholds[0];
        foreach (ref double threshold in thresholds.AsSpan(1))
        {
            (threshold, below) = (Math.BitIncrement(below), threshold);
        }

        return OfCandidates(thresholds);
    }

    /// <summary>The grid of candidates that a sort of the calibration scores has given.</summary>
    internal static ThresholdGrid OfCandidates(double[] thresholds) => new(thresholds, ThresholdGridOrigin.Observed);

    /// <summary>Throws when the grid was placed by the very items that it is to be calibrated on.</summary>
    internal void RequireOtherThan(ReadOnlySpan<double> scores)
    {
        if (_pool is { } pool && pool == ScoreSet.Of(scores))
        {
            throw new ArgumentException($"The scores that placed the grid ({Origin}) are the calibration scores themselves: use other items, or {nameof(ThresholdGrid)}.{nameof(Observed)}.", nameof(scores));
        }
    }

    private static double[] Sorted(ReadOnlySpan<double> scores, string name)
    {
        RequireAny(scores, name);
        CalibrationData.RequireScores(scores, name);
        double[] sorted = new double[scores.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            sorted[i] = PositiveZero(scores[i]);
        }

        Array.Sort(sorted);
        return sorted;
    }

    private static void RequireAny(ReadOnlySpan<double> scores, string name)
    {
        if (scores.IsEmpty)
        {
            throw new ArgumentException($"{name} must not be empty.", name);
        }
    }

    private static double[] AtEvenRanks(double[] ascending, int highestRank, int count)
    {
        Guard.AtLeast(count, 1);
        double[] thresholds = new double[Math.Min(count, highestRank + 1)];
        for (int j = 0; j < thresholds.Length; j++)
        {
            thresholds[j] = ascending[thresholds.Length == 1 ? 0 : (int)((long)j * highestRank / (thresholds.Length - 1))];
        }

        return Distinct(thresholds);
    }
}
