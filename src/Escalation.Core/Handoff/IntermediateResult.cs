namespace Escalation.Handoff;

/// <summary>Something the agent found out on its way.</summary>
/// <param name="Step">The step's number in the conversation, from 1.</param>
/// <param name="Source">The tool that gave it.</param>
/// <param name="Text">The result.</param>
public sealed record IntermediateResult(long Step, string Source, PackageText Text);
