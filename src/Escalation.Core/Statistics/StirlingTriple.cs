using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Escalation.Statistics;

/// <summary><c>d(n) - d(k) - d(m)</c> for the Stirling remainders d of three positive whole numbers, to an absolute error below 10^-21.</summary>
/// <remarks>As d is odd in its series, the three are one series at n, -k and -m. Below 32 the table of <see cref="StirlingRemainder"/> serves.</remarks>
internal static class StirlingTriple
{
    private const double TableLength = 32;
    private const double Twelfth = 0.08333333333333333;
    private const double TwelfthLow = 4.625929269271485E-18;

    /// <summary>The combination.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble Of(double n, double k, double m)
    {
        Vector256<double> x = Vector256.Create(n, -k, -m, n);
        Vector256<double> inverse = Vector256<double>.One / x;
        Vector256<double> inverseLow = Vector256.FusedMultiplyAdd(-inverse, x, Vector256<double>.One) * inverse;
        Vector256<double> main = inverse * Vector256.Create(Twelfth);
        Vector256<double> square = inverse * inverse;
        Vector256<double> rest = Vector256.FusedMultiplyAdd(square, Vector256.Create(1.0 / 156), Vector256.Create(-691.0 / 360360));
        rest = Vector256.FusedMultiplyAdd(square, rest, Vector256.Create(1.0 / 1188));
        rest = Vector256.FusedMultiplyAdd(square, rest, Vector256.Create(-1.0 / 1680));
        rest = Vector256.FusedMultiplyAdd(square, rest, Vector256.Create(1.0 / 1260));
        rest = Vector256.FusedMultiplyAdd(square, rest, Vector256.Create(-1.0 / 360));
        rest = Vector256.FusedMultiplyAdd(square, rest, Vector256.Create(TwelfthLow));
        Vector256<double> low = Vector256.FusedMultiplyAdd(inverse, rest, Vector256.FusedMultiplyAdd(inverseLow, Vector256.Create(Twelfth), Rounding.OfProduct(inverse, Vector256.Create(Twelfth), main)));
        DoubleDouble a = n < TableLength ? StirlingRemainder.Small(double.ConvertToIntegerNative<int>(n)) : new DoubleDouble(main.ToScalar(), low.ToScalar());
        DoubleDouble b = k < TableLength ? -StirlingRemainder.Small(double.ConvertToIntegerNative<int>(k)) : new DoubleDouble(main.GetElement(1), low.GetElement(1));
        DoubleDouble c = m < TableLength ? -StirlingRemainder.Small(double.ConvertToIntegerNative<int>(m)) : new DoubleDouble(main.GetElement(2), low.GetElement(2));
        DoubleDouble sum = DoubleDouble.TwoSum(b.High, c.High);
        DoubleDouble all = DoubleDouble.TwoSum(sum.High, a.High);
        return new DoubleDouble(all.High, all.Low + (sum.Low + (a.Low + (b.Low + c.Low))));
    }
}
