using Escalation.Learning;
using Escalation.Probes;
using Escalation.Probes.Training;
using Escalation.Statistics;

namespace Escalation.Experiments.TruthProbes;

/// <summary>Trains and judges on one model.</summary>
/// <remarks>
/// Predictors, penalties and the AUROC were fixed before a number was seen. The gain, which the method's authors report, and experts other than the largest were added when
/// the areas beside that one were known; none was left out for its result.
/// </remarks>
internal static class ModelExperiment
{
    // C = 1e-3 of the reference recipe.
    private const double ReferencePenalty = 1_000.0;
    private const int Folds = 5;
    private const int Resamples = 2_000;
    private const double Level = 0.95;

    /// <summary>The share of rows whose delegation the gain is about: the operating point of the method's authors.</summary>
    internal const double Share = 0.2;

    internal static ModelResult Run(TruthProbeData data, ulong seed, CancellationToken cancellationToken)
    {
        TrainedProbe probe = TruthProbe(data, [.. Enumerable.Range(0, data.Rows)], seed, cancellationToken);
        double[] scores = probe.HeldOutScores.ToArray();
        double[] probabilities = Probabilities(scores);
        bool[] helps = DelegationValue.Helps(probabilities, data.Expert, data.True);
        DelegationScores delegation = DelegationScores.CrossFit(data, probe.Folds.ToArray(), scores, seed, cancellationToken);
        int[] honest = [.. Enumerable.Range(0, data.Rows).Where(row => data.Honest[row])];
        bool[] honestHelps = [.. honest.Select(row => helps[row])];
        bool[] right = [.. honest.Select(row => (probabilities[row] >= 0.5) == data.True[row])];
        double[] gains = [.. honest.Zip(right, (row, isRight) => ((data.Expert[row] >= 0.5) == data.True[row] ? 1.0 : 0.0) - (isRight ? 1.0 : 0.0))];
        return new ModelResult
        {
            Data = data,
            Probe = probe,
            HonestAuroc = 1.0 - AurocCounts.OfLabelled([.. honest.Select(row => scores[row])], [.. honest.Select(row => data.True[row])]).Risk!.Value,
            HonestAccuracy = (double)right.Count(static value => value) / honest.Length,
            HonestRows = honest.Length,
            Helps = honestHelps.Count(static value => value),
            Harms = honest.Zip(right, (row, isRight) => isRight && (data.Expert[row] >= 0.5) != data.True[row]).Count(static value => value),
            BestGain = new BudgetGain(gains, gains, Share).Of(Once(gains)),
            Predictors = Compare(data, honest, honestHelps, gains, delegation, seed),
        };
    }

    /// <summary>The probe of the reference recipe on some rows.</summary>
    internal static TrainedProbe TruthProbe(TruthProbeData data, int[] rows, ulong seed, CancellationToken cancellationToken) => ProbeTrainer.TrainLabel(
        ActivationRows.FromSingles(data.Of(rows), data.Length),
        [.. rows.Select(row => data.True[row])],
        [.. rows.Select(row => data.Statements[row])],
        [],
        Fingerprint(data),
        new ProbeTrainingOptions { Folds = Folds, Penalties = [ReferencePenalty], Seed = seed, Resamples = Resamples, Level = Level },
        cancellationToken);

    internal static ProbeFingerprint Fingerprint(TruthProbeData data) => new($"Qwen2.5-{data.Model}", layer: 0, pooling: "answer-token");

    internal static double[] Probabilities(double[] scores) => [.. scores.Select(PlattCalibration.Logistic.Probability)];

    private static Predictor[] Compare(TruthProbeData data, int[] honest, bool[] helps, double[] gains, DelegationScores delegation, ulong seed)
    {
        int[] clusters = [.. honest.Select(row => data.Statements[row])];
        Func<int[], double> baseAuroc = Auroc(delegation.Uncertainty), baseGain = Gain(delegation.Uncertainty);
        return [.. delegation.All.Select(named => new Predictor(named.Name, Pair(Auroc(named.Scores), baseAuroc), Pair(Gain(named.Scores), baseGain)))];

        Func<int[], double> Auroc(double[] scores)
        {
            var auroc = new WeightedAuroc([.. honest.Select(row => scores[row])], helps);
            return counts => auroc.Of(counts);
        }

        Func<int[], double> Gain(double[] scores) => new BudgetGain([.. honest.Select(row => scores[row])], gains, Share).Of;

        PairedMeasure Pair(Func<int[], double> measure, Func<int[], double> baseline)
        {
            int[] once = Once(gains);
            return new PairedMeasure(
                measure(once),
                ClusteredBootstrap.Interval(clusters, measure, Resamples, Level, seed),
                measure(once) - baseline(once),
                ClusteredBootstrap.Interval(clusters, counts => measure(counts) - baseline(counts), Resamples, Level, seed));
        }
    }

    private static int[] Once(double[] rows) => [.. Enumerable.Repeat(1, rows.Length)];
}
