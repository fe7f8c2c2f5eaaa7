namespace Escalation.Handoff;

/// <summary>Something the agent did, with how it ended.</summary>
/// <param name="Step">The step's number in the conversation, from 1.</param>
/// <param name="Action">The tool.</param>
/// <param name="Arguments">Its arguments, or null.</param>
/// <param name="Failed">Whether it ended in an error.</param>
/// <param name="Result">The error when it failed; null otherwise, since results are listed as <see cref="IntermediateResult"/>.</param>
public sealed record AttemptedAction(long Step, string Action, PackageText? Arguments, bool Failed, PackageText? Result);
