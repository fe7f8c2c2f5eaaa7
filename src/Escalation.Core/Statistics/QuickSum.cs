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
    private const double LeastExponent = -650;
    private const double LeastMean = 1E-200;
    private const long ShortMask = ~((1L << 42) - 1);

    private readonly DoubleDouble _exponent;
    private readonly DoubleDouble _scale;
    private readonly ScaledFraction _fraction;

    private QuickSum(DoubleDouble exponent, DoubleDouble scale, in ScaledFraction fraction, DoubleDouble value, double error)
    {
        _exponent = exponent;
        _scale = scale;
        _fraction = fraction;
        Value = value;
        Error = error;
    }

    // Values that round to nothing decided.
    private static QuickSum Unknown => new(default, DoubleDouble.One, new ScaledFraction(DoubleDouble.One, DoubleDouble.One, 1, double.NaN), default, double.NaN);

    /// <summary>A bound on the relative error; NaN or huge when this way does not serve.</summary>
    public double Error { get; }

    /// <summary>The exponent, rounded: minus the deviance, nearly.</summary>
    public double Exponent => _exponent.High;

    /// <summary>The value; 0 for exponents up to -650, which <see cref="OutwardRounding"/> leaves undecided.</summary>
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
            Vector128.Create(success.Low, failure.Low), all, Rounding.OfProduct(rates, all, means));
        DoubleDouble gap = DoubleDouble.TwoSum(means.ToScalar(), -count);
        DoubleDouble excess = DoubleDouble.TwoSum(gap.High, gap.Low + meansLow.ToScalar());
        if (!(excess.High >= 0 && means.GetElement(1) > LeastMean))
        {
            return Unknown;
        }

        // What does not wait for the fraction comes first, so that it is done while the fraction's loops are going on.
        var mean = new DoubleDouble(means.ToScalar(), meansLow.ToScalar());
        var depth = FractionDepth.Of(count, excess.High, failure.High);
        DoubleDouble remainder = StirlingTriple.Of(trials, count, others);
        Vector128<double> terms = CountLogarithm.Of(Vector128.Create(count, others), means, meansLow, out Vector128<double> lows);
        DoubleDouble deviance = DoubleDouble.TwoSum(terms.ToScalar(), terms.GetElement(1));
        DoubleDouble sum = DoubleDouble.TwoSum(remainder.High, -deviance.High);
        var exponent = new DoubleDouble(sum.High, sum.Low + (remainder.Low - (deviance.Low + (lows.ToScalar() + lows.GetElement(1)))));
        DoubleDouble scale = Product(Spread(trials, count, others), success);
        DoubleDouble edge = ValueOf(exponent, scale, out double powerOfTwo);

        ScaledFraction fraction = depth.IsShifted
            ? Shifted(count, excess, mean, success, failure)
            : TailFraction.Evaluate(count, excess, failure, depth.Coarse, depth.Fine);
        DoubleDouble value = Quotient(Product(edge, fraction.Numerator), fraction.Denominator).Scale(powerOfTwo * fraction.Scale);
        return new QuickSum(exponent, scale, fraction, value, fraction.Error + FixedError + (trials * ErrorPerTrial));
    }

    /// <summary>The natural logarithm with a bound on its absolute error.</summary>
    public DoubleDouble Log(out double error)
    {
        DoubleDouble factor = Quotient(Product(_scale, _fraction.Numerator), _fraction.Denominator).Scale(_fraction.Scale);
        DoubleDouble log = DoubleDoubleLogarithm.Of(factor) + DoubleDouble.TwoSum(_exponent.High, _exponent.Low);
        error = Error - (_exponent.High * LogErrorPerUnit);
        return log;
    }

    // sqrt(n / (2 pi k (n-k))) (n-k)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble Spread(double n, double k, double m)
    {
        DoubleDouble square = Quotient(Product(DoubleDouble.TwoProduct(n, m), new DoubleDouble(InverseTwoPi, InverseTwoPiLow)), k);
        double root = Math.Sqrt(square.High);
        return new DoubleDouble(root, (Math.FusedMultiplyAdd(-root, root, square.High) + square.Low) * (0.5 / root));
    }

    // exp(exponent) scale = result powerOfTwo
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble ValueOf(DoubleDouble exponent, DoubleDouble scale, out double powerOfTwo)
    {
        if (!(exponent.High > LeastExponent))
        {
            powerOfTwo = 0;
            return default;
        }

        DoubleDouble mantissa = QuickExponential.Times(scale, exponent, out long power);
        powerOfTwo = BitConverter.Int64BitsToDouble((power + 1023) << 52);
        return mantissa;
    }

    // q^n
    private static QuickSum None(long n, DoubleDouble failure)
    {
        double trials = n;
        double mean = failure.High * trials;
        double meanLow = Math.FusedMultiplyAdd(failure.Low, trials, Math.FusedMultiplyAdd(failure.High, trials, -mean));
        if (!(mean > LeastMean))
        {
            return Unknown;
        }

        Vector128<double> log = CountLogarithm.Of(
            Vector128.Create(trials), Vector128.Create(mean), Vector128.Create(meanLow), out Vector128<double> low);
        var exponent = new DoubleDouble(-log.ToScalar(), -low.ToScalar());
        DoubleDouble value = ValueOf(exponent, DoubleDouble.One, out double powerOfTwo).Scale(powerOfTwo);
        return new QuickSum(exponent, DoubleDouble.One, new ScaledFraction(DoubleDouble.One, DoubleDouble.One, 1, 0), value, FixedError + (trials * ErrorPerTrial));
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

    // Normalised.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoubleDouble Quotient(DoubleDouble x, DoubleDouble y)
    {
        double inverse = 1 / y.High;
        double quotient = x.High * inverse;
        double rest = Math.FusedMultiplyAdd(-quotient, y.High, x.High) + Math.FusedMultiplyAdd(-quotient, y.Low, x.Low);
        return DoubleDouble.QuickTwoSum(quotient, rest * inverse);
    }
}
