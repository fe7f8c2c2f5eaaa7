using Escalation.Learning;
using Escalation.Probes;
using Escalation.Probes.Training;

namespace Escalation.Experiments.TruthProbes;

/// <summary>Scores for where delegation helps. Each row's come from models that saw no row of its statement, and whose own targets came from a probe that had not seen them either.</summary>
/// <remarks>
/// Per outer fold: truth probes in folds within the training rows give held-out probabilities, hence the targets; delegation-value probes, the penalty chosen by folds of their own, are
/// trained on all training rows, of both instructions; a logistic regression joins their held-out scores with the uncertainty. All are then applied to the fold.
/// </remarks>
internal sealed class DelegationScores
{
    // Penalties as shares of rows times activations, at which features hardly count.
    private static readonly double[] Shares = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 3e-1];

    private readonly double[] _truthScores;
    private readonly Dictionary<ValueProbe, (double[] Alone, double[] Joined)> _scores;

    private DelegationScores(double[] truthScores)
    {
        _truthScores = truthScores;
        Uncertainty = UncertaintyOf(truthScores);
        _scores = ValueProbe.All.ToDictionary(static probe => probe, _ => (new double[truthScores.Length], new double[truthScores.Length]));
    }

    /// <summary>The baseline: minus the distance of the probe's probability from one half.</summary>
    internal double[] Uncertainty { get; }

    internal IReadOnlyList<(string Name, double[] Scores)> All =>
    [
        ("uncertainty", Uncertainty),
        .. ValueProbe.All.Select(probe => (probe.Name, _scores[probe].Alone)),
        .. ValueProbe.All.Select(probe => ("uncertainty + " + probe.Name, _scores[probe].Joined)),
    ];

    /// <summary>Computes all scores.</summary>
    /// <param name="data">The model.</param>
    /// <param name="folds">The folds of the truth probe.</param>
    /// <param name="truthScores">Its held-out scores.</param>
    /// <param name="seed">The seed of the folds within the folds.</param>
    /// <param name="cancellationToken">Cancels between passes.</param>
    internal static DelegationScores CrossFit(TruthProbeData data, int[] folds, double[] truthScores, ulong seed, CancellationToken cancellationToken)
    {
        var result = new DelegationScores(truthScores);
        foreach (int fold in folds.Distinct().Order())
        {
            int[] training = [.. Enumerable.Range(0, data.Rows).Where(row => folds[row] != fold)];
            int[] held = [.. Enumerable.Range(0, data.Rows).Where(row => folds[row] == fold)];
            result.AddFold(data, training, held, unchecked(seed + (ulong)fold + 1), cancellationToken);
        }

        return result;
    }

    private static double[] UncertaintyOf(double[] scores) => [.. ModelExperiment.Probabilities(scores).Select(static p => -Math.Abs(p - 0.5))];

    private void AddFold(TruthProbeData data, int[] training, int[] held, ulong seed, CancellationToken cancellationToken)
    {
        double[] inner = ModelExperiment.TruthProbe(data, training, seed, cancellationToken).HeldOutScores.ToArray();
        double[] probabilities = ModelExperiment.Probabilities(inner);
        double[] expert = [.. training.Select(row => data.Expert[row])];
        bool[] truth = [.. training.Select(row => data.True[row])];
        bool[] helps = DelegationValue.Helps(probabilities, expert, truth);
        double[] values = DelegationValue.Continuous(probabilities, expert, truth);
        int[] groups = [.. training.Select(row => data.Statements[row])];
        double[] heldScores = [.. held.Select(row => _truthScores[row])];
        foreach (ValueProbe kind in ValueProbe.All)
        {
            int length = kind.Length(data.Length);
            ActivationRows activations = ActivationRows.FromSingles(kind.Features(data, training, inner), length);
            var options = new ProbeTrainingOptions { Folds = 4, InnerFolds = 3, Penalties = [.. Shares.Select(share => share * training.Length * length)], Seed = seed, Resamples = 1 };
            ProbeFingerprint fingerprint = ModelExperiment.Fingerprint(data);
            TrainedProbe trained = kind.Ridge
                ? ProbeTrainer.TrainValue(activations, values, groups, [], fingerprint, options, cancellationToken)
                : ProbeTrainer.TrainLabel(activations, helps, groups, [], fingerprint, options, cancellationToken);
            Apply(trained, kind.Features(data, held, heldScores), held, UncertaintyOf(inner), helps, _scores[kind]);
        }
    }

    private void Apply(TrainedProbe trained, float[] features, int[] held, double[] innerUncertainty, bool[] helps, (double[] Alone, double[] Joined) scores)
    {
        double[] pairs = [.. innerUncertainty.Zip(trained.HeldOutScores.ToArray()).SelectMany(static pair => new[] { pair.First, pair.Second })];
        LogisticModel model = LogisticRegression.Fit(pairs, helps.Length, 2, helps).Model;
        int length = trained.Probe.Length;
        for (int i = 0; i < held.Length; i++)
        {
            double score = trained.Probe.Score(features.AsSpan(i * length, length));
            scores.Alone[held[i]] = score;
            scores.Joined[held[i]] = model.LogOdds([Uncertainty[held[i]], score]);
        }
    }
}
