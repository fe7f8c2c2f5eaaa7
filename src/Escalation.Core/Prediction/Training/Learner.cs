using Escalation.Learning;
using Escalation.Prediction.Models;

namespace Escalation.Prediction.Training;

/// <summary>Fits one kind of meta-model for each of several hyperparameters.</summary>
internal abstract class Learner(TrainingRows data, PredictorTrainingOptions options)
{
    private protected TrainingRows Data => data;

    private protected PredictorTrainingOptions Options => options;

    /// <summary>The hyperparameters, the simplest model first: ties go to it.</summary>
    internal abstract double[] Candidates { get; }

    internal static Learner Of(TrainingRows data, PredictorTrainingOptions options) =>
        options.Kind == MetaModelKind.BoostedStumps ? new StumpLearner(data, options) : new LinearLearner(data, options);

    /// <summary>The model for one hyperparameter.</summary>
    internal abstract MetaModel Fit(int[] rows, double candidate);

    /// <summary>The scores of held-out rows, for each hyperparameter.</summary>
    internal virtual double[][] Scores(int[] training, int[] held) =>
        [.. Candidates.Select(candidate => Scores(Fit(training, candidate), held))];

    /// <summary>The loss of a score that the fit itself goes by.</summary>
    internal double Loss(double score, bool label)
    {
        double distance = score - (label ? 1.0 : -1.0);
        return options.Kind == MetaModelKind.Ridge ? distance * distance : Logistic.Loss(score, label ? 1.0 : 0.0);
    }

    private protected double[] Scores(MetaModel model, int[] held) => [.. held.Select(row => model.LogOdds(data.Row(row), out _))];

    /// <summary>Balanced by the training rows alone, so that no other label counts; empty for none.</summary>
    private protected double[] Weights(int[] rows) => options.BalanceClasses ? ClassWeights.Balanced([.. rows.Select(row => data.Labels[row])]) : [];
}
