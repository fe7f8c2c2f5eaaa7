using System.Globalization;
using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Evaluation;

/// <summary>Evaluates a confidence on labelled answers: ranking, selective prediction, calibration and cost in one report.</summary>
/// <remarks>
/// Deterministic by the seed, whatever the machine and the number of workers. All metrics of a report are resampled together, so their intervals are paired. Time is a sort, the fits of <see cref="GuardedCosts"/>, and
/// <c>O(n)</c> for each resample; memory a few numbers a row, and one for each fold.
/// </remarks>
public static class ConfidenceEvaluation
{
    /// <summary>Evaluates a confidence.</summary>
    /// <param name="confidences">Higher means more likely right; finite. On any scale, though what speaks of probabilities is undefined unless all lie in [0, 1].</param>
    /// <param name="correct">Whether each answer was right; as many.</param>
    /// <param name="groups">The group of each row, any numbers, such as its conversation: groups are drawn whole by the bootstrap and stay in one fold. Empty when every row stands alone.</param>
    /// <param name="options">How; the defaults when null.</param>
    /// <returns>The report. Without any item every metric is undefined.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths differ, or a list of the options is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a confidence is NaN or infinite, with the index of the first, so large that it cannot be standardised, or an option is out of range; the calibration method may be one that such confidences have not.</exception>
    public static ConfidenceReport Evaluate(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct, ReadOnlySpan<int> groups = default, EvaluationOptions? options = null)
    {
        options ??= new EvaluationOptions();
        Check(options);
        if (!groups.IsEmpty)
        {
            EvaluationChecks.Length(groups.Length, confidences.Length, nameof(groups));
        }

        var curve = RiskCoverageCurve.Of(confidences, correct);
        double[] values = confidences.ToArray();
        bool[] labels = correct.ToArray();
        FoldedMaps? maps = options.Folds >= GuardedCosts.LeastFolds ? FoldedMaps.Fit(options.Calibration, values, labels, groups, options.Folds, options.Seed, options.MaxWorkers) : null;
        double[]? calibrated = options.Folds >= GuardedCosts.LeastFolds ? maps?.Calibrated : CrossFittedConfidence.Of(options.Calibration, values, labels, groups, options.Folds, options.Seed);
        var table = new MetricTable(values, labels, calibrated, maps is null ? null : Guarded(maps, labels, groups, options), options);
        EvaluatedMetric[] metrics = Measure(table, groups.IsEmpty ? Numbers(values.Length) : groups.ToArray(), options, out int clusters);
        bool areProbabilities = EvaluationChecks.AreProbabilities(values);
        return new ConfidenceReport(
            metrics,
            curve,
            areProbabilities ? ReliabilityDiagram.Of(values, labels, options.Bins) : null,
            areProbabilities ? ReliabilityDiagram.Of(values, labels, options.Bins, BinningRule.EqualMass) : null,
            calibrated is null ? null : Array.AsReadOnly(calibrated),
            clusters,
            options);
    }

    private static bool[][] Guarded(FoldedMaps maps, bool[] correct, ReadOnlySpan<int> groups, EvaluationOptions options)
    {
        int[] groupOf = groups.ToArray();
        bool[][] acts = new bool[options.CostRatios.Count][];
        Workers.Run(options.MaxWorkers, acts.Length, (_, r) =>
            acts[r] = new GuardedDecisions(maps, correct, groupOf, options.CostRatios[r], options.GuardDeviations).Guarded);
        return acts;
    }

    private static EvaluatedMetric[] Measure(MetricTable table, int[] clusters, EvaluationOptions options, out int drawnFrom)
    {
        var values = new MetricValue[MetricLayout.Count(options)];
        int[] once = new int[clusters.Length];
        Array.Fill(once, 1);
        table.Compute(once, values);
        drawnFrom = clusters.Distinct().Count();
        if (options.Resamples == 0 || clusters.Length == 0)
        {
            return [.. values.Select(static value => new EvaluatedMetric(value, null))];
        }

        var resampled = new MetricValue[values.Length];
        BootstrapInterval[] intervals = ClusteredBootstrap.Intervals(
            clusters,
            values.Length,
            (counts, numbers) =>
            {
                table.Compute(counts, resampled);
                for (int i = 0; i < numbers.Length; i++)
                {
                    numbers[i] = resampled[i].Value ?? double.NaN;
                }
            },
            options.Resamples,
            options.Level,
            options.Seed);
        return [.. values.Zip(intervals, static (value, interval) => new EvaluatedMetric(value, interval.Resamples > 0 && value.IsDefined ? interval : null))];
    }

    private static int[] Numbers(int count)
    {
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = i;
        }

        return numbers;
    }

    private static void Check(EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options.Risks, "options.Risks");
        ArgumentNullException.ThrowIfNull(options.Coverages, "options.Coverages");
        ArgumentNullException.ThrowIfNull(options.CostRatios, "options.CostRatios");
        Guard.AtLeast(options.Bins, 1, "options.Bins");
        Guard.AtLeast(options.Folds, 2, "options.Folds");
        Guard.AtLeast(options.Resamples, 0, "options.Resamples");
        Guard.AtLeast(options.MaxWorkers, 1, "options.MaxWorkers");
        Guard.OpenProbability(options.Level, "options.Level");
        CostRuleEvidence.CheckDeviations(options.GuardDeviations, "options.GuardDeviations");
        foreach (double risk in options.Risks)
        {
            Guard.Probability(risk, "options.Risks");
        }

        foreach (double coverage in options.Coverages)
        {
            if (!(coverage > 0.0 && coverage <= 1.0))
            {
                throw new ArgumentOutOfRangeException(nameof(options), coverage, string.Create(CultureInfo.InvariantCulture, $"options.Coverages must be above 0 and at most 1, but one was {coverage:R}."));
            }
        }

        foreach (double ratio in options.CostRatios)
        {
            _ = DecisionCosts.FromRatio(ratio);
        }
    }
}
