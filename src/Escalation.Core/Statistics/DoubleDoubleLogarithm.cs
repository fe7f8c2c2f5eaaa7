namespace Escalation.Statistics;

/// <summary>The natural logarithm of a ratio to some 96 bits, relative to the logarithm itself, also next to one.</summary>
/// <remarks>
/// The ratio is reduced to <c>2^e c (1 + z)/(1 - z)</c> with <c>c = j/64</c> in <c>[45/64, 91/64]</c> and <c>|z| &lt; 2^-7</c>;
/// then <c>log = e ln 2 + log c + 2 atanh z</c>. No logarithm of the platform is involved.
/// </remarks>
internal static class DoubleDoubleLogarithm
{
    /// <summary>A bound on the relative error of <see cref="OfRatio"/>, for exact arguments: 2^-96.</summary>
    public const double RelativeError = 1.3E-29;

    private const int FirstIndex = 45;
    private const double TinyBound = 1E-150;
    private const double TinyScale = 1.3278449820419177E+182; // 2^605
    private const int TinyExponent = 605;

    /// <summary>The natural logarithm of two.</summary>
    public static DoubleDouble Ln2 => new(0.6931471805599453, 2.3190468138462996E-17);

    private static DoubleDouble Third => new(0.3333333333333333, 1.850371707708594E-17);

    private static DoubleDouble Fifth => new(0.2, -1.1102230246251566E-17);

    // log(j/64) for j = 45..91, each as high and low half, from 100-digit arithmetic.
    // An array, not a collection expression: Stryker cannot take its changes back out of one of those.
    private static ReadOnlySpan<double> Logarithms =>
    new double[]
    {
        -0.3522205935893521, -5.7233316949182485E-18,
        -0.33024168687057687, 1.0828321637483858E-17,
        -0.3087354816496133, 1.6199186085148102E-17,
        -0.2876820724517809, -2.607160616442564E-17,
        -0.26706278524904525, 7.32891532732017E-18,
        -0.24686007793152578, -1.361743371748368E-17,
        -0.22705745063534608, -9.551415762738488E-18,
        -0.2076393647782445, -1.2053243216686129E-17,
        -0.18859116980755003, 7.432164219196925E-18,
        -0.16989903679539747, 4.868008764439071E-19,
        -0.15154989812720093, -5.1669593684615594E-18,
        -0.13353139262452263, 3.664457663660085E-18,
        -0.1158318155251217, -4.338484369808096E-18,
        -0.09844007281325252, 4.439009633675136E-18,
        -0.0813456394539524, -5.07707635593117E-18,
        -0.06453852113757118, 6.470486661692933E-18,
        -0.048009219186360606, -1.4390903347292205E-18,
        -0.0317486983145803, -3.0382263084680858E-18,
        -0.015748356968139168, -1.0021578630528974E-18,
        0.0, 0.0,
        0.015504186535965254, -3.278321022892429E-19,
        0.030771658666753687, 1.0431732029005968E-18,
        0.0458095360312942, 1.902959866474257E-18,
        0.06062462181643484, 2.6424025938726934E-18,
        0.07522342123758753, -5.930604196293241E-18,
        0.08961215868968714, -5.4268129336647135E-18,
        0.10379679368164356, 5.47772415726659E-18,
        0.11778303565638346, -1.1971685747593677E-18,
        0.13157635778871926, 1.1123000879729588E-17,
        0.1451820098444979, 8.242418783022475E-18,
        0.15860503017663857, 1.1257003872182592E-17,
        0.17185025692665923, -6.0224538210113705E-18,
        0.184922338494012, 3.0236614153574064E-18,
        0.19782574332991987, 1.2821194372980142E-17,
        0.21056476910734964, -4.249405314729895E-18,
        0.22314355131420976, -9.091270597324799E-18,
        0.2355660713127669, -2.3943371495187355E-18,
        0.24783616390458127, -1.2432209578702523E-17,
        0.25995752443692605, 2.069806938978935E-17,
        0.27193371548364176, 7.83319637697442E-19,
        0.2837681731306446, -2.032665581126656E-17,
        0.2954642128938359, -2.16461086040599E-17,
        0.3070250352949119, -1.2319916200101964E-17,
        0.3184537311185346, 2.7114779367326236E-17,
        0.329753286372468, 2.122020616196946E-18,
        0.3409265869705932, 1.7467136443544747E-17,
        0.3519764231571782, -1.2953893030191963E-17,
    };

    /// <summary>The natural logarithm of a positive number.</summary>
    public static DoubleDouble Of(DoubleDouble x) => OfRatio(x, DoubleDouble.One, x - DoubleDouble.One);

    /// <summary><c>ln(a / b)</c> for positive a and b below 2^400.</summary>
    /// <param name="a">The numerator.</param>
    /// <param name="b">The denominator.</param>
    /// <param name="difference"><c>a - b</c>, which the caller often knows better than the two halves can tell.</param>
    public static DoubleDouble OfRatio(DoubleDouble a, DoubleDouble b, DoubleDouble difference)
    {
        int exponent = 0;
        if (a.High < TinyBound)
        {
            a = a.Scale(TinyScale);
            exponent -= TinyExponent;
        }

        if (b.High < TinyBound)
        {
            b = b.Scale(TinyScale);
            exponent += TinyExponent;
        }

        bool rescaled = exponent != 0;
        int shift = Exponent(a.High) - Exponent(b.High);
        double ratio = a.High / (b.High * PowerOfTwo(shift));
        if (ratio > 1.4142135623730951)
        {
            shift++;
        }
        else if (ratio < 0.70710678118654757)
        {
            shift--;
        }

        b = b.Scale(PowerOfTwo(shift));
        exponent += shift;
        int index = (int)((64 * (a.High / b.High)) + 0.5);
        bool nearOne = index == 64 && shift == 0 && !rescaled;
        DoubleDouble reduced = b * (index / 64.0);
        DoubleDouble z = (nearOne ? difference : a - reduced) / (a + reduced);
        DoubleDouble fraction = TwiceInverseTangent(z);
        if (nearOne)
        {
            return fraction;
        }

        int at = 2 * (index - FirstIndex);
        var centre = new DoubleDouble(Logarithms[at], Logarithms[at + 1]);
        return DoubleDouble.AddSmaller(DoubleDouble.AddSmaller(Ln2 * exponent, centre), fraction);
    }

    // 2 atanh z = 2z (1 + z^2/3 + z^4/5 + ...); from the fourth term on a double is precise enough for 100 bits.
    private static DoubleDouble TwiceInverseTangent(DoubleDouble z)
    {
        DoubleDouble square = z * z;
        double w = square.High;
        double rest = w * ((1.0 / 7) + (w * ((1.0 / 9) + (w * ((1.0 / 11) + (w * ((1.0 / 13) + (w / 15))))))));
        DoubleDouble series = DoubleDouble.QuickTwoSum(Fifth.High, Fifth.Low + rest) * square;
        series = DoubleDouble.AddSmaller(Third, series) * square;
        return (z * DoubleDouble.AddSmaller(DoubleDouble.One, series)).Scale(2);
    }

    private static int Exponent(double positive) => (int)(BitConverter.DoubleToInt64Bits(positive) >> 52);

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(1023 + exponent) << 52);
}
