using Escalation.Learning;
using Escalation.Probes;
using Escalation.Probes.Training;
using Escalation.Statistics;

namespace Escalation.Experiments.TruthProbes;

/// <summary>Trains and judges on one model. Everything here was fixed before a number was seen.</summary>
internal static class ModelExperiment
{
    // C = 1e-3 of the reference recipe.
    private const double ReferencePenalty = 1_000.0;
    private const int Folds = 5;
    private const int Resamples = 2_000;
    private const double Level = 0.95;

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
        return new ModelResult
        {
            Data = data,
            Probe = probe,
            HonestAuroc = 1.0 - AurocCounts.OfLabelled([.. honest.Select(row => scores[row])], [.. honest.Select(row => data.True[row])]).Risk!.Value,
            HonestAccuracy = (double)right.Count(static value => value) / honest.Length,
            HonestRows = honest.Length,
            Helps = honestHelps.Count(static value => value),
            Harms = honest.Zip(right, (row, isRight) => isRight && (data.Expert[row] >= 0.5) != data.True[row]).Count(static value => value),
            Predictors = Compare(data, honest, honestHelps, delegation, seed),
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

    private static Predictor[] Compare(TruthProbeData data, int[] honest, bool[] helps, DelegationScores delegation, ulong seed)
    {
        int[] clusters = [.. honest.Select(row => data.Statements[row])];
        WeightedAuroc baseline = Auroc(delegation.Uncertainty);
        return
        [
            .. delegation.All.Select(named =>
            {
                WeightedAuroc auroc = Auroc(named.Scores);
                int[] once = [.. Enumerable.Repeat(1, honest.Length)];
                return new Predictor(
                    named.Name,
                    auroc.Of(once),
                    ClusteredBootstrap.Interval(clusters, counts => auroc.Of(counts), Resamples, Level, seed),
                    auroc.Of(once) - baseline.Of(once),
                    ClusteredBootstrap.Interval(clusters, counts => auroc.Of(counts) - baseline.Of(counts), Resamples, Level, seed));
            }),
        ];

        WeightedAuroc Auroc(double[] scores) => new([.. honest.Select(row => scores[row])], helps);
    }
}
