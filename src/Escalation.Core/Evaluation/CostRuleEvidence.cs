using Escalation.Decisions;

namespace Escalation.Evaluation;

/// <summary>How much cheaper the cost rule on a confidence is than the better of acting and escalating always, and how sure that is.</summary>
/// <remarks>
/// <para>
/// A calibrated confidence that ranks hardly better than chance makes the cost rule depart from the better constant by noise, and each departure costs. So the rule is worth having where its gain
/// on labelled rows stands clear of its standard error; otherwise the constant is the better rule for rows to come. The standard error is that of a mean of paired differences, summed within groups
/// (Liang and Zeger, Biometrika 73, 1986).
/// </para>
/// <para>
/// Assumes confidences that were not fitted to these labels (<see cref="CrossFittedConfidence"/> or held-out rows), an expert who is always right, and rows or groups exchangeable with those to
/// come. When not to use it: as a guarantee. It is a choice by an estimate, with about thirty groups and more; a bound on the risk of acting is <c>SelectiveRisk</c> of the Calibration room.
/// </para>
/// </remarks>
/// <param name="Ratio">R = c_w / c_l.</param>
/// <param name="BetterConstant">The cheaper one of acting and escalating always; acting at equality.</param>
/// <param name="Gain">The mean cost that the rule saves beside it, in units of a wrong act; below 0 when it costs more.</param>
/// <param name="StandardError">The standard error of the gain; infinite with fewer than two groups.</param>
public sealed record CostRuleEvidence(double Ratio, CostChoice BetterConstant, double Gain, double StandardError)
{
    /// <summary>Weighs the rule on labelled rows. Linear in the rows.</summary>
    /// <param name="confidences">Probabilities of being right, in [0, 1], at least one.</param>
    /// <param name="correct">Whether each answer was right; as many.</param>
    /// <param name="groups">The group of each row, any numbers; empty when every row stands alone.</param>
    /// <param name="ratio">R = c_w / c_l, finite and above 1.</param>
    /// <exception cref="ArgumentException">Thrown when the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when there is no confidence, one is outside [0, 1] or NaN, with the index of the first, or the ratio is not a finite number above 1.</exception>
    public static CostRuleEvidence Of(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct, ReadOnlySpan<int> groups, double ratio)
    {
        EvaluationChecks.Length(correct.Length, Guard.AtLeast(confidences.Length, 1), nameof(correct));
        EvaluationChecks.Probabilities(confidences);
        var costs = DecisionCosts.FromRatio(ratio);
        if (!groups.IsEmpty)
        {
            EvaluationChecks.Length(groups.Length, confidences.Length, nameof(groups));
        }

        CostChoice constant = correct.Count(false) <= confidences.Length / ratio ? CostChoice.ActAlways : CostChoice.EscalateAlways;
        double[] saved = new double[confidences.Length];
        double total = 0.0;
        for (int i = 0; i < saved.Length; i++)
        {
            saved[i] = Cost(constant == CostChoice.ActAlways, correct[i], ratio) - Cost(!CostRatioRule.Escalates(confidences[i], 1.0, costs), correct[i], ratio);
            total += saved[i];
        }

        double gain = total / saved.Length;
        for (int i = 0; i < saved.Length; i++)
        {
            saved[i] -= gain;
        }

        double[] deviations = groups.IsEmpty ? saved : Sums(saved, groups);
        double squares = 0.0;
        foreach (double deviation in deviations)
        {
            squares += deviation * deviation;
        }

        double error = deviations.Length < 2 ? double.PositiveInfinity : Math.Sqrt(squares * deviations.Length / (deviations.Length - 1.0)) / saved.Length;
        return new CostRuleEvidence(ratio, constant, gain, error);
    }

    /// <summary>Whether to use the confidence: only where the gain exceeds so many standard errors.</summary>
    /// <param name="deviations">How many, at least 0; two unless given.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="deviations"/> is below 0, NaN or infinite.</exception>
    public CostChoice Choose(double deviations = 2.0)
    {
        CheckDeviations(deviations, nameof(deviations));
        return Gain > 0.0 && Gain > deviations * StandardError ? CostChoice.UseConfidence : BetterConstant;
    }

    internal static void CheckDeviations(double deviations, string name)
    {
        if (!(deviations >= 0.0 && double.IsFinite(deviations)))
        {
            Guard.OutOfRange(name, "a finite number of at least 0", deviations);
        }
    }

    private static double[] Sums(double[] values, ReadOnlySpan<int> groups)
    {
        var sums = new Dictionary<int, double>();
        for (int i = 0; i < values.Length; i++)
        {
            sums[groups[i]] = sums.GetValueOrDefault(groups[i]) + values[i];
        }

        return [.. sums.Values];
    }

    private static double Cost(bool acts, bool right, double ratio) => !acts ? 1.0 / ratio : right ? 0.0 : 1.0;
}
