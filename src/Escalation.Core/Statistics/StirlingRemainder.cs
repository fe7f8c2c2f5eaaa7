using System.Runtime.CompilerServices;

namespace Escalation.Statistics;

/// <summary>
/// What Stirling's formula leaves over: <c>ln x! - ((x + 1/2) ln x - x + ln(2 pi)/2)</c> for whole x, with 0 for x = 0,
/// to an absolute error below 2^-84.
/// </summary>
/// <remarks>
/// A table below 32; above it the asymptotic series, which envelops the value, so that the error is below the first term
/// left out, <c>174611/(125400 x^19)</c>. The decomposition is that of Loader, "Fast and accurate computation of binomial
/// probabilities" (2000); the precision is ours.
/// </remarks>
internal static class StirlingRemainder
{
    /// <summary>A bound on the absolute error of <see cref="Of"/>: 2^-84.</summary>
    public const double AbsoluteError = 5.2E-26;

    private const int TableLength = 32;

    private static DoubleDouble Twelfth => new(0.08333333333333333, 4.625929269271485E-18);

    private static DoubleDouble ThreeHundredSixtieth => new(0.002777777777777778, -1.0601087908747154E-19);

    // Values at 0..31, each as high and low half, from 100-digit arithmetic.
    // An array, not a collection expression: Stryker cannot take its changes back out of one of those.
    private static ReadOnlySpan<double> Values =>
    new double[]
    {
        0.0, 0.0,
        0.08106146679532726, -2.8504218427709546E-18,
        0.0413406959554093, -2.941654530929307E-18,
        0.02767792568499834, 7.917435820236853E-19,
        0.020790672103765093, -2.5325724267208116E-19,
        0.016644691189821193, -9.759029781538585E-19,
        0.013876128823070748, -4.37162601109574E-19,
        0.01189670994589177, 5.674518257356195E-19,
        0.010411265261972096, 2.953086875573401E-19,
        0.009255462182712733, 6.290071715112313E-20,
        0.00833056343336287, 4.637604645200097E-19,
        0.007573675487951841, 2.0467707460490837E-19,
        0.00694284010720953, -5.224462195760719E-20,
        0.006408994188004207, -7.471039504395375E-20,
        0.0059513701127588475, 2.399535274410237E-19,
        0.005554733551962801, 3.185347414196856E-19,
        0.0052076559196096404, -2.8836089946619086E-21,
        0.004901395948434738, -2.3443950847392425E-19,
        0.004629153749334028, 1.7120211748007063E-19,
        0.004385560249232324, 1.0072016033655829E-19,
        0.004166319691996922, 9.46873772485564E-20,
        0.00396795421864086, -2.39127489409346E-19,
        0.0037876180684444346, 2.170322999911259E-20,
        0.0036229602246830948, -6.077986404058504E-20,
        0.003472021382978767, 1.5946636142325274E-19,
        0.003333155636728093, -9.010768573090097E-20,
        0.003204970228055038, -7.832550860185874E-20,
        0.0030862786826087773, -1.8994832698927403E-19,
        0.002976063983550409, 2.8025561394604594E-20,
        0.0028734493623524663, 7.101873466993789E-20,
        0.0027776749297526936, -9.593670655242999E-21,
        0.002688078828531143, -1.2634943786514993E-19,
    };

    /// <summary>The remainder at a whole number from 0 to 2^53.</summary>
    public static DoubleDouble Of(long x)
    {
        if (x < TableLength)
        {
            return Small((int)x);
        }

        DoubleDouble inverse = DoubleDouble.One / (double)x;
        DoubleDouble square = inverse * inverse;
        double w = square.High;
        double rest = (-3617.0 / 122400) + (w * (43867.0 / 244188));
        rest = (1.0 / 156) + (w * rest);
        rest = (-691.0 / 360360) + (w * rest);
        rest = (1.0 / 1188) + (w * rest);
        rest = (-1.0 / 1680) + (w * rest);
        rest = (1.0 / 1260) + (w * rest);
        DoubleDouble second = DoubleDouble.AddSmaller(-ThreeHundredSixtieth, w * rest);
        return inverse * DoubleDouble.AddSmaller(Twelfth, square * second);
    }

    /// <summary>The remainder at a whole number from 0 to 31.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DoubleDouble Small(int x) => new(Values[2 * x], Values[(2 * x) + 1]);
}
