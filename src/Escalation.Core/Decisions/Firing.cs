namespace Escalation.Decisions;

/// <summary>One time that a trigger was heard.</summary>
/// <param name="Step">How many steps the conversation had.</param>
/// <param name="UtcTicks">When, by the policy's clock.</param>
/// <param name="Outcome">What it proposed.</param>
/// <param name="Severity">How grave it was.</param>
/// <param name="ResolvedStep">How many steps the conversation had when a person had dealt with it; null as long as nobody has.</param>
/// <param name="ResolvedUtcTicks">When that was; null when it is not known.</param>
internal readonly record struct Firing(long Step, long UtcTicks, DecisionOutcome Outcome, Severity Severity, long? ResolvedStep = null, long? ResolvedUtcTicks = null)
{
    /// <summary>Whether a person who saw this has seen something as strong as the signal.</summary>
    internal bool IsAtLeast(in Signal signal) => Outcome >= signal.Proposal && Severity >= signal.Severity;
}
