namespace Escalation.Experiments.Splits;

/// <summary>What a deployed threshold does to a whole pool.</summary>
/// <param name="Rate">The share of items delegated (budget) or acted on (risk).</param>
/// <param name="Violates">Whether the promise is broken.</param>
internal readonly record struct Deployment(double Rate, bool Violates);
