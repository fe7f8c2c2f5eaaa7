using System.Globalization;
using System.Text;
using Escalation.Probes.Training;
using Escalation.Statistics;

namespace Escalation.Experiments.TruthProbes;

/// <summary>The results as tables for people.</summary>
internal static class ProbesReport
{
    internal static string Write(IReadOnlyList<ModelResult> results, ulong seed)
    {
        IFormatProvider invariant = CultureInfo.InvariantCulture;
        var text = new StringBuilder();
        text.Append("Is the statement true? Logistic regression, C = 1e-3, standardised, 5 folds grouped by statement.\n");
        text.Append("model  rows  length  AUROC  interval       reference  within  recall@1%FPR  log loss  calibrated  honest: AUROC  accuracy  helps  harms  gap\n");
        foreach (ModelResult result in results)
        {
            LabelMetrics metrics = result.Probe.Report.Labels!;
            text.Append(invariant, $"{result.Data.Model,-5}  {result.Data.Rows,4}  {result.Data.Length,6}  {Number(metrics.Auroc.Value)}  {Interval(metrics.Auroc.Interval)}  {Number(result.Data.ReferenceAuroc),9}  {(result.Reproduces ? "yes" : "NO"),6}  {Number(metrics.RecallAtOnePercent.Value),12}  {Number(metrics.LogLoss.Value),8}  {Number(metrics.CalibratedLogLoss.Value),10}  {Number(result.HonestAuroc),13}  {Number(result.HonestAccuracy),8}  {result.Helps,5}  {result.Harms,5}  {result.Probe.Report.Fit.OptimalityGap:E1}\n");
        }

        text.Append(invariant, $"\nWhere does delegating to the expert ({results[0].Data.ExpertName}) help? Over the honest rows: AUROC for the rows where it does, and the gain in accuracy when the highest-scored {ModelExperiment.Share:P0} are delegated.\n");
        text.Append("Differences from the uncertainty are paired, statements resampled.\n");
        text.Append("model  predictor                          AUROC  interval       difference  interval         verdict      gain  difference  interval         verdict\n");
        foreach (ModelResult result in results)
        {
            foreach (Predictor predictor in result.Predictors)
            {
                bool baseline = predictor == result.Predictors[0];
                text.Append(invariant, $"{result.Data.Model,-5}  {predictor.Name,-33}  {Number(predictor.Auroc.Value)}  {Interval(predictor.Auroc.Interval)}  {Difference(predictor.Auroc, baseline)}  {Signed(predictor.Gain.Value)}  {Difference(predictor.Gain, baseline).TrimEnd()}\n");
            }

            string reference = result.Data.ReferenceUncertainty is { } published ? $"; the uncertainty's AUROC is {Number(published)} in the reference" : "";
            text.Append(invariant, $"{result.Data.Model,-5}  helps {result.Helps}, harms {result.Harms} of {result.HonestRows}; the best {ModelExperiment.Share:P0} would gain {Signed(result.BestGain)}{reference}\n");
        }

        text.Append(invariant, $"\nIntervals: 95 %, percentiles of 2,000 resamples; probes of the folds held fixed. Seed {seed}.\n");
        return text.Append(results.All(static result => result.Reproduces) ? "Every AUROC is within .02 of its reference.\n" : "AN AUROC IS NOT WITHIN .02 of its reference.\n").ToString();
    }

    private static string Difference(PairedMeasure measure, bool baseline) => baseline
        ? new string(' ', 38)
        : $"{Signed(measure.Difference),10}  {Signed(measure.DifferenceInterval.Lower)}..{Signed(measure.DifferenceInterval.Upper)}  {measure.Verdict,-9}";

    private static string Number(double value) => value.ToString("F3", CultureInfo.InvariantCulture);

    private static string Signed(double value) => value.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture);

    private static string Interval(BootstrapInterval interval) => $"{Number(interval.Lower)}..{Number(interval.Upper)}";
}
