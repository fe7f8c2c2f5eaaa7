namespace Escalation.Experiments.TruthProbes;

/// <summary>One answer: to which statement, asked how, whether the statement is true, and whether the answer was yes.</summary>
internal readonly record struct TruthProbeRow(int Statement, bool Honest, bool True, bool Yes);
