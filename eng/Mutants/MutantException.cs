namespace Escalation.Mutants;

/// <summary>The run cannot go on; the message says why in one line.</summary>
internal sealed class MutantException(string message) : Exception(message);
