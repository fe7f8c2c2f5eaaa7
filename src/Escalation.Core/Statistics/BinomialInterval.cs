namespace Escalation.Statistics;

/// <summary>An interval for a binomial probability; the default value is the single point 0 and not an answer to anything.</summary>
/// <param name="Lower">The lower end, in [0, 1].</param>
/// <param name="Upper">The upper end, in [0, 1].</param>
public readonly record struct BinomialInterval(double Lower, double Upper);
