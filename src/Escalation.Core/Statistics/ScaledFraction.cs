namespace Escalation.Statistics;

/// <summary>A quotient of two sums as the continued fraction of a tail leaves them, not normalised.</summary>
/// <param name="Numerator">The numerator.</param>
/// <param name="Denominator">The denominator.</param>
/// <param name="Scale">A power of two that multiplies the quotient.</param>
/// <param name="Error">A bound on the relative error of the quotient.</param>
internal readonly record struct ScaledFraction(DoubleDouble Numerator, DoubleDouble Denominator, double Scale, double Error);
