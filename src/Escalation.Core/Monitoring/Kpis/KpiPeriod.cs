namespace Escalation.Monitoring.Kpis;

/// <summary>The counts of one period. Periods in which nothing was counted are left out.</summary>
/// <param name="Start">When it begins, in UTC.</param>
/// <param name="Count">How many of them.</param>
/// <param name="Total">Out of how many.</param>
public sealed record KpiPeriod(DateTimeOffset Start, long Count, long Total);
