namespace HostedAgent;

/// <summary>What the scripted agent means to do next.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Arguments">Its arguments, as JSON.</param>
/// <param name="Confidence">How sure the agent is, in [0, 1].</param>
internal sealed record Move(string Tool, string Arguments, double Confidence);
