namespace Escalation.Uncertainty.Attribution;

/// <summary>One observation that supports one cause.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="Strength">How strongly, in (0, 1]; see <see cref="UncertaintyAttribution"/> for the rule.</param>
/// <param name="Signal">The name of the signal, one of <see cref="AttributionSignal"/>.</param>
/// <param name="Value">What was observed, on the signal's own scale.</param>
/// <param name="Level">What it was held against, on the same scale.</param>
public readonly record struct CauseEvidence(UncertaintyCause Cause, double Strength, string Signal, double Value, double Level);
