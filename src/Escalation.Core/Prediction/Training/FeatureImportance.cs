using Escalation.Prediction.Features;

namespace Escalation.Prediction.Training;

/// <summary>How much worse a predictor gets when one feature is shuffled.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="LogLossIncrease">The mean increase of the log loss in nats, over the repeats.</param>
/// <param name="LogLossDeviation">The standard deviation of the increase between repeats; 0 for a single repeat.</param>
/// <param name="AurocDecrease">The mean decrease of the AUROC.</param>
public sealed record FeatureImportance(TurnFeature Feature, double LogLossIncrease, double LogLossDeviation, double AurocDecrease);
