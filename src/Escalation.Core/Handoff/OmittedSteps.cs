namespace Escalation.Handoff;

/// <summary>Stands where steps of a transcript were left out.</summary>
/// <param name="Count">How many.</param>
/// <param name="Reason">Why.</param>
public sealed record OmittedSteps(long Count, OmissionReason Reason);
