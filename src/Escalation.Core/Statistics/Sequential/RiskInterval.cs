namespace Escalation.Statistics.Sequential;

/// <summary>Bounds on a risk.</summary>
/// <param name="Lower">The lower bound in [0, 1].</param>
/// <param name="Upper">The upper bound in [0, 1].</param>
public readonly record struct RiskInterval(double Lower, double Upper);
