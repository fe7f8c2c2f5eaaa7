namespace Escalation.DependencyInjection;

/// <summary>Options without content: validating them at the start of the host builds the policy of their name.</summary>
/// <remarks>The real options are not validated through a monitor at start, because that monitor would then throw at each invalid reload.</remarks>
internal sealed class PolicyStartup;
