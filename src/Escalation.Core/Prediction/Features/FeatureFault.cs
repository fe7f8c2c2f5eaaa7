using Escalation.Decisions;

namespace Escalation.Prediction.Features;

/// <summary>Why a turn gives no feature vector: one of its features is there and cannot be used.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Reason">What is wrong with it.</param>
public readonly record struct FeatureFault(TurnFeature Feature, Reason Reason);
