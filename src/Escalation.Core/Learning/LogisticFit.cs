namespace Escalation.Learning;

/// <summary>A fitted model with the report of how the fit ended.</summary>
/// <param name="Model">The model.</param>
/// <param name="Iterations">Newton steps taken.</param>
/// <param name="GradientNorm">The largest component of the gradient at the end, divided by the total weight.</param>
/// <param name="Objective">The penalised sum of log losses at the end, in nats.</param>
/// <param name="Converged">Whether <paramref name="GradientNorm"/> is within the tolerance. The model of a fit that did not converge is finite, but not the optimum.</param>
public sealed record LogisticFit(LogisticModel Model, int Iterations, double GradientNorm, double Objective, bool Converged);
