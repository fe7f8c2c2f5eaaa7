using Escalation.Decisions;
using Escalation.Learning.Calibrators;

namespace Escalation.Evaluation;

/// <summary>What the cost rule on a calibrated confidence would have cost if it were used only where it had proved its worth before.</summary>
/// <remarks>
/// <para>
/// Nested cross-fitting: for each fold, maps are fitted on pairs of folds left out, so that on the other folds the rule is judged (<see cref="CostRuleEvidence"/>) by confidences that saw neither their own
/// label nor any of the fold; then the fold is decided by what was chosen. No label has a part in its own decision. What is deployed is fitted and chosen once, on rows of its own.
/// </para>
/// <para>
/// When not to use it: where a decision must depend on the answer whatever it costs; the guard then gives up a small gain that it cannot tell from noise. Deterministic by the seed. Fits
/// <c>folds (folds + 1) / 2</c> maps.
/// </para>
/// </remarks>
public static class GuardedCosts
{
    internal const int LeastFolds = 3;

    /// <summary>Computes the costs.</summary>
    /// <param name="method">How to calibrate; <see cref="CalibrationMethod.Beta"/> needs probabilities.</param>
    /// <param name="confidences">Finite; higher means more likely right.</param>
    /// <param name="correct">Whether each answer was right; as many.</param>
    /// <param name="groups">The group of each row, any numbers; empty when every row stands alone.</param>
    /// <param name="ratios">R = c_w / c_l, each finite and above 1.</param>
    /// <param name="folds">How many folds, at least 3.</param>
    /// <param name="seed">The seed of the folds.</param>
    /// <param name="deviations">How many standard errors the gain must exceed; at least 0.</param>
    /// <returns>A row for each R, in their order; null when there are fewer groups than folds.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a confidence is not finite, with the index of the first, or an option is out of range.</exception>
    public static GuardedCost[]? Of(
        CalibrationMethod method,
        ReadOnlySpan<double> confidences,
        ReadOnlySpan<bool> correct,
        ReadOnlySpan<int> groups,
        ReadOnlySpan<double> ratios,
        int folds = 10,
        ulong seed = 0,
        double deviations = 2.0)
    {
        Guard.AtLeast(folds, LeastFolds);
        CostRuleEvidence.CheckDeviations(deviations, nameof(deviations));
        foreach (double ratio in ratios)
        {
            _ = DecisionCosts.FromRatio(ratio);
        }

        var fitted = FoldedMaps.Fit(method, confidences, correct, groups, folds, seed);
        if (fitted is null)
        {
            return null;
        }

        var rows = new GuardedCost[ratios.Length];
        for (int r = 0; r < rows.Length; r++)
        {
            rows[r] = Measure(fitted, correct, groups, ratios[r], deviations);
        }

        return rows;
    }

    private static GuardedCost Measure(FoldedMaps fitted, ReadOnlySpan<bool> correct, ReadOnlySpan<int> groups, double ratio, double deviations)
    {
        int errors = correct.Count(false);
        var decisions = new GuardedDecisions(fitted, correct, groups, ratio, deviations);
        return new GuardedCost(
            ratio,
            CostPoint.Of(ratio, correct.Length, errors, correct.Length, errors).Rule,
            CostPoint.Of(ratio, correct.Length, errors, 0, 0).Rule,
            Cost(decisions.Rule, correct, ratio, errors),
            Cost(decisions.Guarded, correct, ratio, errors),
            decisions.SupportedFolds);
    }

    private static double Cost(bool[] acts, ReadOnlySpan<bool> correct, double ratio, int errors)
    {
        int acted = 0;
        int wrong = 0;
        for (int i = 0; i < acts.Length; i++)
        {
            acted += acts[i] ? 1 : 0;
            wrong += acts[i] && !correct[i] ? 1 : 0;
        }

        return CostPoint.Of(ratio, correct.Length, errors, acted, wrong).Rule;
    }
}
