using Escalation.Decisions;

namespace Escalation.Evaluation;

/// <summary>The realised cost of the cost-ratio rule over R.</summary>
/// <remarks>
/// <para>
/// The rule is the deployed one, <see cref="CostRatioRule"/> with a perfect expert: escalate iff <c>1 - p &gt; 1/R</c>; equality acts. Source: DiSorbo and Ju, arXiv 2604.08588. Every escalation is
/// charged, also one of an answer that was right.
/// </para>
/// <para>
/// A confidence is worth using at R only where the rule costs less than both acting and escalating always; an overconfident one does not, however well it ranks. Assumes confidences that are
/// probabilities, an expert who is always right, and items exchangeable with those to come. A map that was fitted to these labels must be cross-fitted (<see cref="CrossFittedConfidence"/>), else its
/// cost is too low. <c>O(n)</c> for each R.
/// </para>
/// </remarks>
public static class CostCurve
{
    /// <summary>The costs at several R.</summary>
    /// <param name="confidences">Probabilities of being right, in [0, 1].</param>
    /// <param name="correct">Whether each answer was right; as many.</param>
    /// <param name="ratios">R = c_w / c_l, each finite and above 1.</param>
    /// <returns>A point for each R, in their order; none without any item.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a confidence is outside [0, 1] or NaN, with the index of the first, or a ratio is not a finite number above 1.</exception>
    public static CostPoint[] Of(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct, ReadOnlySpan<double> ratios)
    {
        EvaluationChecks.Length(correct.Length, confidences.Length, nameof(correct));
        EvaluationChecks.Probabilities(confidences);
        var points = new CostPoint[confidences.IsEmpty ? 0 : ratios.Length];
        int errors = correct.Count(false);
        for (int r = 0; r < ratios.Length; r++)
        {
            var costs = DecisionCosts.FromRatio(ratios[r]);
            int acted = 0;
            int wrong = 0;
            for (int i = 0; i < confidences.Length; i++)
            {
                bool acts = !CostRatioRule.Escalates(confidences[i], 1.0, costs);
                acted += acts ? 1 : 0;
                wrong += acts && !correct[i] ? 1 : 0;
            }

            if (points.Length > 0)
            {
                points[r] = CostPoint.Of(ratios[r], confidences.Length, errors, acted, wrong);
            }
        }

        return points;
    }
}
