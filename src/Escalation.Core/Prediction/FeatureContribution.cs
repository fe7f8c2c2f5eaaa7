using Escalation.Prediction.Features;

namespace Escalation.Prediction;

/// <summary>What one feature did to one prediction.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="IsAbsent">Whether the turn lacked it.</param>
/// <param name="LogOdds">What it added to the log-odds, against the average of the training rows; negative speaks against acting.</param>
public readonly record struct FeatureContribution(TurnFeature Feature, bool IsAbsent, double LogOdds);
