namespace Escalation.Calibration.Populations;

/// <summary>What happens on average over all samples of a given size from a finite population, computed and not simulated.</summary>
/// <param name="Violation">The probability that the certified threshold breaks its promise on the population.</param>
/// <param name="Certified">The probability that a threshold is certified at all.</param>
/// <param name="MeanRate">The mean share of the population that is delegated (budget) or acted on (risk); without a certificate nothing is delegated, and nothing acted on.</param>
public sealed record PopulationLaw(double Violation, double Certified, double MeanRate);
