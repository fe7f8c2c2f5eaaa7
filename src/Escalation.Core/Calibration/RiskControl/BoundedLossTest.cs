namespace Escalation.Calibration.RiskControl;

/// <summary>Computes a valid p-value of the null hypothesis "the mean of these losses exceeds alpha" for independent losses in [0, 1]; <see cref="BoundedLossTests"/> has some.</summary>
/// <param name="losses">The losses, each in [0, 1], in the order of the items; at least one.</param>
/// <param name="alpha">The bound on their mean, strictly between 0 and 1.</param>
/// <returns>The p-value, in [0, 1].</returns>
public delegate double BoundedLossTest(ReadOnlySpan<double> losses, double alpha);
