namespace Escalation.Learning.Wide;

/// <summary>Where a fit stands.</summary>
/// <param name="Iterations">Newton steps taken.</param>
/// <param name="Passes">Passes over the matrix, or products with the matrix of inner products, so far.</param>
/// <param name="Objective">The penalised sum of losses.</param>
/// <param name="OptimalityGap">A bound on how far that is above the least possible.</param>
public sealed record WideProgress(int Iterations, int Passes, double Objective, double OptimalityGap);
