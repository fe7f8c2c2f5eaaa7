namespace Escalation.Statistics.Sequential;

/// <summary>One of the capitals of a mixture.</summary>
/// <param name="LogSpread">The logarithm of the capital over all starting times that have begun.</param>
/// <param name="LogRestarted">The logarithm of the capital since <paramref name="FirstStep"/>, the starting time that serves it best.</param>
/// <param name="FirstStep">That starting time, 1-based.</param>
/// <param name="SumBefore">The sum of what was observed before it.</param>
public readonly record struct CapitalState(double LogSpread, double LogRestarted, long FirstStep, double SumBefore);
