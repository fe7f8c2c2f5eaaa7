using System.Globalization;

namespace Escalation.Calibration;

/// <summary>The thresholds that a risk calibration may choose from, fixed before a label is read: distinct, finite and in ascending order.</summary>
/// <remarks>Immutable and safe to share between threads. A higher threshold acts on fewer items. A finer grid spends no more of the error level, where the procedure is a sequence, which does not pay by the hypothesis; Bonferroni and Holm do.</remarks>
public sealed partial class ThresholdGrid
{
    /// <summary>How many thresholds a grid has unless told otherwise.</summary>
    public const int DefaultCount = 1_000;

    private readonly double[] _thresholds;
    private readonly ScoreSet? _pool;

    private ThresholdGrid(double[] ascending, ThresholdGridOrigin origin, ScoreSet? pool = null)
    {
        _thresholds = ascending;
        _pool = pool;
        Origin = origin;
        Summary = new GridSummary(ascending);
    }

    /// <summary>How many distinct thresholds there are; at least 1.</summary>
    public int Count => _thresholds.Length;

    /// <summary>The lowest threshold, which acts the most.</summary>
    public double First => _thresholds[0];

    /// <summary>The highest threshold, the strictest.</summary>
    public double Last => _thresholds[^1];

    /// <summary>The thresholds, ascending.</summary>
    public ReadOnlySpan<double> Thresholds => _thresholds;

    /// <summary>Where the thresholds come from; the certificate states what follows from it.</summary>
    public ThresholdGridOrigin Origin { get; }

    /// <summary>Whether the ends are those of the scores that will be calibrated on; the certificate then says so.</summary>
    public bool FromScores => Origin == ThresholdGridOrigin.ScoreRange;

    /// <summary>What a certificate keeps of the grid.</summary>
    public GridSummary Summary { get; }

    /// <summary>Evenly spaced thresholds <c>t_j = lowest + j (highest - lowest) / (count - 1)</c>, both ends included.</summary>
    /// <param name="lowest">The lowest threshold; finite.</param>
    /// <param name="highest">The highest threshold; finite and at least <paramref name="lowest"/>. Equal ends give one threshold.</param>
    /// <param name="count">How many thresholds; at least 1. A single one stands at <paramref name="lowest"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an end is not finite, the ends are swapped or the count is below 1.</exception>
    public static ThresholdGrid Even(double lowest, double highest, int count = DefaultCount) => Even(lowest, highest, count, ThresholdGridOrigin.Fixed);

    /// <summary>Evenly spaced thresholds over the range of the scores of some items, which must not be among those that test.</summary>
    internal static ThresholdGrid OverItems(ReadOnlySpan<double> scores, ReadOnlySpan<int> items, int count)
    {
        double lowest = scores[items[0]];
        double highest = lowest;
        foreach (int item in items)
        {
            lowest = Math.Min(lowest, scores[item]);
            highest = Math.Max(highest, scores[item]);
        }

        return Even(lowest, highest, count);
    }

    /// <summary>Thresholds of your own, in any order; equal ones count once.</summary>
    /// <param name="thresholds">Finite thresholds, at least one, chosen without these labels.</param>
    /// <exception cref="ArgumentException">Thrown when there is no threshold or one is not finite; the message names its index.</exception>
    public static ThresholdGrid Of(params ReadOnlySpan<double> thresholds)
    {
        if (thresholds.IsEmpty)
        {
            throw new ArgumentException("thresholds must not be empty.", nameof(thresholds));
        }

        double[] sorted = new double[thresholds.Length];
        for (int i = 0; i < thresholds.Length; i++)
        {
            if (!double.IsFinite(thresholds[i]))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"thresholds[{i}] must be finite, but was {thresholds[i]:R}."), nameof(thresholds));
            }

            sorted[i] = PositiveZero(thresholds[i]);
        }

        Array.Sort(sorted);
        return new ThresholdGrid(Distinct(sorted), ThresholdGridOrigin.Fixed);
    }

    private static ThresholdGrid Even(double lowest, double highest, int count, ThresholdGridOrigin origin)
    {
        Guard.Finite(lowest);
        Guard.Finite(highest);
        Guard.AtLeast(count, 1);
        if (highest < lowest)
        {
            Guard.OutOfRange(nameof(highest), string.Create(CultureInfo.InvariantCulture, $"at least the lowest threshold {lowest:R}"), highest);
        }

        double[] thresholds = new double[count];
        double range = highest - lowest;
        bool overflows = !double.IsFinite(range * count);
        for (int j = 0; j < count; j++)
        {
            double part = count == 1 ? 0.0 : (double)j / (count - 1);
            double threshold = count == 1 ? lowest
                : overflows ? (lowest * (1.0 - part)) + (highest * part)
                : lowest + (j * range / (count - 1));
            thresholds[j] = PositiveZero(Math.Min(threshold, highest));
        }

        if (count > 1)
        {
            thresholds[^1] = PositiveZero(highest);
        }

        return new ThresholdGrid(Distinct(thresholds), origin);
    }

    private static double[] Distinct(double[] ascending)
    {
        int kept = 1;
        for (int i = 1; i < ascending.Length; i++)
        {
            if (ascending[i] != ascending[kept - 1])
            {
                ascending[kept++] = ascending[i];
            }
        }

        return ascending[..kept];
    }

    /// <summary>Both zeros act alike and print alike, so only one of them is kept.</summary>
    private static double PositiveZero(double value) => value + 0.0;
}
