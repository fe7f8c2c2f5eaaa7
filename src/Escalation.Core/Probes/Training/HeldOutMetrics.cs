using Escalation.Learning;
using Escalation.Statistics;

namespace Escalation.Probes.Training;

/// <summary>Computes metrics of held-out scores with their intervals.</summary>
internal static class HeldOutMetrics
{
    private const double LowRate = 0.01;

    // A spread below this share of the numbers is their rounding, as in a fit.
    private const double RoundingShare = 1e-14;

    internal static LabelMetrics OfLabels(double[] scores, bool[] labels, int[] folds, int[] groups, ProbeTrainingOptions options)
    {
        double[] losses = [.. scores.Zip(labels, static (score, label) => Logistic.Loss(score, label ? 1.0 : 0.0))];
        double[] right = [.. scores.Zip(labels, static (score, label) => (score >= 0.0) == label ? 1.0 : 0.0)];
        double[] calibrated = CalibratedLosses(scores, labels, folds);
        var auroc = new WeightedAuroc(scores, labels);
        return new LabelMetrics(
            Estimate(counts => auroc.Of(counts), groups, options),
            Estimate(counts => Mean(right, counts), groups, options),
            Estimate(counts => Mean(losses, counts), groups, options),
            Estimate(counts => Mean(calibrated, counts), groups, options),
            Estimate(new RecallAtRate(scores, labels, LowRate).Of, groups, options));
    }

    internal static ValueMetrics OfValues(double[] scores, double[] values, int[] groups, ProbeTrainingOptions options)
    {
        double[] squares = [.. scores.Zip(values, static (score, value) => (score - value) * (score - value))];
        return new ValueMetrics(
            Estimate(counts => Mean(squares, counts), groups, options),
            Estimate(counts => 1.0 - (Mean(squares, counts) / Variance(values, counts)), groups, options),
            Estimate(counts => Covariance(scores, values, counts) / Math.Sqrt(Variance(scores, counts) * Variance(values, counts)), groups, options));
    }

    /// <summary>Log losses after a calibration on the scores of the other folds.</summary>
    private static double[] CalibratedLosses(double[] scores, bool[] labels, int[] folds)
    {
        var losses = new double[scores.Length];
        foreach (int fold in folds.Distinct())
        {
            int[] others = [.. Enumerable.Range(0, scores.Length).Where(row => folds[row] != fold)];
            Func<double, double> logOdds = HeldOutCalibration.LogOdds([.. others.Select(row => scores[row])], [.. others.Select(row => labels[row])]);
            for (int i = 0; i < losses.Length; i++)
            {
                if (folds[i] == fold)
                {
                    losses[i] = Logistic.Loss(logOdds(scores[i]), labels[i] ? 1.0 : 0.0);
                }
            }
        }

        return losses;
    }

    private static MetricEstimate Estimate(Func<int[], double> statistic, int[] groups, ProbeTrainingOptions options)
    {
        int[] once = [.. Enumerable.Repeat(1, groups.Length)];
        return new MetricEstimate(statistic(once), ClusteredBootstrap.Interval(groups, statistic, options.Resamples, options.Level, options.Seed));
    }

    private static double Mean(double[] values, int[] counts)
    {
        double sum = 0.0;
        long total = 0;
        for (int i = 0; i < values.Length; i++)
        {
            sum += counts[i] * values[i];
            total += counts[i];
        }

        return sum / total;
    }

    /// <summary>The mean squared deviation; NaN when the numbers that count are constant but for rounding.</summary>
    private static double Variance(double[] values, int[] counts)
    {
        // The mean of many equal numbers is rounded itself; that they are equal shows in their distances from one of them.
        double one = values[Array.FindIndex(counts, static count => count > 0)];
        double spread = 0.0;
        long total = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double distance = values[i] - one;
            spread += counts[i] * distance * distance;
            total += counts[i];
        }

        double rounding = RoundingShare * one;
        return spread / total > rounding * rounding ? Covariance(values, values, counts) : double.NaN;
    }

    /// <summary>The mean product of deviations.</summary>
    private static double Covariance(double[] left, double[] right, int[] counts)
    {
        double leftMean = Mean(left, counts);
        double rightMean = Mean(right, counts);
        double sum = 0.0;
        long total = 0;
        for (int i = 0; i < left.Length; i++)
        {
            sum += counts[i] * (left[i] - leftMean) * (right[i] - rightMean);
            total += counts[i];
        }

        return sum / total;
    }
}
