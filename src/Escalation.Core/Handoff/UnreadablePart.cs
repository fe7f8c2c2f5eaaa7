namespace Escalation.Handoff;

/// <summary>Stands for a part of a turn that threw while it was read.</summary>
/// <param name="Part">The part, for example <c>attributes</c>.</param>
/// <param name="Fault">The full name of the exception's type; never its message.</param>
public sealed record UnreadablePart(string Part, string Fault);
