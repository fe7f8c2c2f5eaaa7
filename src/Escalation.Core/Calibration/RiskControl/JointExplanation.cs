using Escalation.Statistics;

namespace Escalation.Calibration.RiskControl;

/// <summary>Why a joint calibration certified nothing although budget and sample would allow it.</summary>
internal static class JointExplanation
{
    internal static CalibrationResult Of(JointRun run, JointCalibrationOptions options)
    {
        int? highest = run.HighestOfRiskAlone(out int? failed);
        return highest is { } index
            ? Infeasible(run, options, index)
            : TooFew(run, options) ?? Explain(run, options, failed);
    }

    private static BudgetInfeasible Infeasible(JointRun run, JointCalibrationOptions options, int index)
    {
        double n = run.Testing.Items;
        return new BudgetInfeasible(run.Testing.Items, options.MaxRisk, options.Delta, options.Budget, run.Testing.Delegated(index) / n, run.Allowed / n, run.Grid.Thresholds[index], run.Table) { Level = options.RiskLevel };
    }

    private static InsufficientSamples? TooFew(JointRun run, JointCalibrationOptions options)
    {
        long needed = Math.Max(run.Required, BinomialBudget.MinimumTrials(options.MaxRisk, options.RiskLevel));
        long most = run.Risk.Trials(run.Grid.Count - 1);
        return most < needed
            ? new InsufficientSamples(run.Testing.Items, options.MaxRisk, options.Delta, most, needed, run.Table) { Level = options.RiskLevel }
            : null;
    }

    private static CalibrationResult Explain(JointRun run, JointCalibrationOptions options, int? failed)
    {
        int passingAlone = 0;
        bool passes = false;
        double bestBound = 1.0;
        int best = 0;
        long trials = -1;
        long errors = -1;
        for (int index = 0; index < run.Grid.Count; index++)
        {
            // On a fine grid most neighbours act on the same items, and one test serves them all.
            if (run.Risk.Trials(index) != trials || run.Risk.Errors(index) != errors)
            {
                (trials, errors) = (run.Risk.Trials(index), run.Risk.Errors(index));
                passes = run.Risk.PValue(index) <= options.RiskLevel;
                double bound = run.Risk.UpperBound(index);
                best = bound < bestBound ? index : best;
                bestBound = Math.Min(bound, bestBound);
            }

            passingAlone += passes ? 1 : 0;
        }

        JointTable table = run.Table;
        return passingAlone > 0 && failed is { } at
            ? new SequenceBlocked(run.Testing.Items, options.MaxRisk, options.Delta, table[at], passingAlone, table) { Level = options.RiskLevel }
            : new RiskTooHigh(run.Testing.Items, options.MaxRisk, options.Delta, bestBound, run.Grid.Thresholds[best], table) { Level = options.RiskLevel };
    }
}
