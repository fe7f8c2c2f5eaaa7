using Escalation.Statistics.Sequential;

namespace Escalation.Monitoring;

/// <summary>A risk as labels show it.</summary>
/// <param name="Items">How many items it covers, those that were not drawn for an audit included.</param>
/// <param name="Mean">The unbiased estimate; NaN when there are no items. With few audits it may lie outside [0, 1].</param>
/// <param name="Bounds">Bounds on the risk that hold at all times at once with probability <c>1 - Delta</c>.</param>
/// <param name="Delta">The error level of the bounds.</param>
public sealed record RiskEstimate(long Items, double Mean, RiskInterval Bounds, double Delta);
