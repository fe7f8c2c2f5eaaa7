using Escalation.Evaluation;
using Escalation.Learning.Calibrators;

namespace Escalation.Experiments.Calibration;

/// <summary>What confidence in words is worth: of 48 models about 300 board questions.</summary>
internal static class VerbalisedFigures
{
    internal const string Data = "gastro";

    /// <summary>Below this area nobody would route by a score.</summary>
    private const double UsefulArea = 0.7;

    /// <summary>A saving of half a hundredth of a wrong act is not worth a question.</summary>
    private const double UsefulSaving = 0.005;

    private const int Bins = 10;

    private static readonly (string Model, int Items, double Accuracy, double Auroc, double Brier, double Error)[] Reference =
    [
        ("ClaudeHiakuWeb-raw", 300, .500, .5230, .3973, .385),
        ("gpt-4-0613", 245, .6653, .6053, .2674, .237),
    ];

    internal static IEnumerable<CalibrationRow> Measure(string folder, ulong seed)
    {
        LabelledAnswers[] all = [.. AnswerFiles.Verbalised(folder)];
        foreach ((string model, int items, double accuracy, double auroc, double brier, double error) in Reference)
        {
            LabelledAnswers one = all.SingleOrDefault(answers => answers.Model == model) ?? throw new ExperimentException($"gastro: there is no model '{model}'");
            yield return CalibrationRow.Known(Data, $"{model}: answers", one.Correct.Length, items, 0.0);
            yield return CalibrationRow.Known(Data, $"{model}: accuracy", one.Correct.Average(static right => right ? 1.0 : 0.0), accuracy, 0.00005);
            yield return CalibrationRow.Known(Data, $"{model}: AUROC", Area(one.Confidences, one.Correct), auroc, 0.00005);
            yield return CalibrationRow.Known(Data, $"{model}: Brier", ScoringRules.Brier(one.Confidences, one.Correct).Value ?? double.NaN, brier, 0.00005);
            yield return CalibrationRow.Known(Data, $"{model}: ECE, 10 bins", ErrorFigures.Error(one.Confidences, one.Correct, Bins), error, 0.0005);
        }

        // A model needs both classes and a few dozen rows to say anything.
        LabelledAnswers[] usable = [.. all.Where(static one => one.Correct.Length >= 100 && one.Correct.Contains(true) && one.Correct.Contains(false))];
        double[] areas = [.. usable.Select(static one => Area(one.Confidences, one.Correct))];
        yield return new CalibrationRow(Data, "models with 100 answers or more", usable.Length);
        yield return new CalibrationRow(Data, "AUROC: least", areas.Min());
        yield return new CalibrationRow(Data, "AUROC: mean", areas.Average());
        yield return new CalibrationRow(Data, "AUROC: greatest", areas.Max(), Most: UsefulArea);
        yield return new CalibrationRow(Data, "ECE as stated: mean", usable.Average(static one => ErrorFigures.Error(one.Confidences, one.Correct, Bins)));
        foreach (CalibrationMethod method in (CalibrationMethod[])[CalibrationMethod.Platt, CalibrationMethod.Isotonic])
        {
            double[] errors = [.. usable.Select(one => ErrorFigures.Error(CrossFitted(method, one, seed), one.Correct, Bins))];
            yield return new CalibrationRow(Data, $"ECE after {method}: mean", errors.Average());
            yield return new CalibrationRow(Data, $"ECE after {method}: models in which it fell", errors.Zip(usable).Count(static pair => pair.First < ErrorFigures.Error(pair.Second.Confidences, pair.Second.Correct, Bins)));
        }

        double[] raw = [.. usable.SelectMany(static one => CostCurve.Of(one.Confidences, one.Correct, CostFigures.Ratios)).Select(static point => point.Rule - Math.Min(point.ActAlways, point.EscalateAlways))];
        GuardedCost[] guarded = [.. usable.SelectMany(one => GuardedCosts.Of(CalibrationMethod.Platt, one.Confidences, one.Correct, one.Groups, CostFigures.Ratios, CostFigures.Folds, seed)!)];
        yield return new CalibrationRow(Data, "cells of model and R", raw.Length);
        yield return new CalibrationRow(Data, "cost rule on it as stated: cells below the better constant", raw.Count(static one => one < 0.0));
        yield return new CalibrationRow(Data, "cost rule on it as stated: mean saving", -raw.Average(), Most: 0.0);
        yield return new CalibrationRow(Data, "calibrated: cells in which most folds support using it", guarded.Count(static cost => 2 * cost.SupportedFolds > CostFigures.Folds));
        yield return new CalibrationRow(Data, "calibrated and guarded: mean saving beside the better constant", guarded.Average(static cost => Math.Min(cost.ActAlways, cost.EscalateAlways) - cost.Guarded), Most: UsefulSaving);
    }

    /// <summary>The plain verdict, drawn from the figures.</summary>
    internal static string Verdict(IReadOnlyList<CalibrationRow> rows) =>
        rows.Where(static row => row.Data == Data && row.Most is not null && row.Reference is null).All(static row => row.MeetsBar)
            ? "gastro: verbalised confidence is useless here. No model's ranks right above wrong answers well enough to route by; as stated it costs more than acting or escalating always, and calibrated it saves next to nothing beside them."
            : "gastro: the figures do not show that verbalised confidence is useless here.";

    private static double[] CrossFitted(CalibrationMethod method, LabelledAnswers answers, ulong seed) =>
        CrossFittedConfidence.Of(method, answers.Confidences, answers.Correct, answers.Groups, CostFigures.Folds, seed)!;

    private static double Area(double[] confidences, bool[] correct) => RankingMetrics.Auroc(RiskCoverageCurve.Of(confidences, correct)).Value ?? double.NaN;
}
