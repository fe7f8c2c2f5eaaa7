namespace Escalation.DependencyInjection;

/// <summary>Stands in the services for the fact that a policy of this name was added.</summary>
/// <param name="Name">The policy's name.</param>
internal sealed record PolicyRegistration(string Name);
