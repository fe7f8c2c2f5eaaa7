using System.Globalization;
using System.Text;
using Escalation.Calibration;
using Escalation.Evaluation;
using Escalation.Tool.CommandLine;
using Escalation.Tool.Output;
using Escalation.Tool.Output.Html;

namespace Escalation.Tool.Verbs.Evaluate;

/// <summary>The answer of <c>evaluate</c> as a page with figures.</summary>
internal static class EvaluatePage
{
    private const int MostPoints = 400;
    private const int HistogramBins = 20;
    private const int CostPoints = 60;
    private const double LeastRatio = 1.1;
    private const double MostRatio = 100.0;

    /// <summary>The counts stand above the bars.</summary>
    private const double HeadRoom = 1.1;

    internal static string Of(AnswerTable table, EvaluateRequest request, ConfidenceReport report, Certificate? certificate = null)
    {
        var body = new StringBuilder();
        body.Append(CultureInfo.InvariantCulture, $"<p>{Report.Count(report.Items)} answers from {HtmlText.Escape(table.Name)}, {Report.Count(report.Correct)} of them right. These figures describe these answers and certify nothing.</p>\n");
        body.Append(Metrics(request, report));
        body.Append(Reliability(report));
        body.Append(RiskCoverage(report, certificate));
        body.Append(Costs(table, report));
        body.Append(Histogram(table));
        body.Append(certificate is null ? "" : $"<section><h2>The certificate in words</h2>{HtmlText.Lines(certificate.ToText())}</section>\n");
        return HtmlText.Page($"Evaluation of the confidence {request.Columns.Confidence}", body.ToString());
    }

    private static string Metrics(EvaluateRequest request, ConfidenceReport report)
    {
        bool intervals = request.Options.Resamples > 0;
        string caption = intervals ? $"All metrics, with intervals of {Report.Number(100.0 * request.Options.Level)} % from {Report.Count(request.Options.Resamples)} resamples" : "All metrics";
        return $"<section><h2>Metrics</h2>{HtmlText.Table(caption, intervals ? ["metric", "value", "interval", "better"] : ["metric", "value", "better"], EvaluateTable.Metrics(report).Select(row => (IReadOnlyList<string>)(intervals
            ? [row.Name, MetricText.Value(row.Metric), MetricText.Interval(row.Metric), row.Better]
            : [row.Name, MetricText.Value(row.Metric), row.Better])))}</section>\n";
    }

    private static string Reliability(ConfidenceReport report)
    {
        if (report.Reliability is not { } diagram)
        {
            return "<section><h2>Reliability</h2><p>The confidence is no probability, so there is no share of right answers to compare it with.</p></section>\n";
        }

        ReliabilityBin[] filled = [.. diagram.Bins.Where(static bin => bin.Items > 0)];
        string svg = new SvgPlot("reliability", "Share of right answers in each bin of confidence, beside the diagonal of a calibrated confidence", ("confidence", "share of right answers"), (0.0, 1.0), HeadRoom)
            .Bars("right answers", filled.Select(static bin => (bin.Lower!.Value, bin.Upper!.Value, bin.Accuracy!.Value)))
            .Words(filled.Select(static bin => ((bin.Lower!.Value + bin.Upper!.Value) / 2.0, 1.03, Report.Count(bin.Items))))
            .Line(new PlotSeries("calibrated", [(0.0, 0.0), (1.0, 1.0)], "6 4"))
            .Line(new PlotSeries("mean confidence", [.. filled.Select(static bin => (bin.MeanConfidence!.Value, bin.Accuracy!.Value))]))
            .ToSvg();
        string numbers = HtmlText.Table("Bins of confidence", ["bin", "answers", "right", "mean confidence", "share right"], diagram.Bins.Select(static bin => (IReadOnlyList<string>)
        [
            $"{Report.Short(bin.Lower!.Value)} to {Report.Short(bin.Upper!.Value)}",
            Report.Count(bin.Items),
            Report.Count(bin.Correct),
            bin.MeanConfidence is { } mean ? Report.Short(mean) : "-",
            bin.Accuracy is { } share ? Report.Short(share) : "-",
        ]));
        return HtmlText.Figure("Reliability", "Bars below the diagonal are overconfident. The number above each bar counts its answers: few of them show chance.", svg, numbers);
    }

    private static string RiskCoverage(ConfidenceReport report, Certificate? certificate)
    {
        OperatingPoint? certified = certificate is null ? null : report.Curve.At(certificate.Threshold);
        RiskCoverageCurve curve = report.Curve;
        int stride = Math.Max(1, (curve.Count + MostPoints - 1) / MostPoints);
        var points = new List<(double X, double Y)>();
        for (int i = 0; i < curve.Count; i += stride)
        {
            points.Add((curve[i].Coverage, curve[i].SelectiveRisk));
        }

        RiskCoveragePoint last = curve[curve.Count - 1];
        points.Add((last.Coverage, last.SelectiveRisk));
        double most = Math.Min(1.0, 1.1 * points.Max(static point => point.Y));
        SvgPlot plot = new SvgPlot("coverage", "Error rate among the most confident answers against the share of answers acted on", ("coverage", "error rate among acted"), (0.0, 1.0), most)
            .Line(new PlotSeries("this confidence", points))
            .Line(new PlotSeries("random order", [(0.0, last.SelectiveRisk), (1.0, last.SelectiveRisk)], "6 4"));
        if (certified?.Risk is { } risk)
        {
            plot.Point("certified threshold", certified.Coverage, risk);
        }

        string numbers = HtmlText.Table("Coverage at risk", ["risk at most", "coverage", "act at", "acted", "errors"], report.CoverageAtRisk.Select(static reading => (IReadOnlyList<string>)
        [
            Report.Number(reading.Asked),
            MetricText.Value(reading.Metric),
            reading.Point?.Threshold is { } threshold ? Report.Number(threshold) : "-",
            Report.Count(reading.Point?.Acted ?? 0),
            Report.Count((long)(reading.Point?.LossSum ?? 0.0)),
        ]));
        return HtmlText.Figure("Risk and coverage", $"A threshold that is read off here was chosen on these labels and is optimistic; calibrate certifies one.{Words(certificate, certified)}", plot.ToSvg(), numbers);
    }

    private static string Words(Certificate? certificate, OperatingPoint? certified) => certificate is null || certified is null
        ? ""
        : $" The certified threshold {Report.Number(certificate.Threshold)} acts on {Report.Count(certified.Acted)} of these answers, {Report.Count((long)certified.LossSum)} of them wrong{(certified.Risk is { } risk ? $": {Report.Short(risk)}" : "")}.";

    private static string Costs(AnswerTable table, ConfidenceReport report)
    {
        double[] ratios = [.. Enumerable.Range(0, CostPoints).Select(static i => LeastRatio * Math.Pow(MostRatio / LeastRatio, i / (CostPoints - 1.0)))];
        CostPoint[]? raw = report.Reliability is null ? null : CostCurve.Of(table.Confidences, table.Correct, ratios);
        CostPoint[]? calibrated = report.Calibrated is null ? null : CostCurve.Of([.. report.Calibrated], table.Correct, ratios);
        double error = 1.0 - report.Accuracy.Value.Value!.Value;
        double most = 1.1 * Math.Max(error, (raw ?? calibrated ?? []).Select(static point => point.Rule).DefaultIfEmpty(0.0).Max());
        var plot = new SvgPlot("costs", "Cost for each answer in wrong acts against R, how many escalations a wrong act costs", ("R, logarithmic", "cost in wrong acts"), (LeastRatio, MostRatio), most, logarithmic: true);
        plot.Line(new PlotSeries("act always", [(LeastRatio, error), (MostRatio, error)], "6 4"));
        plot.Line(new PlotSeries("escalate always", [.. ratios.Select(static ratio => (ratio, 1.0 / ratio))], "2 4"));
        if (raw is not null)
        {
            plot.Line(new PlotSeries("raw", [.. raw.Select(static point => (point.Ratio, point.Rule))], "10 3 2 3"));
        }

        if (calibrated is not null)
        {
            plot.Line(new PlotSeries("calibrated", [.. calibrated.Select(static point => (point.Ratio, point.Rule))]));
        }

        string numbers = HtmlText.Table("Cost for each answer in wrong acts", ["R", "act always", "escalate always", "raw", "calibrated", "guarded", "oracle"], report.Costs.Select(static cost => (IReadOnlyList<string>)
        [
            Report.Number(cost.Ratio),
            MetricText.Value(cost.ActAlways),
            MetricText.Value(cost.EscalateAlways),
            MetricText.Value(cost.Raw),
            MetricText.Value(cost.Calibrated),
            MetricText.Value(cost.Guarded),
            MetricText.Value(cost.Oracle),
        ]));
        return HtmlText.Figure("Cost of the cost-ratio rule", $"A confidence is worth using where its line is below both of the policies that look at nothing. The calibrated one was fitted on other answers than those it is judged by ({CalibrationOption.Word(report.Options.Calibration)}); the guarded one is used where those answers show that it pays, and the cheaper of the two policies elsewhere.", plot.ToSvg(), numbers);
    }

    private static string Histogram(AnswerTable table)
    {
        double low = table.Confidences.Min();
        double high = table.Confidences.Max();
        double width = high > low ? (high - low) / HistogramBins : 1.0;
        int[] right = new int[HistogramBins];
        int[] wrong = new int[HistogramBins];
        for (int i = 0; i < table.Confidences.Length; i++)
        {
            int bin = Math.Min((int)((table.Confidences[i] - low) / width), HistogramBins - 1);
            (table.Correct[i] ? right : wrong)[bin]++;
        }

        string svg = new SvgPlot("histogram", "How many right and wrong answers have each confidence", ("confidence", "answers"), (low, low + (HistogramBins * width)), 1.05 * Math.Max(right.Max(), wrong.Max()))
            .Bars("right", right.Select((count, bin) => (low + (bin * width), low + ((bin + 0.5) * width), (double)count)))
            .Bars("wrong", wrong.Select((count, bin) => (low + ((bin + 0.5) * width), low + ((bin + 1) * width), (double)count)))
            .ToSvg();
        string numbers = HtmlText.Table("Answers by confidence", ["confidence", "right", "wrong"], right.Select((count, bin) => (IReadOnlyList<string>)[$"{Report.Short(low + (bin * width))} to {Report.Short(low + ((bin + 1) * width))}", Report.Count(count), Report.Count(wrong[bin])]));
        return HtmlText.Figure("Confidence of right and wrong answers", "The further apart the two are, the better the confidence tells them apart.", svg, numbers);
    }
}
