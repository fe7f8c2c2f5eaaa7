using Escalation.Prediction.Models;

namespace Escalation.Prediction.Training;

/// <summary>Fits some rows: folds within them choose the hyperparameter and give the scores that calibrate.</summary>
internal sealed class NestedFit(TrainingRows data, PredictorTrainingOptions options)
{
    private readonly Learner _learner = Learner.Of(data, options);

    internal (CalibratedModel Model, double Hyperparameter) Fit(int[] rows, ulong seed)
    {
        double[] candidates = _learner.Candidates;
        if (candidates.Length == 1 && !options.Calibrates)
        {
            return (new CalibratedModel(_learner.Fit(rows, candidates[0])), candidates[0]);
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
        CalibratedModel calibrated = options.Calibrates
            ? OutOfFoldCalibration.Of(model, [.. judged.Select(row => scores[best][row])], [.. judged.Select(row => data.Labels[row])], options)
            : new CalibratedModel(model);
        return (calibrated, candidates[best]);
    }
}
