namespace Escalation.Statistics.Sequential;

/// <summary>Bounds on rounding errors, so that evidence can be reported that is never above the truth.</summary>
/// <remarks>
/// With <c>u = 2^-53</c>: a gain g is a bet times a difference over constants, off by at most <c>4u|g|</c>; the weighting of a loss is off by at most <c>4u</c> of the width of its bounds, which the stake scales; the logarithm adds
/// <c>9u</c> of itself, and it is at most <c>|g|/min(1, 1+g)</c>. A bet itself may be rounded at will as long as it does not depend on the loss.
/// </remarks>
internal static class FactorRounding
{
    internal const double Unit = 1.1102230246251565E-16; // 2^-53

    /// <summary>A bound on the error of <c>ln(1 + gain)</c>.</summary>
    /// <param name="gain">The gain, above -1.</param>
    /// <param name="risked">The stake times the width of the loss's bounds.</param>
    internal static double OfFactor(double gain, double risked) => Unit * ((16.0 * Math.Abs(gain)) + (4.0 * risked)) / Math.Min(1.0, 1.0 + gain);

    /// <summary>A bound on the error of a sum of a few exponentials and its logarithm, and of adding to it.</summary>
    /// <param name="magnitude">The largest of the logarithms by size.</param>
    internal static double OfSum(double magnitude) => Unit * (16.0 + (4.0 * magnitude));

    /// <summary>The least logarithm that surely reaches <c>1/level</c>.</summary>
    internal static double Needed(double level) => Math.BitIncrement(-Math.Log(level));
}
