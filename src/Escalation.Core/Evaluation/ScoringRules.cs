using Escalation.Statistics;

namespace Escalation.Evaluation;

/// <summary>Proper scores of a probability of being right: the truth, and nothing else, minimises them in expectation.</summary>
/// <remarks>
/// Both mix calibration with ranking, so neither measures calibration alone. Confidences must be probabilities. Items are assumed to be exchangeable with those to come. Linear, no allocation
/// except for a decomposition, thread safe.
/// </remarks>
public static class ScoringRules
{
    /// <summary>The clip of the log loss when none is given.</summary>
    public const double DefaultClip = 1E-15;

    /// <summary>The Brier score: <c>mean (p - y)^2</c> with y = 1 for a right answer, else 0.</summary>
    /// <remarks>In [0, 1], lower is better; a constant p equal to the accuracy has <c>acc (1 - acc)</c>, so compare with that. Source: Brier, 1950. Not for comparing data sets of different accuracy, and too mild on confident mistakes where those are what costs.</remarks>
    /// <param name="confidences">Probabilities of being right, in [0, 1].</param>
    /// <param name="correct">Whether each answer was right; as many.</param>
    /// <exception cref="ArgumentException">Thrown when the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a confidence is outside [0, 1] or NaN, with the index of the first.</exception>
    public static MetricValue Brier(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct)
    {
        EvaluationChecks.Length(correct.Length, confidences.Length, nameof(correct));
        EvaluationChecks.Probabilities(confidences);
        var sum = new CompensatedSum();
        for (int i = 0; i < confidences.Length; i++)
        {
            sum.Add(SquaredError(confidences[i], correct[i]));
        }

        return Mean(sum.Value, confidences.Length);
    }

    /// <summary>The log loss: <c>mean of -ln p for right answers and -ln(1 - p) for wrong ones</c>, in nats, with p held within the clip of 0 and 1.</summary>
    /// <remarks>
    /// 0 and above, lower is better; up to <c>-ln(clip)</c> = 34.5. A single certain mistake decides it, and the clip then decides how much: for confidences that saturate at 1 report the Brier
    /// score. Source: Good, 1952.
    /// </remarks>
    /// <param name="confidences">Probabilities of being right, in [0, 1].</param>
    /// <param name="correct">Whether each answer was right; as many.</param>
    /// <param name="clip">How near p may come to 0 and 1; above 0, at most 1/2.</param>
    /// <exception cref="ArgumentException">Thrown when the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a confidence is outside [0, 1] or NaN, with the index of the first, or the clip is out of range.</exception>
    public static MetricValue LogLoss(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct, double clip = DefaultClip)
    {
        EvaluationChecks.Length(correct.Length, confidences.Length, nameof(correct));
        EvaluationChecks.Probabilities(confidences);
        if (!(clip > 0.0 && clip <= 0.5))
        {
            Guard.OutOfRange(nameof(clip), "above 0 and at most 1/2", clip);
        }

        var sum = new CompensatedSum();
        for (int i = 0; i < confidences.Length; i++)
        {
            sum.Add(LogLoss(confidences[i], correct[i], clip));
        }

        return Mean(sum.Value, confidences.Length);
    }

    /// <summary>The Brier score in parts, over the bins of a rule.</summary>
    /// <param name="confidences">Probabilities of being right, in [0, 1].</param>
    /// <param name="correct">Whether each answer was right; as many.</param>
    /// <param name="bins">How many bins, at least 1.</param>
    /// <param name="rule">How they are cut.</param>
    /// <returns>The parts; null without any item.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a confidence is outside [0, 1] or NaN, with the index of the first, or <paramref name="bins"/> or <paramref name="rule"/> is out of range.</exception>
    public static BrierDecomposition? Decompose(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct, int bins = 15, BinningRule rule = BinningRule.EqualWidth) =>
        Brier(confidences, correct).Value is { } brier ? BrierDecomposition.Of(brier, ReliabilityDiagram.Of(confidences, correct, bins, rule).Sums) : null;

    /// <summary>The Brier score in the three parts of Murphy (1973), exactly: each distinct confidence is a bin of its own and nothing is hidden inside one.</summary>
    /// <remarks>Of use where confidences repeat, as verbalised ones do; with all confidences distinct the resolution equals the uncertainty and says nothing.</remarks>
    /// <param name="confidences">Probabilities of being right, in [0, 1].</param>
    /// <param name="correct">Whether each answer was right; as many.</param>
    /// <returns>The parts; null without any item.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a confidence is outside [0, 1] or NaN, with the index of the first.</exception>
    public static BrierDecomposition? DecomposeByConfidence(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct)
    {
        if (Brier(confidences, correct).Value is not { } brier)
        {
            return null;
        }

        var curve = RiskCoverageCurve.Of(confidences, correct);
        var bins = new BinSums[curve.Count];
        RiskCoveragePoint above = default;
        for (int i = 0; i < bins.Length; i++)
        {
            RiskCoveragePoint point = curve[i];
            long items = point.Acted - above.Acted;
            bins[i] = new BinSums { Items = items, Correct = items - (long)(point.LossSum - above.LossSum), Confidence = items * point.Threshold };
            above = point;
        }

        return BrierDecomposition.Of(brier, bins);
    }

    internal static double SquaredError(double confidence, bool correct)
    {
        double distance = confidence - (correct ? 1.0 : 0.0);
        return distance * distance;
    }

    internal static double LogLoss(double confidence, bool correct, double clip)
    {
        double held = Math.Clamp(confidence, clip, 1.0 - clip);
        return -Math.Log(correct ? held : 1.0 - held);
    }

    private static MetricValue Mean(double sum, int items) => items == 0 ? MetricValue.Undefined(MetricUndefined.NoItems) : MetricValue.Of(sum / items);
}
