namespace Escalation.Statistics.Sequential;

/// <summary>Where the evidence begins: the starting time and the alternative under which what followed is most likely, beside the hypothesis.</summary>
/// <param name="FirstStep">The starting time, 1-based; 0 when nothing was observed. An estimate of the step at which the hypothesis broke.</param>
/// <param name="LogCapital">The logarithm of what one unit that began to bet there has become. It is chosen with hindsight and is no evidence by itself.</param>
/// <param name="Mean">The mean of what was observed from there on; NaN when nothing was observed.</param>
public readonly record struct EvidenceOnset(long FirstStep, double LogCapital, double Mean);
