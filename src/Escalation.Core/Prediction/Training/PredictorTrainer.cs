using Escalation.Prediction.Models;

namespace Escalation.Prediction.Training;

/// <summary>Trains predictors of whether the model is right, and reports what held-out rows say of them.</summary>
/// <remarks>
/// <para>
/// For each fold, a model is fitted on the other rows, its standardisation and class weights taken from them, its penalty or rounds chosen by folds within them and, where it is calibrated,
/// the map fitted on the scores of those folds; it predicts the rows of the fold. The predictor is then fitted on all rows in the same way.
/// </para>
/// <para>
/// Assumes that rows of different groups are independent and like those to come; where traffic drifts, choose <see cref="FoldOrder.Time"/> and look at the gap. Deterministic by the seed. Time: about
/// <c>Folds + 1</c> times <c>InnerFolds</c> fits for each hyperparameter. One thread; safe to call concurrently on different sets.
/// </para>
/// </remarks>
public static class PredictorTrainer
{
    /// <summary>Trains a predictor.</summary>
    /// <param name="set">The rows.</param>
    /// <param name="options">How; the defaults when null.</param>
    /// <param name="cancellationToken">Cancels between folds.</param>
    /// <returns>The predictor with its report, or why the rows do not allow one.</returns>
    /// <exception cref="ArgumentException">Thrown when an option is inconsistent: constraints for a linear model, or on a feature that is not in the schema.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range, a penalty is so small that features that nearly repeat each other leave no optimum, or numbers are so large that a column's variance overflows.</exception>
    /// <exception cref="OperationCanceledException">Thrown when cancelled.</exception>
    public static PredictorTraining Train(TrainingSet set, PredictorTrainingOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        options ??= new PredictorTrainingOptions();
        options.Check(set.Schema);
        try
        {
            return Train(new TrainingRows(set), options, cancellationToken);
        }
        catch (TrainingRefusalException refusal)
        {
            return refusal.Refusal;
        }
    }

    private static TrainedPredictor Train(TrainingRows data, PredictorTrainingOptions options, CancellationToken cancellationToken)
    {
        int[] all = [.. Enumerable.Range(0, data.Rows)];
        var nested = new NestedFit(data, options);
        double[] logOdds = new double[data.Rows];
        Array.Fill(logOdds, double.NaN);
        int[] foldOfRow = new int[data.Rows];
        var folds = new List<TrainingFold>();
        foreach (FoldSplit split in FoldSplit.Of(all, data, options.Folds, options.Order, options.Seed))
        {
            cancellationToken.ThrowIfCancellationRequested();
            (CalibratedModel model, double chosen) = nested.Fit(split.Training, unchecked(options.Seed + (ulong)split.Number + 1));
            foreach (int row in split.Held)
            {
                logOdds[row] = model.LogOdds(data.Row(row), out _);
                foldOfRow[row] = split.Number;
            }

            folds.Add(new TrainingFold(split.Number, split.Training.Length, split.Held.Length, chosen));
        }

        cancellationToken.ThrowIfCancellationRequested();
        (CalibratedModel final, double hyperparameter) = nested.Fit(all, options.Seed);
        var origin = new TrainingOrigin(data.Rows, data.Labels.Count(static label => label), hyperparameter, options.Method);
        return new TrainedPredictor(new PerformancePredictor(options.Name, data.Schema, final, origin), new TrainingReport(logOdds, data.Labels, foldOfRow, folds));
    }
}
