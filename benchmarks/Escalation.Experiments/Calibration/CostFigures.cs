using System.Globalization;
using Escalation.Evaluation;
using Escalation.Learning.Calibrators;

namespace Escalation.Experiments.Calibration;

/// <summary>In how many cells of model, data set and cost ratio a confidence costs no more than the better of acting and escalating always.</summary>
internal static class CostFigures
{
    internal const int Folds = 10;
    private const double Slack = 0.002;

    /// <summary>The share of cells that the guarded rule must keep.</summary>
    private const double LeastShare = 0.95;

    internal static readonly double[] Ratios = [2.0, 4.0, 10.0];
    private static readonly string[] Sets = ["arc", "hellaswag", "mmlu"];

    internal static IEnumerable<CalibrationRow> Measure(string folder, ulong seed)
    {
        LabelledAnswers[] all = [.. Sets.SelectMany(set => AnswerFiles.Bplaut(folder, set))];
        double[] raw = [.. all.SelectMany(one => CostCurve.Of(one.Confidences, one.Correct, Ratios)).Select(static point => point.Rule - Math.Min(point.ActAlways, point.EscalateAlways))];
        foreach (CalibrationRow row in Rows("as stated", raw, promised: false))
        {
            yield return row;
        }

        foreach (CalibrationMethod method in Enum.GetValues<CalibrationMethod>())
        {
            GuardedCost[] costs = [.. all.SelectMany(one => GuardedCosts.Of(method, one.Confidences, one.Correct, one.Groups, Ratios, Folds, seed) ?? throw new ExperimentException($"bplaut: too few answers of {one.Model}"))];
            double[] calibrated = [.. costs.Select(static cost => cost.Calibrated - Math.Min(cost.ActAlways, cost.EscalateAlways))];
            double[] guarded = [.. costs.Select(static cost => cost.Guarded - Math.Min(cost.ActAlways, cost.EscalateAlways))];

            // The promise is of the default; the rest stands beside it.
            bool promised = method == CalibrationMethod.Platt;
            foreach (CalibrationRow row in Rows(Name(method), calibrated, promised: false).Concat(Rows($"{Name(method)}, guarded", guarded, promised)))
            {
                yield return row;
            }
        }
    }

    internal static string Name(CalibrationMethod method) => method switch
    {
        CalibrationMethod.VennAbers => "Venn-Abers, combined",
        _ => method.ToString(),
    };

    private static IEnumerable<CalibrationRow> Rows(string name, double[] excess, bool promised)
    {
        yield return new CalibrationRow("bplaut", $"{name}: cells that cost no more than the better constant", excess.Count(static one => one <= 0.0), Least: promised ? Math.Ceiling(LeastShare * excess.Length) : null);
        yield return new CalibrationRow("bplaut", string.Create(CultureInfo.InvariantCulture, $"{name}: cells within {Slack} of it"), excess.Count(static one => one <= Slack));
        yield return new CalibrationRow("bplaut", $"{name}: greatest excess", excess.Max());
        yield return new CalibrationRow("bplaut", $"{name}: mean excess", excess.Average());
    }
}
