using Escalation.Statistics;

namespace Escalation.Calibration.RiskControl;

/// <summary>Why a joint calibration certified nothing although budget and sample would allow it.</summary>
internal static class JointExplanation
{
    internal static CalibrationResult Of(JointRun run, JointCalibrationOptions options)
    {
        long n = run.Testing.Items;
        double level = options.RiskLevel;
        JointTable table = run.Table;
        long needed = Math.Max(run.Required, BinomialBudget.MinimumTrials(options.MaxRisk, level));
        long most = run.Risk.Trials(run.Grid.Count - 1);
        if (most < needed)
        {
            return new InsufficientSamples(n, options.MaxRisk, options.Delta, most, needed, table) { Level = level };
        }

        (int within, int? beyond) = Passing(run, level);
        if (within > 0 && run.FailedAt is { } at)
        {
            return new SequenceBlocked(n, options.MaxRisk, options.Delta, [table[at]], within, table) { Level = level };
        }

        if (beyond is { } index)
        {
            return new BudgetInfeasible(n, options.MaxRisk, options.Delta, options.Budget, run.Testing.Delegated(index) / (double)n, run.Allowed / (double)n, run.Grid.Thresholds[index], table) { Level = level };
        }

        (int best, double bound) = BestBound(run, level);
        return new RiskTooHigh(n, options.MaxRisk, options.Delta, bound, run.Grid.Thresholds[best], table) { Level = level };
    }

    /// <summary>How many thresholds within the budget pass the risk's test on their own, and the highest of those beyond the budget, which delegates least.</summary>
    private static (int Within, int? Beyond) Passing(JointRun run, double level)
    {
        int within = 0;
        int? beyond = null;
        for (int index = 0; index < run.Grid.Count; index++)
        {
            if (run.Risk.PValue(index) <= level)
            {
                bool affordable = run.Testing.Delegated(index) <= run.Allowed;
                within += affordable ? 1 : 0;
                beyond = affordable ? beyond : index;
            }
        }

        return (within, beyond);
    }

    private static (int Index, double Bound) BestBound(JointRun run, double level)
    {
        int best = 0;
        double bestBound = 1.0;
        for (int index = 0; index < run.Grid.Count; index++)
        {
            // Thresholds that act on the same items have the same bound. And only where the tail at the best bound so far is at most the level
            // can this bound be as low, so most of the others, and those without a trial, need no root search.
            bool same = index > 0 && run.Testing.Acted(index) == run.Testing.Acted(index - 1);
            if (!same && BinomialTail.Lower(run.Risk.Errors(index), run.Risk.Trials(index), bestBound) <= level)
            {
                double bound = ClopperPearson.Upper(run.Risk.Errors(index), run.Risk.Trials(index), level);
                best = bound < bestBound ? index : best;
                bestBound = Math.Min(bound, bestBound);
            }
        }

        return (best, bestBound);
    }
}
