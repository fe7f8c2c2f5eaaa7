using System.Collections.ObjectModel;
using System.Globalization;
using Escalation.Uncertainty.Attribution;

namespace Escalation.Prediction;

/// <summary>Why a predictor gives the probability that it gives: a baseline and the contributions of the features.</summary>
/// <remarks>
/// <see cref="Baseline"/> plus the contributions, added one after the other in their order, is <see cref="LogOdds"/> to the bit. It tells what moved the prediction, and not what would make the
/// answer right: features that go together share their effect as the fit happened to divide it. Immutable.
/// </remarks>
public sealed class PredictionExplanation
{
    internal PredictionExplanation(double baseline, double logOdds, double probability, FeatureContribution[] contributions)
    {
        Baseline = baseline;
        LogOdds = logOdds;
        Probability = probability;
        Contributions = Array.AsReadOnly(contributions);
        double least = 0.0;
        foreach (IGrouping<UncertaintyCause, FeatureContribution> group in contributions.Where(part => part.Feature.Cause != UncertaintyCause.Unknown).GroupBy(part => part.Feature.Cause).OrderBy(group => group.Key))
        {
            double sum = group.Sum(part => part.LogOdds);
            if (sum < least)
            {
                (least, Cause) = (sum, group.Key);
            }
        }

        CauseLogOdds = least;
    }

    /// <summary>The log-odds of an average row of the training set.</summary>
    public double Baseline { get; }

    /// <summary>The log-odds that the model is right, before the predictor's <see cref="PerformancePredictor.Calibrator"/>.</summary>
    public double LogOdds { get; }

    /// <summary>The probability: <c>1 / (1 + exp(-LogOdds))</c>, or what the predictor's <see cref="PerformancePredictor.Calibrator"/> makes of it.</summary>
    public double Probability { get; }

    /// <summary>One contribution a feature, in the order of the schema.</summary>
    public ReadOnlyCollection<FeatureContribution> Contributions { get; }

    /// <summary>The cause of uncertainty whose features together lower the log-odds most; unknown when none lowers them. Of equals the first in the enum.</summary>
    public UncertaintyCause Cause { get; }

    /// <summary>By how much that cause lowers the log-odds; at most 0.</summary>
    public double CauseLogOdds { get; }

    /// <inheritdoc/>
    public override string ToString()
    {
        IEnumerable<string> parts = Contributions.OrderBy(part => part.LogOdds).Take(3).Where(part => part.LogOdds < 0.0)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Feature.Name}{(part.IsAbsent ? " (absent)" : "")} {part.LogOdds:+0.00;-0.00}"));
        string cause = Cause == UncertaintyCause.Unknown ? "" : string.Create(CultureInfo.InvariantCulture, $"; cause {Cause} {CauseLogOdds:+0.00;-0.00}");
        return string.Create(CultureInfo.InvariantCulture, $"P(right) {Probability:0.000}, against it: {string.Join(", ", parts.DefaultIfEmpty("nothing"))}{cause}");
    }
}
