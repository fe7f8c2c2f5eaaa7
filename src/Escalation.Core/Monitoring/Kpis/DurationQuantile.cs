namespace Escalation.Monitoring.Kpis;

/// <summary>A quantile of a time, in seconds.</summary>
/// <remarks>
/// The value is the estimate of Kaplan and Meier. The interval is exact and needs nothing about why some times are still running: its lower end is an order statistic of the times that would be if all running ones ended now,
/// its upper end one of those that would be if none ever ended. Immutable.
/// </remarks>
/// <param name="Share">The share of times at or below it: 0.5 is the median.</param>
/// <param name="Seconds">The estimate; null when so few have ended that there is none.</param>
/// <param name="Lower">The lower end, 0 when no finite time bounds it.</param>
/// <param name="Upper">The upper end; null when nothing bounds it.</param>
public sealed record DurationQuantile(double Share, double? Seconds, double Lower, double? Upper);
