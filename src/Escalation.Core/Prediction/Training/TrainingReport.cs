using System.Collections.ObjectModel;
using Escalation.Learning;
using Escalation.Statistics;

namespace Escalation.Prediction.Training;

/// <summary>How well the trained kind of predictor does on rows that it has not seen.</summary>
/// <remarks>
/// Every held-out prediction comes from a model whose standardisation, penalty and calibration have not seen the row's fold. The figures describe such models; the predictor itself is fitted on
/// more rows. Immutable.
/// </remarks>
public sealed class TrainingReport
{
    internal TrainingReport(double[] logOdds, bool[] labels, int[] folds, IReadOnlyList<TrainingFold> choices)
    {
        HeldOutLogOdds = Array.AsReadOnly(logOdds);
        FoldOfRow = Array.AsReadOnly(folds);
        Folds = choices;
        double[] predicted = [.. logOdds.Where(z => !double.IsNaN(z))];
        bool[] known = [.. labels.Where((_, i) => !double.IsNaN(logOdds[i]))];
        Predicted = predicted.Length;
        int right = known.Count(static label => label);
        Auroc = right > 0 && right < known.Length && AurocCounts.OfLabelled(predicted, known).Risk is { } risk ? 1.0 - risk : null;
        for (int i = 0; i < predicted.Length; i++)
        {
            double miss = known[i] ? Logistic.Probability(-predicted[i]) : Logistic.Probability(predicted[i]);
            LogLoss += Logistic.Loss(predicted[i], known[i] ? 1.0 : 0.0) / predicted.Length;
            Brier += miss * miss / predicted.Length;
        }

        if (Predicted == 0)
        {
            // A loss of 0 would be the best there is.
            LogLoss = Brier = BaseLogLoss = double.NaN;
            return;
        }

        double share = (double)right / known.Length;
        BaseLogLoss = share is > 0.0 and < 1.0 ? -(share * Math.Log(share)) - ((1.0 - share) * Math.Log(1.0 - share)) : 0.0;
    }

    /// <summary>The held-out log-odds of each row; NaN where there are none: the first block in the order of time, and rows that lack a feature which their training rows never lacked.</summary>
    public ReadOnlyCollection<double> HeldOutLogOdds { get; }

    /// <summary>The fold of each row.</summary>
    public ReadOnlyCollection<int> FoldOfRow { get; }

    /// <summary>What was chosen in each fold.</summary>
    public IReadOnlyList<TrainingFold> Folds { get; }

    /// <summary>How many rows have a held-out prediction.</summary>
    public int Predicted { get; }

    /// <summary>The probability that a right answer is ranked above a wrong one, ties counting one half, over all folds together; null when the rows predicted hold one class.</summary>
    public double? Auroc { get; }

    /// <summary>The mean log loss of the held-out predictions in nats; NaN without any. Behind a map without a shape a probability within 1e-9 of 0 or 1 counts as that far from it.</summary>
    public double LogLoss { get; }

    /// <summary>The log loss of always predicting the share of right answers, NaN without any prediction: what a predictor must beat to be worth anything.</summary>
    public double BaseLogLoss { get; }

    /// <summary>The mean squared error of the held-out probabilities; NaN without any.</summary>
    public double Brier { get; }

    /// <summary>The held-out probabilities, NaN where there are none.</summary>
    public double[] HeldOutProbabilities() => [.. HeldOutLogOdds.Select(Logistic.Probability)];
}
