using Escalation.Decisions;

namespace Escalation.Handoff.Routing;

/// <summary>How soon somebody must take over what waits in a queue.</summary>
/// <param name="From">It holds for this priority and more urgent ones; the limit of the most urgent such priority counts.</param>
/// <param name="Within">How soon; above 0, at most <see cref="BusinessHours.MaximumSpan"/>.</param>
/// <param name="Clock">How the time counts.</param>
public sealed record AcceptanceLimit(Priority From, TimeSpan Within, DeadlineClock Clock);
