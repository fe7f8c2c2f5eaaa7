namespace Escalation.Decisions;

/// <summary>What one trigger said of a turn, in words.</summary>
/// <param name="Name">The trigger.</param>
/// <param name="Signal">Its signal.</param>
/// <param name="Evidence">The evidence, in one sentence.</param>
public sealed record TriggerExplanation(string Name, Signal Signal, string Evidence);
