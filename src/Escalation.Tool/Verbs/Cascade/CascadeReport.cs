using Escalation.Evaluation;
using Escalation.Tool.Output;
using Escalation.Tool.Verbs.Evaluate;

namespace Escalation.Tool.Verbs.Cascade;

/// <summary>The answer of <c>cascade</c> for people, and its tables for the page.</summary>
internal static class CascadeReport
{
    internal static readonly string[] CertifiedHeader = ["router", "budget", "k", "mean rate", "expected", "accuracy", "violations", "share", "expected"];

    internal static readonly string[] MetricsHeader = ["router", "AUROC help", "AUROC harm", "Spearman", "APGR", "calls for half", "calls for 80 %"];

    internal static void Write(ToolConsole console, CascadeRequest request, CascadeAnswer answer)
    {
        Report.Facts(
            console,
            $"{Report.Count(answer.Table.Rows)} rows: delegating helps in {Report.Count(answer.Values.Help)}, changes nothing in {Report.Count(answer.Values.Neutral)}, harms in {Report.Count(answer.Values.Harm)}",
            [
                ("weak model", Report.Short(answer.WeakAccuracy)),
                ("strong model", Report.Short(answer.StrongAccuracy)),
                ("best of both", Report.Short(answer.BestAccuracy)),
                ("calibration", $"{Report.Count(request.Splits)} sets of {Report.Count(answer.Calibration)} rows, error level {Report.Number(request.Delta)}"),
                ("prediction", Prediction(request, answer)),
                ("written to", request.Page),
            ]);
        console.Output.Write("\nHow well each router tells where delegating helps:\n");
        Report.Rows(console, MetricsHeader, answer.Routers.Select(Metrics));
        console.Output.Write("\nAccuracy when so many rows are delegated (a point chosen on these labels is optimistic):\n");
        Report.Rows(console, AccuracyHeader(answer), answer.Routers.Select(Accuracies));
        console.Output.Write("\nCertified budgets, each threshold deployed on all rows; a violation delegates more than the budget:\n");
        Report.Rows(console, CertifiedHeader, answer.Routers.SelectMany(Certified));
    }

    internal static string Prediction(CascadeRequest request, CascadeAnswer answer) =>
        $"ridge on the score{string.Concat(request.Columns.Features.Concat(request.Columns.Categories).Select(static name => $", {name}"))}; each row from the other of {Report.Count(answer.Folds)} folds";

    internal static string[] AccuracyHeader(CascadeAnswer answer) => ["router", .. answer.Routers[0].Budgets.Select(static budget => $"{Report.Number(budget.Splits.Budget)} ({Report.Count(budget.Count)})")];

    internal static IReadOnlyList<string> Accuracies(Router router) => [router.Title, .. router.Budgets.Select(static budget => Report.Short(Math.Round(budget.Accuracy, 4)))];

    internal static IReadOnlyList<string> Metrics(Router router) =>
        [router.Title, Text(router.AurocOfHelp), Text(router.AurocOfHarm), Text(router.Spearman), Text(router.AverageGapRecovered), .. router.Calls.Select(static call => Text(call.Calls))];

    internal static IEnumerable<IReadOnlyList<string>> Certified(Router router) => router.Budgets.Select(budget => (IReadOnlyList<string>)(budget.Splits.AllowedCount < 0
        ? [router.Title, Report.Number(budget.Splits.Budget), "none", "too few rows", "-", "-", "-", "-", "-"]
        :
        [
            router.Title,
            Report.Number(budget.Splits.Budget),
            Report.Count(budget.Splits.AllowedCount),
            Report.Short(Math.Round(budget.Splits.MeanRate, 4)),
            Report.Short(Math.Round(budget.Splits.Law.MeanRate, 4)),
            Report.Short(Math.Round(budget.CertifiedAccuracy, 4)),
            $"{Report.Count(budget.Splits.Violations)}{(budget.Expected.Contains(budget.Splits.Violations) ? "" : " (!)")}",
            Report.Short(Math.Round((double)budget.Splits.Violations / budget.Splits.Splits, 4)),
            Report.Short(Math.Round(budget.Splits.Law.Violation, 4)),
        ]));

    private static string Text(MetricValue metric) => metric.Value is { } value ? Report.Short(Math.Round(value, 4)) : $"none: {MetricText.Word(metric.Reason!.Value)}";
}
