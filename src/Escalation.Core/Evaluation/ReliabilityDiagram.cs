using System.Collections.ObjectModel;

namespace Escalation.Evaluation;

/// <summary>Stated confidence beside the share of right answers, bin by bin.</summary>
/// <remarks>
/// Assumes confidences that are probabilities and items that are exchangeable with those to come. A bin averages: over- and underconfidence inside one cancel, and a bin with few items shows
/// chance, so read it with the counts. Source: Murphy and Winkler, 1977. Immutable and safe for concurrent use; linear time for even bins, a sort for bins of equal mass.
/// </remarks>
public sealed class ReliabilityDiagram
{
    private readonly BinSums[] _sums;

    private ReliabilityDiagram(BinSums[] sums, ReliabilityBin[] bins, BinningRule rule, int items)
    {
        _sums = sums;
        Bins = Array.AsReadOnly(bins);
        Rule = rule;
        Items = items;
    }

    /// <summary>The bins, from low confidence to high, empty ones included.</summary>
    public ReadOnlyCollection<ReliabilityBin> Bins { get; }

    /// <summary>How the bins were cut.</summary>
    public BinningRule Rule { get; }

    /// <summary>How many items there are.</summary>
    public int Items { get; }

    internal ReadOnlySpan<BinSums> Sums => _sums;

    /// <summary>Bins confidences.</summary>
    /// <param name="confidences">Probabilities of being right, in [0, 1].</param>
    /// <param name="correct">Whether each answer was right; as many.</param>
    /// <param name="bins">How many bins, at least 1; 15 unless given.</param>
    /// <param name="rule">How they are cut.</param>
    /// <exception cref="ArgumentException">Thrown when the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a confidence is outside [0, 1] or NaN, with the index of the first, or <paramref name="bins"/> or <paramref name="rule"/> is out of range.</exception>
    public static ReliabilityDiagram Of(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct, int bins = 15, BinningRule rule = BinningRule.EqualWidth)
    {
        EvaluationChecks.Length(correct.Length, confidences.Length, nameof(correct));
        EvaluationChecks.Probabilities(confidences);
        Guard.AtLeast(bins, 1);
        if (!Enum.IsDefined(rule))
        {
            throw new ArgumentOutOfRangeException(nameof(rule), rule, "Not a binning rule.");
        }

        double[] values = confidences.ToArray();
        int[] once = new int[values.Length];
        Array.Fill(once, 1);
        var sums = new BinSums[bins];
        new Binning(values, correct.ToArray(), bins, rule).Fill(once, sums);
        return new ReliabilityDiagram(sums, Describe(sums, values, rule), rule, values.Length);
    }

    private static ReliabilityBin[] Describe(BinSums[] sums, double[] values, BinningRule rule)
    {
        bool even = rule is BinningRule.EqualWidth or BinningRule.EqualWidthRightClosed;
        if (!even)
        {
            Array.Sort(values);
        }

        var bins = new ReliabilityBin[sums.Length];
        long before = 0;
        for (int b = 0; b < bins.Length; b++)
        {
            BinSums sum = sums[b];
            double? lower = even ? (double)b / bins.Length : sum.Items == 0 ? null : values[before];
            double? upper = even ? (b + 1.0) / bins.Length : sum.Items == 0 ? null : values[before + sum.Items - 1];
            bins[b] = sum.Items == 0
                ? new ReliabilityBin(lower, upper, 0, 0, null, null, null)
                : new ReliabilityBin(lower, upper, sum.Items, sum.Correct, sum.Confidence / sum.Items, (double)sum.Correct / sum.Items, sum.Excess);
            before += sum.Items;
        }

        return bins;
    }
}
