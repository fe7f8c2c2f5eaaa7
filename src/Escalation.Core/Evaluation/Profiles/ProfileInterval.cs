namespace Escalation.Evaluation.Profiles;

/// <summary>An interval of a profile's number.</summary>
/// <param name="Lower">The lower end.</param>
/// <param name="Upper">The upper end.</param>
public readonly record struct ProfileInterval(double Lower, double Upper);
