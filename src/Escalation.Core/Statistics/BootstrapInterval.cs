namespace Escalation.Statistics;

/// <summary>A percentile interval.</summary>
/// <param name="Lower">The lower end; NaN when no resample defines the statistic.</param>
/// <param name="Upper">The upper end.</param>
/// <param name="Resamples">How many resamples defined the statistic.</param>
/// <param name="Clusters">How many clusters were drawn from.</param>
public readonly record struct BootstrapInterval(double Lower, double Upper, int Resamples, int Clusters);
