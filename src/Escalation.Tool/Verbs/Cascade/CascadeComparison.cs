using Escalation.Calibration.Populations;
using Escalation.Evaluation;
using Escalation.Evaluation.Routing;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Cascade;

/// <summary>Compares the routers.</summary>
internal static class CascadeComparison
{
    private const int UsualFolds = 10;

    private static readonly double[] Levels = [0.5, 0.8];

    /// <exception cref="ToolException">Thrown when the table is too small or a column too large for what was asked.</exception>
    internal static CascadeAnswer Of(CascadeTable table, CascadeRequest request)
    {
        int draws = request.Calibration ?? Math.Max(1, table.Rows / 2);
        if (draws > table.Rows)
        {
            throw new ToolException($"{table.Name}: --calibration {draws} is more than the {Report.Count(table.Rows)} rows");
        }

        double[] weak = table.Weak;
        double[] strong = table.Strong;
        double[] doubt = request.HigherDelegates ? table.Scores : [.. table.Scores.Select(static score => -score)];
        var splits = new BudgetSplitsOptions(draws, request.Splits) { Delta = request.Delta, Seed = request.Seed };
        var uncertainty = RoutingCurve.Of(doubt, weak, strong);
        var blind = RoutingCurve.Of(new double[table.Rows], weak, strong);
        var oracle = RoutingCurve.Of(RoutingScores.Oracle(weak, strong, doubt), weak, strong);
        int folds = Folds(table, request);
        var value = RoutingCurve.Of(Predict(table, request, folds, weak, strong), weak, strong);
        double gap = uncertainty.StrongMean - uncertainty.WeakMean;
        return new CascadeAnswer(
            table,
            draws,
            [
                Compare("uncertainty", "uncertainty", uncertainty, uncertainty.MeanAt, (_, count) => uncertainty.MeanAt(count), doubt, row => row.MeanGain),
                Compare("random", "random", blind, blind.ExpectedMeanAt, (budget, _) => blind.RandomMeanAt(budget), RoutingScores.Random(table.Rows, request.Seed), row => row.MeanRate * gap) with { Spearman = MetricValue.Of(0.0) },
                Compare("oracle", "oracle", oracle, oracle.BestMeanAt, (_, count) => oracle.BestMeanAt(count), [.. oracle.Scores], row => row.MeanGain),
                Compare("delegationValue", "delegation value", value, value.MeanAt, (_, count) => value.MeanAt(count), [.. value.Scores], row => row.MeanGain),
            ])
        {
            Folds = folds,
            Values = (Count(1), Count(0), Count(-1)),
            WeakAccuracy = uncertainty.WeakMean,
            StrongAccuracy = uncertainty.StrongMean,
            BestAccuracy = uncertainty.BestMeanAt(table.Rows),
        };

        int Count(int sign) => uncertainty.Values.ToArray().Count(each => Math.Sign(each) == sign);

        Router Compare(string name, string title, RoutingCurve curve, Func<int, double> accuracyAt, Func<double, int, double> accuracy, double[] scores, Func<BudgetSplitsRow, double> gain)
        {
            BudgetSplitsRow[] rows = BudgetSplits.Run(scores, curve.Values, request.Budgets, splits);
            return new Router(name, title)
            {
                AurocOfHelp = RoutingMetrics.AurocOfHelp(curve),
                AurocOfHarm = RoutingMetrics.AurocOfHarm(curve),
                Spearman = RoutingMetrics.Spearman(curve),
                AverageGapRecovered = RoutingMetrics.AverageGapRecovered(curve),
                Calls = [.. Levels.Select(level => (level, RoutingMetrics.CallsFor(curve, level)))],
                AccuracyAt = accuracyAt,
                Budgets = [.. rows.Select(row => Budget(curve, row, accuracy(row.Budget, curve.CountAt(row.Budget)), curve.WeakMean + gain(row)))],
            };
        }
    }

    private static RouterBudget Budget(RoutingCurve curve, BudgetSplitsRow row, double accuracy, double certified) =>
        new(curve.CountAt(row.Budget), accuracy, RoutingMetrics.GapRecovered(curve, accuracy), row, certified);

    private static int Folds(CascadeTable table, CascadeRequest request)
    {
        int units = request.Columns.Group is null ? table.Rows : table.Groups.Distinct().Count();
        int folds = request.Folds ?? Math.Min(UsualFolds, Math.Max(2, units));
        return folds <= units
            ? folds
            : throw new ToolException($"{table.Name}: the value of delegating is predicted from other folds, and there are fewer {(request.Columns.Group is null ? "rows" : "groups")} than the {folds} folds");
    }

    private static double[] Predict(CascadeTable table, CascadeRequest request, int folds, double[] weak, double[] strong)
    {
        try
        {
            return CrossFittedDelegationValue.Ridge(table.FeaturesOf(out int columns), columns, weak, strong, table.Groups, folds, request.Penalty, request.Seed)!;
        }
        catch (ArgumentException exception)
        {
            throw new ToolException($"{table.Name}: {ErrorText.MessageOf(exception).TrimEnd('.')}", exception);
        }
    }
}
