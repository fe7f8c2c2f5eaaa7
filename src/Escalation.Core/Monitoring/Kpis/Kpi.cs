namespace Escalation.Monitoring.Kpis;

/// <summary>One key figure that is a proportion.</summary>
/// <param name="Name">Its name, for example <c>escalationRate</c>.</param>
/// <param name="Proportion">The counts with their interval.</param>
/// <param name="Trend">Its development.</param>
public sealed record Kpi(string Name, KpiProportion Proportion, KpiTrend Trend);
