namespace Escalation.Monitoring.Kpis;

/// <summary>The watch for a change of a rate.</summary>
/// <remarks>The periods before and after are chosen with hindsight, so the difference between them looks rather larger than it is. Immutable.</remarks>
/// <param name="LogEvidence">The largest evidence for a change after any period so far, as a natural logarithm.</param>
/// <param name="Level">This figure's own share of the level of all alarms: there is an alarm once the evidence reaches <c>ln(1/Level)</c>.</param>
/// <param name="Since">The first period after the change at its likeliest place; null before the second period.</param>
/// <param name="Before">The proportion before that place; null where <paramref name="Since"/> is.</param>
/// <param name="After">The proportion from that place on; null where <paramref name="Since"/> is.</param>
public sealed record KpiChange(double LogEvidence, double Level, DateTimeOffset? Since, KpiProportion? Before, KpiProportion? After)
{
    /// <summary>Whether the rate has changed: false with probability <see cref="Level"/> at most, over all times at once.</summary>
    public bool IsAlarm => LogEvidence >= -Math.Log(Level);
}
