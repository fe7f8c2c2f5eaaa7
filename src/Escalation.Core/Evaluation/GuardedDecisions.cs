using Escalation.Decisions;

namespace Escalation.Evaluation;

/// <summary>What the cost rule on a calibrated confidence does at one R, and what it does where the other folds support it.</summary>
internal sealed class GuardedDecisions
{
    internal GuardedDecisions(FoldedMaps fitted, ReadOnlySpan<bool> correct, ReadOnlySpan<int> groups, double ratio, double deviations)
    {
        var costs = DecisionCosts.FromRatio(ratio);
        Rule = new bool[correct.Length];
        Guarded = new bool[correct.Length];
        for (int fold = 0; fold < fitted.Folds; fold++)
        {
            (double[] others, bool[] labels, int[] otherGroups) = fitted.Others(fold, correct, groups);
            CostChoice choice = CostRuleEvidence.Of(others, labels, otherGroups, ratio).Choose(deviations);
            SupportedFolds += choice == CostChoice.UseConfidence ? 1 : 0;
            for (int i = 0; i < correct.Length; i++)
            {
                if (fitted.FoldOf[i] == fold)
                {
                    Rule[i] = !CostRatioRule.Escalates(fitted.Calibrated[i], 1.0, costs);
                    Guarded[i] = choice == CostChoice.UseConfidence ? Rule[i] : choice == CostChoice.ActAlways;
                }
            }
        }
    }

    /// <summary>Whether the rule acts on each row.</summary>
    internal bool[] Rule { get; }

    /// <summary>Whether the guarded rule does.</summary>
    internal bool[] Guarded { get; }

    /// <summary>In how many folds the confidence was used.</summary>
    internal int SupportedFolds { get; }
}
