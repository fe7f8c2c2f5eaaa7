namespace Escalation.Monitoring.Kpis;

/// <summary>The labelled decisions of a log that have a score.</summary>
/// <param name="Rows">The rows, in order of their first record.</param>
/// <param name="Trigger">The trigger whose score it is; null when there is none.</param>
/// <param name="WithoutScore">How many labelled decisions were left out, because that trigger gave them no score.</param>
public sealed record LabelledDecisions(IReadOnlyList<LabelledDecision> Rows, string? Trigger, int WithoutScore);
