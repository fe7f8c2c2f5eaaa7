using System.Runtime.CompilerServices;

namespace Escalation.Statistics.Sequential;

/// <summary>
/// The logarithm of a product of factors <c>1 + g</c>, with a running bound on its error, so that a capital can be reported that is never above the truth.
/// </summary>
/// <remarks>
/// With <c>u = 2^-53</c>: g comes as the rounded product of a bet and a rounded difference, which is off by at most <c>2u|g|</c>; the logarithm is off by at most <c>9u</c> of itself, and by at most
/// <c>2u|g|/(1+g)</c> for the error of g. Hence 12u of <c>|g|/min(1, 1+g)</c>, which is at least the size of the logarithm. The sum itself is kept in twice the precision.
/// </remarks>
internal struct LogCapital
{
    private const double TermError = 1.3322676295501878E-15; // 12 2^-53

    private DoubleDouble _sum;
    private double _error;

    /// <summary>A lower bound on the logarithm, negative infinity after a factor of zero.</summary>
    public readonly double Lower => _sum.High + (_sum.Low - _error);

    /// <summary>Multiplies by <c>1 + gain</c>, where gain is the rounded product of a bet with a rounded difference, at least -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(double gain)
    {
        double factor = 1 + gain;
        if (!(factor > 0) || double.IsNegativeInfinity(_sum.High))
        {
            // A capital that is lost stays lost; in twice the precision infinity would turn into NaN.
            _sum = double.NegativeInfinity;
            return;
        }

        _error += Math.Abs(gain) / Math.Min(1, factor) * TermError;
        _sum += Elementary.LogOnePlus(gain);
    }
}
