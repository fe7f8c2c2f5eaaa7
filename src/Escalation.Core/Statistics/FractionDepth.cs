using System.Runtime.CompilerServices;

namespace Escalation.Statistics;

/// <summary>How many levels of <see cref="TailFraction"/> a tail takes: a guess, as <see cref="TailFraction"/> computes whether they were enough.</summary>
/// <param name="Coarse">Half the number of levels in plain doubles.</param>
/// <param name="Fine">Half the number of levels in twice the precision.</param>
/// <param name="IsShifted">Whether there would be so many that <see cref="ShiftedFraction"/> is the faster one.</param>
internal readonly record struct FractionDepth(int Coarse, int Fine, bool IsShifted)
{
    /// <summary>The largest number of levels: with more, <see cref="ShiftedFraction"/> takes no longer.</summary>
    public const double Most = 150;

    private const long CubeRootBias = 0x2A9F_7893_0000_0000;

    /// <summary>The depth at an edge k from 1 up to the mean.</summary>
    /// <param name="k">The edge.</param>
    /// <param name="excess"><c>np - k</c>, not negative.</param>
    /// <param name="failure">q.</param>
    /// <remarks>
    /// Level j gains 2 asinh of half of <c>x/sqrt(jqk) + (1+q) sqrt(j/(qk))</c>; the numbers of levels for 2^-65 and 2^-15 are fitted to its sum.
    /// No number is NaN here and none too large for an integer, so the conversions need no care.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FractionDepth Of(double k, double excess, double failure)
    {
        double inverse = 1 / (failure * k);
        double tilt = excess * excess * inverse;
        double bend = (1 + failure) * (1 + failure) * inverse;
        double cubeRoot = BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(bend) / 3) + CubeRootBias);
        double levels = (1 + (tilt * 0.0118) + double.MaxNative(0, (cubeRoot * 0.47) - 0.48)) / ((tilt * 0.00148) + (cubeRoot * 0.0588));
        if (levels > Most && levels < k)
        {
            return new FractionDepth(0, 0, true);
        }

        int all = double.ConvertToIntegerNative<int>(double.MinNative(k, levels));
        int sharp = double.ConvertToIntegerNative<int>(2.5 + (1 / ((tilt * 0.0178) + (cubeRoot * 0.135))));
        int fine = (Math.Min(all + 1, sharp) + 1) / 2;
        return new FractionDepth(Math.Max(0, (all + 2 - (2 * fine)) / 2), fine, false);
    }
}
