using Escalation.Learning;
using Escalation.Prediction.Models;

namespace Escalation.Prediction.Training;

/// <summary>Fits some rows: folds within them choose the hyperparameter and give the scores that calibrate.</summary>
internal sealed class NestedFit(TrainingRows data, PredictorTrainingOptions options)
{
    private readonly Learner _learner = Learner.Of(data, options);

    internal (MetaModel Model, double Hyperparameter) Fit(int[] rows, ulong seed)
    {
        double[] candidates = _learner.Candidates;
        if (candidates.Length == 1 && !options.Calibrates)
        {
            return (_learner.Fit(rows, candidates[0]), candidates[0]);
        }

        double[][] scores = [.. candidates.Select(_ => new double[data.Rows])];
        double[] losses = new double[candidates.Length];
        var judged = new List<int>();
        foreach (FoldSplit split in FoldSplit.Of(rows, data, options.InnerFolds, options.Order, seed))
        {
            double[][] held = _learner.Scores(split.Training, split.Held);
            for (int i = 0; i < split.Held.Length; i++)
            {
                int row = split.Held[i];
                if (double.IsNaN(held[0][i]))
                {
                    continue;
                }

                judged.Add(row);
                for (int k = 0; k < candidates.Length; k++)
                {
                    scores[k][row] = held[k][i];
                    losses[k] += _learner.Loss(held[k][i], data.Labels[row]);
                }
            }
        }

        int best = 0;
        for (int k = 1; k < candidates.Length; k++)
        {
            best = losses[k] < losses[best] ? k : best;
        }

        MetaModel model = _learner.Fit(rows, candidates[best]);
        return (options.Calibrates ? Calibrated(model, [.. judged.Select(row => scores[best][row])], [.. judged.Select(row => data.Labels[row])]) : model, candidates[best]);
    }

    /// <summary>Platt's map over the model. Where labels do not rise with held-out scores nothing was learned, and the share of right answers is what is left: a falling map would turn chance into knowledge.</summary>
    private MetaModel Calibrated(MetaModel model, double[] scores, bool[] labels)
    {
        if (scores.Length > 0)
        {
            PlattCalibration map = PlattCalibration.Fit(scores, labels);
            if (map.A < 0.0 && double.IsFinite(map.A) && double.IsFinite(map.B))
            {
                return model.Scaled(-map.A, -map.B, options.Kind);
            }
        }

        int right = labels.Count(static label => label);
        return model.Scaled(0.0, Math.Log((right + 1.0) / (labels.Length - right + 1.0)), options.Kind);
    }
}
