namespace Escalation.Handoff;

/// <summary>A package that could not be delivered. It is kept until somebody sends it again or dismisses it.</summary>
/// <param name="EscalationId">The escalation.</param>
/// <param name="Attempts">How often it was sent. One of them may have arrived all the same, where a channel did not answer.</param>
/// <param name="Failure">A code for what failed last.</param>
/// <param name="PackageJson">The package as <see cref="ContextPackageJson"/> writes it.</param>
public sealed record DeadLetter(string EscalationId, int Attempts, string Failure, ReadOnlyMemory<byte> PackageJson);
