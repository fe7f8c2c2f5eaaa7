using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Escalation.Statistics;

/// <summary>
/// A binomial tail as <c>exp(Exponent) * Factor</c> like <see cref="BinomialSum"/>, to some 62 bits in about a tenth of a microsecond: enough to
/// round nine hundred and ninety-odd tails of a thousand to the very double that more bits would give.
/// </summary>
/// <remarks>
/// <para>
/// The probability at the edge comes from the saddle-point form, the sum from <see cref="TailFraction"/> or <see cref="ShiftedFraction"/>, so that the
/// work does not grow with n. The relative error is the computed one of the fraction, 3 10^-20 for the
/// exponential and the Stirling remainders, and <c>12u^2 n</c> for what cancels between the two logarithms.
/// </para>
/// <para>How many levels are taken is a guess; that they were enough is computed, and a poor guess costs time, never truth.</para>
/// </remarks>
internal readonly struct QuickSum
{
    private const double FixedError = 3E-20;
    private const double ErrorPerTrial = 1.5E-31;
    private const double LogErrorPerUnit = 1E-24;
    private const double InverseTwoPi = 0.15915494309189535;
    private const double InverseTwoPiLow = -9.839338337591243E-18;
    private const double LeastExponent = -700;
    private const double LeastMean = 1E-200;
    private const double ShiftBeyond = 60;
    private const long ShortMask = ~((1L << 42) - 1);
    private const long CubeRootBias = 0x2A9F_7893_0000_0000;

    private readonly DoubleDouble _exponent;
    private readonly DoubleDouble _factor;

    private QuickSum(DoubleDouble exponent, DoubleDouble factor, DoubleDouble value, double error)
    {
        _exponent = exponent;
        _factor = factor;
        Value = value;
        Error = error;
    }

    /// <summary>A bound on the relative error; NaN or huge when this way does not serve.</summary>
    public double Error { get; }

    /// <summary>The exponent, rounded: minus the deviance, nearly.</summary>
    public double Exponent => _exponent.High;

    /// <summary>The value, meaningless for exponents below -700.</summary>
    public DoubleDouble Value { get; }

    /// <summary><c>P(Bin(n, p) &lt;= k)</c> for <c>0 &lt;= k &lt; n</c>, k at or below the mean; any other k gives the error NaN.</summary>
    /// <param name="k">The edge.</param>
    /// <param name="n">The number of trials.</param>
    /// <param name="success">p.</param>
    /// <param name="failure"><c>1 - p</c>, exactly.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static QuickSum Below(long k, long n, DoubleDouble success, DoubleDouble failure)
    {
        if (k == 0)
        {
            return None(n, failure);
        }

        double trials = n;
        double count = k;
        double others = n - k;
        var rates = Vector128.Create(success.High, failure.High);
        var all = Vector128.Create(trials);
        Vector128<double> means = rates * all;
        Vector128<double> meansLow = Vector128.FusedMultiplyAdd(
            Vector128.Create(success.Low, failure.Low), all, Vector128.FusedMultiplyAdd(rates, all, -means));
        DoubleDouble gap = DoubleDouble.TwoSum(means.ToScalar(), -count);
        DoubleDouble excess = DoubleDouble.TwoSum(gap.High, gap.Low + meansLow.ToScalar());
        if (!(excess.High >= 0 && means.GetElement(1) > LeastMean))
        {
            return new QuickSum(default, default, default, double.NaN);
        }

        Vector128<double> terms = CountLogarithm.Of(Vector128.Create(count, others), means, meansLow, out Vector128<double> lows);
        ScaledFraction fraction = Fraction(count, excess, new DoubleDouble(means.ToScalar(), meansLow.ToScalar()), success, failure);

        // sqrt(n / (2 pi k (n-k))) (n-k) p e0/e-1, the k below the root taken to the denominator.
        DoubleDouble spread = Product(Product(DoubleDouble.TwoProduct(trials, others), count), new DoubleDouble(InverseTwoPi, InverseTwoPiLow));
        double root = Math.Sqrt(spread.High);
        double rootLow = (Math.FusedMultiplyAdd(-root, root, spread.High) + spread.Low) * (0.5 / root);
        DoubleDouble over = Product(Product(success, fraction.Numerator), new DoubleDouble(root, rootLow));
        DoubleDouble under = Product(fraction.Denominator, count);
        double inverse = 1 / under.High;
        double quotient = over.High * inverse;
        double quotientLow = (Math.FusedMultiplyAdd(-quotient, under.High, over.High) + (over.Low - (quotient * under.Low))) * inverse;

        DoubleDouble remainder = StirlingTriple.Of(trials, count, others);
        DoubleDouble deviance = DoubleDouble.TwoSum(terms.ToScalar(), terms.GetElement(1));
        DoubleDouble exponent = DoubleDouble.TwoSum(remainder.High, -deviance.High);
        double exponentLow = exponent.Low + (remainder.Low - (deviance.Low + (lows.ToScalar() + lows.GetElement(1))));
        var whole = new DoubleDouble(exponent.High, exponentLow);
        DoubleDouble factor = DoubleDouble.QuickTwoSum(quotient, quotientLow).Scale(fraction.Scale);
        return new QuickSum(whole, factor, ValueOf(whole, factor), fraction.Error + FixedError + (trials * ErrorPerTrial));
    }

    /// <summary>The natural logarithm with a bound on its absolute error.</summary>
    public DoubleDouble Log(out double error)
    {
        DoubleDouble log = DoubleDoubleLogarithm.Of(_factor) + DoubleDouble.TwoSum(_exponent.High, _exponent.Low);
        error = Error - (_exponent.High * LogErrorPerUnit);
        return log;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble ValueOf(DoubleDouble exponent, DoubleDouble factor)
    {
        if (!(exponent.High > LeastExponent))
        {
            return default;
        }

        DoubleDouble mantissa = QuickExponential.Times(factor, exponent, out long power);
        return mantissa.Scale(BitConverter.Int64BitsToDouble((power + 1023) << 52));
    }

    // q^n
    private static QuickSum None(long n, DoubleDouble failure)
    {
        double trials = n;
        double mean = failure.High * trials;
        double meanLow = Math.FusedMultiplyAdd(failure.Low, trials, Math.FusedMultiplyAdd(failure.High, trials, -mean));
        if (!(mean > LeastMean))
        {
            return new QuickSum(default, default, default, double.NaN);
        }

        Vector128<double> log = CountLogarithm.Of(
            Vector128.Create(trials), Vector128.Create(mean), Vector128.Create(meanLow), out Vector128<double> low);
        var exponent = new DoubleDouble(-log.ToScalar(), -low.ToScalar());
        return new QuickSum(exponent, DoubleDouble.One, ValueOf(exponent, DoubleDouble.One), FixedError + (trials * ErrorPerTrial));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ScaledFraction Fraction(
        double count, DoubleDouble excess, DoubleDouble mean, DoubleDouble success, DoubleDouble failure)
    {
        // Level j gains 2 asinh of half of x/sqrt(jqk) + (1+q) sqrt(j/(qk)); the numbers of levels for 2^-65 and 2^-15 are fitted to its sum.
        double inverse = 1 / (failure.High * count);
        double tilt = excess.High * excess.High * inverse;
        double bend = (1 + failure.High) * (1 + failure.High) * inverse;
        double cubeRoot = BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(bend) / 3) + CubeRootBias);
        double levels = (1 + (tilt * 0.0118) + Math.Max(0, (cubeRoot * 0.47) - 0.48)) / ((tilt * 0.00148) + (cubeRoot * 0.0588));
        if (levels > ShiftBeyond && levels < count)
        {
            return Shifted(count, excess, mean, success, failure);
        }

        levels = Math.Floor(Math.Min(count, levels));
        double sharp = Math.Floor(Math.Min(levels + 1, 2.5 + (1 / ((tilt * 0.0178) + (cubeRoot * 0.135)))));
        int fine = (int)((sharp + 1) / 2);
        int coarse = Math.Max(0, (int)((levels + 2 - (2 * fine)) / 2));
        return TailFraction.Evaluate(count, excess, failure, coarse, fine);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ScaledFraction Shifted(
        double count, DoubleDouble excess, DoubleDouble mean, DoubleDouble success, DoubleDouble failure)
    {
        double deviation = Math.Sqrt(failure.High * count);
        double place = excess.High / deviation;
        double shift = (((3.4 + (0.35 * place)) * deviation) - excess.High) / mean.High;
        shift = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(shift) & ShortMask);
        double levels = Math.Floor(62 - (6.5 * place));
        double sharp = Math.Floor(24 - (6.5 * place) + (0.6 * place * place));
        ScaledFraction fraction = ShiftedFraction.Evaluate(count, excess, mean, success, failure, levels, sharp, shift);

        // The fraction lacks the factor p (1+y), and 1 + y may need more than a double.
        DoubleDouble grown = Product(fraction.Numerator, shift);
        DoubleDouble sum = DoubleDouble.TwoSum(fraction.Numerator.High, grown.High);
        return fraction with { Numerator = new DoubleDouble(sum.High, sum.Low + (fraction.Numerator.Low + grown.Low)) };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble Product(DoubleDouble x, double y)
    {
        double product = x.High * y;
        return new DoubleDouble(product, Math.FusedMultiplyAdd(x.Low, y, Math.FusedMultiplyAdd(x.High, y, -product)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble Product(DoubleDouble x, DoubleDouble y)
    {
        double product = x.High * y.High;
        double low = Math.FusedMultiplyAdd(x.High, y.Low, Math.FusedMultiplyAdd(x.High, y.High, -product));
        return new DoubleDouble(product, Math.FusedMultiplyAdd(x.Low, y.High, low));
    }
}
