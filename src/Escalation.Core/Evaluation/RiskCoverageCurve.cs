using Escalation.Statistics;
using Escalation.Statistics.Sorting;

namespace Escalation.Evaluation;

/// <summary>The empirical risk-coverage curve: what acting on the most confident items would have cost, at every threshold that the data can tell apart.</summary>
/// <remarks>
/// <para>
/// A point stands at the end of each block of equal confidences, since a deployed rule <c>confidence &gt;= threshold</c> cannot split one; so nothing depends on the order of the rows. Both
/// zeros are one confidence. Counts are whole numbers. Source: El-Yaniv and Wiener, JMLR 11, 2010.
/// </para>
/// <para>
/// Assumes one loss an item and a confidence that was fixed before the losses were seen. It describes these items: a threshold that is chosen on it looks better than it is, and one that has to
/// hold needs <c>SelectiveRisk</c> of the Calibration room.
/// </para>
/// <para>Making one sorts: linear time for right and wrong answers (radix), <c>O(n log n)</c> for losses between 0 and 1; memory is 20 bytes a distinct confidence. Immutable and safe for concurrent use.</para>
/// </remarks>
public sealed class RiskCoverageCurve
{
    private readonly double[] _thresholds;
    private readonly int[] _acted;
    private readonly double[] _losses;
    private readonly double _oracle;
    private readonly bool _areEqual;

    private RiskCoverageCurve(double[] thresholds, int[] acted, double[] losses, double oracle, bool isCounted, bool areEqual)
    {
        _thresholds = thresholds;
        _acted = acted;
        _losses = losses;
        _oracle = oracle;
        IsCounted = isCounted;
        _areEqual = areEqual;
    }

    /// <summary>How many items there are.</summary>
    public int Items => _acted.Length == 0 ? 0 : _acted[^1];

    /// <summary>How many points there are: the number of distinct confidences.</summary>
    public int Count => _acted.Length;

    /// <summary>The sum of all losses; with right and wrong answers the exact number of errors.</summary>
    public double LossSum => _losses.Length == 0 ? 0.0 : _losses[^1];

    /// <summary>Whether every loss is 0 or 1.</summary>
    public bool IsCounted { get; }

    /// <summary>A point, from the highest confidence at 0 to the lowest, which acts on everything.</summary>
    /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="IndexOutOfRangeException">Thrown when there is no such point.</exception>
    public RiskCoveragePoint this[int index] =>
        new(_thresholds[index], _acted[index], _losses[index], (double)_acted[index] / Items, _losses[index] / _acted[index], _losses[index] / Items);

    internal CurveCounts Counts => new(_acted, _losses, _oracle, IsCounted, _areEqual);

    /// <summary>What acting on <c>confidence &gt;= threshold</c> does to these items, at any threshold. Logarithmic time.</summary>
    /// <param name="threshold">The threshold; equality acts.</param>
    /// <returns>The point, with the given threshold; nothing is acted on when every confidence lies below.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the threshold is NaN or infinite.</exception>
    public OperatingPoint At(double threshold)
    {
        Guard.Finite(threshold);
        int low = 0;
        int high = _thresholds.Length;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            (low, high) = _thresholds[middle] >= threshold ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? OperatingPoint.None with { Threshold = threshold } : OperatingPoint.At(this[low - 1]) with { Threshold = threshold };
    }

    /// <summary>The curve of answers that were right or wrong.</summary>
    /// <param name="confidences">Higher means act; finite numbers on any scale.</param>
    /// <param name="correct">Whether each answer was right; as many as confidences.</param>
    /// <exception cref="ArgumentException">Thrown when the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a confidence is NaN or infinite, with the index of the first.</exception>
    public static RiskCoverageCurve Of(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct)
    {
        using var ranks = ObservedCounts.Of(confidences, new BooleanColumn(correct, flagged: false, nameof(correct), nameof(confidences)));
        double[] thresholds = new double[ranks.Count];
        int[] acted = new int[ranks.Count];
        double[] errors = new double[ranks.Count];
        ranks.CopyScores(thresholds);
        Array.Reverse(thresholds);
        for (int rank = 0; rank < acted.Length; rank++)
        {
            acted[rank] = (int)ranks.Acted(rank);
            errors[rank] = ranks.Errors(rank);
        }

        CurveCounts counts = CurveCounts.Counted(acted, errors);
        return new RiskCoverageCurve(thresholds, acted, errors, counts.Oracle, isCounted: true, counts.AreEqual);
    }

    /// <summary>The curve of losses between 0, right, and 1, wrong.</summary>
    /// <param name="confidences">Higher means act; finite numbers on any scale.</param>
    /// <param name="losses">The loss of acting on each item, in [0, 1]; as many as confidences.</param>
    /// <exception cref="ArgumentException">Thrown when the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a confidence is not finite or a loss is outside [0, 1], with the index of the first.</exception>
    public static RiskCoverageCurve OfLosses(ReadOnlySpan<double> confidences, ReadOnlySpan<double> losses)
    {
        EvaluationChecks.Length(losses.Length, confidences.Length, nameof(losses));
        EvaluationChecks.Finite(confidences);
        EvaluationChecks.Losses(losses);
        double[] keys = confidences.ToArray();
        double[] values = losses.ToArray();
        Array.Sort(keys, values);
        var thresholds = new List<double>();
        var acted = new List<int>();
        var cumulated = new List<double>();
        var total = new CompensatedSum();
        for (int i = keys.Length - 1; i >= 0; i--)
        {
            total.Add(values[i]);
            if (i == 0 || keys[i - 1] != keys[i])
            {
                // Adding zero takes the sign of a negative one.
                thresholds.Add(keys[i] + 0.0);
                acted.Add(keys.Length - i);
                cumulated.Add(total.Value);
            }
        }

        return new RiskCoverageCurve(
            [.. thresholds],
            [.. acted],
            [.. cumulated],
            OracleArea.Of(losses),
            isCounted: Array.TrueForAll(values, static loss => loss is 0.0 or 1.0),
            areEqual: Array.TrueForAll(values, loss => loss == values[0]));
    }
}
