using System.Globalization;
using System.Text;
using Escalation.Tool.Output;
using Escalation.Tool.Output.Html;

namespace Escalation.Tool.Verbs.Cascade;

/// <summary>The answer of <c>cascade</c> as a page with figures.</summary>
internal static class CascadePage
{
    private const int MostPoints = 200;

    private static readonly string[] Dashes = ["", "6 4", "2 4", "10 3 2 3"];

    internal static string Of(CascadeRequest request, CascadeAnswer answer)
    {
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"<p>{Report.Count(answer.Table.Rows)} rows from {HtmlText.Escape(answer.Table.Name)}. Delegating mends an error in {Report.Count(answer.Values.Help)} of them, changes nothing in {Report.Count(answer.Values.Neutral)} and does harm in {Report.Count(answer.Values.Harm)}. The weak model alone has accuracy {Report.Short(answer.WeakAccuracy)}, the strong one {Report.Short(answer.StrongAccuracy)}, and whoever knew which is right {Report.Short(answer.BestAccuracy)}.</p>\n");
        body.Append(CultureInfo.InvariantCulture, $"<p>Delegation value: {HtmlText.Escape(CascadeReport.Prediction(request, answer))}. Random: the exact expectation, and not one draw.</p>\n");
        body.Append(Accuracy(answer));
        body.Append(CultureInfo.InvariantCulture, $"<section><h2>Ranking</h2>{HtmlText.Table("How well each router tells where delegating helps", CascadeReport.MetricsHeader, answer.Routers.Select(CascadeReport.Metrics))}</section>\n");
        body.Append(Rates(request, answer));
        body.Append(Violations(request, answer));
        return HtmlText.Page("Routing between a weak and a strong model", body.ToString());
    }

    private static string Accuracy(CascadeAnswer answer)
    {
        int rows = answer.Table.Rows;
        int[] counts = [.. Enumerable.Range(0, MostPoints + 1).Select(i => (int)((long)rows * i / MostPoints)).Distinct()];
        var plot = new SvgPlot("accuracy", "Accuracy against the share of rows delegated, for each router", ("share delegated", "accuracy"), (0.0, 1.0), 1.0);
        for (int r = 0; r < answer.Routers.Count; r++)
        {
            Router router = answer.Routers[r];
            plot.Line(new PlotSeries(router.Title, [.. counts.Select(count => ((double)count / rows, router.AccuracyAt(count)))], Dashes[r]));
        }

        string numbers = HtmlText.Table("Accuracy at each budget (rows delegated)", CascadeReport.AccuracyHeader(answer), answer.Routers.Select(CascadeReport.Accuracies));
        return HtmlText.Figure("Accuracy and delegation", "The oracle never delegates where that does harm; what lies between it and a router is what better signals could bring. A point that is read off here was chosen on these labels and is optimistic.", plot.ToSvg(), numbers);
    }

    private static string Rates(CascadeRequest request, CascadeAnswer answer)
    {
        Router uncertainty = answer.Routers[0];
        Router value = answer.Routers[^1];
        (double X, double Y)[] budgets = [.. request.Budgets.Select(static budget => (budget, budget))];
        string svg = new SvgPlot("rates", "Share of rows that certified thresholds delegate on average, against the budget", ("budget", "mean share delegated"), (0.0, 1.0), 1.0)
            .Line(new PlotSeries("the budget itself", budgets, "6 4"))
            .Line(new PlotSeries(uncertainty.Title, Points(uncertainty, static budget => budget.Splits.MeanRate)))
            .Line(new PlotSeries(value.Title, Points(value, static budget => budget.Splits.MeanRate), "2 4"))
            .ToSvg();
        string numbers = HtmlText.Table("Certified budgets, each threshold deployed on all rows", CascadeReport.CertifiedHeader, answer.Routers.SelectMany(CascadeReport.Certified));
        return HtmlText.Figure("Certified budgets", $"Thresholds from {Report.Count(request.Splits)} random calibration sets of {Report.Count(answer.Calibration)} rows. The distance to the budget is the price of the promise at error level {Report.Number(request.Delta)}; it shrinks with more rows.", svg, numbers);
    }

    private static string Violations(CascadeRequest request, CascadeAnswer answer)
    {
        Router uncertainty = answer.Routers[0];
        Router value = answer.Routers[^1];
        (double X, double Y)[] level = [(0.0, request.Delta), (1.0, request.Delta)];
        double most = Math.Max(request.Delta, answer.Routers.SelectMany(static router => router.Budgets).Max(static budget => Math.Max(budget.Splits.Law.Violation, (double)budget.Splits.Violations / budget.Splits.Splits)));
        string svg = new SvgPlot("violations", "How often a certified threshold delegates more than the budget, against the budget", ("budget", "share of splits"), (0.0, 1.0), Math.Min(1.0, 1.2 * most))
            .Line(new PlotSeries("promised", level, "6 4"))
            .Line(new PlotSeries("expected", Points(uncertainty, static budget => budget.Splits.Law.Violation), "10 3 2 3"))
            .Line(new PlotSeries(uncertainty.Title, Points(uncertainty, static budget => (double)budget.Splits.Violations / budget.Splits.Splits)))
            .Line(new PlotSeries(value.Title, Points(value, static budget => (double)budget.Splits.Violations / budget.Splits.Splits), "2 4"))
            .ToSvg();
        string numbers = HtmlText.Table("Violations of each budget", ["router", "budget", "violations", "explained by the expectation", "expected share"], answer.Routers.SelectMany(static router => router.Budgets.Select(budget => (IReadOnlyList<string>)
        [
            router.Title,
            Report.Number(budget.Splits.Budget),
            budget.Splits.AllowedCount < 0 ? "-" : Report.Count(budget.Splits.Violations),
            budget.Splits.AllowedCount < 0 ? "-" : $"{Report.Count(budget.Expected.Lower)} to {Report.Count(budget.Expected.Upper)}",
            budget.Splits.AllowedCount < 0 ? "-" : Report.Short(budget.Splits.Law.Violation),
        ])));
        return HtmlText.Figure("Broken promises", "Expected: the exact probability for the uncertainty when calibration sets are drawn from these rows without replacement. Counts in the range beside them are chance in 999 of 1,000 cases.", svg, numbers);
    }

    private static (double X, double Y)[] Points(Router router, Func<RouterBudget, double> number) =>
        [.. router.Budgets.Where(static budget => budget.Splits.AllowedCount >= 0).Select(budget => (budget.Splits.Budget, number(budget)))];
}
