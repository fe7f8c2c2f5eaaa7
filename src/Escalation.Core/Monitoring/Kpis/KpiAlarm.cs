namespace Escalation.Monitoring.Kpis;

/// <summary>A key figure has changed.</summary>
/// <param name="Name">The figure: <c>escalationRate</c> for example, or <c>trigger:NAME</c> for how often a trigger fires.</param>
/// <param name="Change">What changed.</param>
public sealed record KpiAlarm(string Name, KpiChange Change);
