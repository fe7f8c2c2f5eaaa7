namespace Escalation.Statistics;

/// <summary>
/// A binomial tail as <c>exp(LogMass) * Sum</c>: the largest probability of the tail, that of its edge, times the sum of
/// all the tail's probabilities relative to it, with a bound on the relative error of the product.
/// </summary>
/// <remarks>
/// <para>
/// The probability of the edge is <c>sqrt(n / (2 pi k (n-k))) exp(-D + d(n) - d(k) - d(n-k))</c> with the deviance
/// <c>D = k ln(k/np) + (n-k) ln((n-k)/nq)</c> and the Stirling remainders d (Loader 2000). The relative sum follows the ratios
/// <c>P(i-1)/P(i) = i q / ((n-i+1) p)</c>, which fall towards the tail, from the edge outwards.
/// </para>
/// <para>
/// Error analysis, <c>u = 2^-53</c>. The products of ratios carry their rounding errors along to first order, which leaves
/// a relative error below <c>(m + m^2) 8 u^2</c> after m terms; terms below 2^-50 of the sum are added in plain doubles,
/// whose error counts with <c>4 m u</c> of their own sum; what is cut off is below a geometric series. Every bound is
/// computed along, so that the result says how good it is: some 2^-80 for n = 10^6.
/// </para>
/// </remarks>
internal readonly struct BinomialSum
{
    private const double UnitSquared = 1.232595164407831E-32; // 2^-106
    private const double PlainBelow = 8.881784197001252E-16; // 2^-50
    private const double CutBelow = 8.077935669463161E-28; // 2^-90
    private const double ExponentialError = 5.1E-29; // 2^-94
    private const double ExponentialErrorPerUnit = 5E-32; // 2^-104
    private const double Unit = 1.1102230246251565E-16;

    private static readonly DoubleDouble TwoPi = new(6.283185307179586, 2.4492935982947064E-16);

    private BinomialSum(DoubleDouble logMass, DoubleDouble sum, double relativeError)
    {
        LogMass = logMass;
        Sum = sum;
        RelativeError = relativeError;
    }

    /// <summary>The logarithm of the probability of the edge.</summary>
    public DoubleDouble LogMass { get; }

    /// <summary>The tail relative to its edge, at least one.</summary>
    public DoubleDouble Sum { get; }

    /// <summary>A bound on the relative error of <c>exp(LogMass) * Sum</c>, also on the absolute error of its logarithm.</summary>
    public double RelativeError { get; }

    /// <summary><c>P(Bin(n, p) &lt;= k)</c> for <c>0 &lt;= k &lt; n</c>, k at or below the mean.</summary>
    public static BinomialSum Below(long k, in BinomialShape shape)
    {
        DoubleDouble logMass = LogProbability(k, shape, out double massError);
        if (k == 0)
        {
            return new BinomialSum(logMass, DoubleDouble.One, massError);
        }

        DoubleDouble odds = shape.MeanFailures / shape.MeanSuccesses;
        DoubleDouble sum = RelativeSum(k, shape.Trials, odds, out double sumError);
        return new BinomialSum(logMass, sum, massError + sumError);
    }

    /// <summary>The tail's value as a mantissa and a power of two, with a bound on its relative error.</summary>
    public DoubleDouble Value(out long exponent, out double relativeError)
    {
        relativeError = (2 * RelativeError) + ExponentialError + (ExponentialErrorPerUnit * -LogMass.High);
        return DoubleDoubleExponential.Of(LogMass, out exponent) * Sum;
    }

    /// <summary>The tail's logarithm with a bound on its absolute error.</summary>
    public DoubleDouble Log(out double error)
    {
        DoubleDouble log = LogMass + DoubleDoubleLogarithm.Of(Sum);
        error = (2 * RelativeError) - (log.High * DoubleDoubleLogarithm.RelativeError);
        return log;
    }

    /// <summary><c>ln P(Bin(n, p) = k)</c> for <c>0 &lt;= k &lt;= n</c> and a bound on its absolute error.</summary>
    public static DoubleDouble LogProbability(long k, in BinomialShape shape, out double error)
    {
        long n = shape.Trials;
        long failures = n - k;
        if (k == 0 || failures == 0)
        {
            DoubleDouble logRate = k == 0
                ? DoubleDoubleLogarithm.OfRatio(shape.FailureRate, DoubleDouble.One, -shape.SuccessRate)
                : DoubleDoubleLogarithm.OfRatio(shape.SuccessRate, DoubleDouble.One, -shape.FailureRate);
            DoubleDouble log = logRate * n;
            error = -log.High * 2 * DoubleDoubleLogarithm.RelativeError;
            return log;
        }

        DoubleDouble excess = (DoubleDouble)(double)k - shape.MeanSuccesses;
        DoubleDouble gain = shape.LogRatioToMean(k, shape.MeanSuccesses, excess) * k;
        DoubleDouble loss = shape.LogRatioToMean(failures, shape.MeanFailures, -excess) * failures;
        DoubleDouble spread = TwoPi * DoubleDouble.TwoProduct(k, failures) / (double)n;
        DoubleDouble scale = DoubleDoubleLogarithm.Of(spread);
        DoubleDouble remainder = StirlingRemainder.Of(n) - StirlingRemainder.Of(k) - StirlingRemainder.Of(failures);
        error = ((Math.Abs(gain.High) + Math.Abs(loss.High) + Math.Abs(scale.High) + 1) * 4 * DoubleDoubleLogarithm.RelativeError)
            + (3 * StirlingRemainder.AbsoluteError);
        return remainder - (gain + loss) - scale.Scale(0.5);
    }

    private static DoubleDouble RelativeSum(long k, long n, DoubleDouble odds, out double error)
    {
        double term = 1, termLow = 0, sum = 1, sumLow = 0;
        long i = k;
        while (i > 0 && term > sum * PlainBelow)
        {
            double inverse = 1.0 / (n - i + 1);
            double numerator = i * odds.High;
            double numeratorLow = Math.FusedMultiplyAdd(i, odds.High, -numerator) + (i * odds.Low);
            double ratio = numerator * inverse;
            double ratioLow = (Math.FusedMultiplyAdd(-ratio, n - i + 1, numerator) + numeratorLow) * inverse;
            double next = term * ratio;
            double rounding = Math.FusedMultiplyAdd(term, ratio, -next);
            termLow = Math.FusedMultiplyAdd(termLow, ratio, Math.FusedMultiplyAdd(term, ratioLow, rounding));
            term = next;
            double total = sum + term;
            sumLow += (term - (total - sum)) + termLow;
            sum = total;
            i--;
        }

        double m = k - i;
        error = (m + 8 + (m * m)) * 8 * UnitSquared;
        double rest = PlainSum(k, i, n, odds.High, term, sum * CutBelow, out double restError);
        error += restError / sum;
        return DoubleDouble.TwoSum(sum, sumLow) + rest;
    }

    // The far terms, each below 2^-50 of the sum. The bound covers rounding and, as the ratios fall, all that is cut off.
    private static double PlainSum(long k, long i, long n, double odds, double term, double cut, out double error)
    {
        double rest = 0;
        while (i > 0 && term > cut)
        {
            term *= i * odds / (n - i + 1);
            rest += term;
            i--;
        }

        error = 4.0 * (k - i + 2) * Unit * rest;
        if (i > 0)
        {
            double ratio = i * odds / (n - i + 1);
            error += term * ratio / (1 - ratio);
        }

        return rest;
    }
}
