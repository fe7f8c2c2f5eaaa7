namespace Escalation.Statistics;

/// <summary>
/// A binomial tail as <c>exp(Exponent) * Factor</c>, with a bound on the relative error: the probability at the edge of the tail times
/// the sum of all its probabilities relative to that one.
/// </summary>
/// <remarks>
/// The probability at the edge is <c>sqrt(n / (2 pi k (n-k))) exp(-D + d(n) - d(k) - d(n-k))</c> with the deviance
/// <c>D = k ln(k/np) + (n-k) ln((n-k)/nq)</c> and the Stirling remainders d (Loader 2000). In twice the precision the two
/// logarithms of D cancel without harm: what they lose is <c>|k - np| 2^-96</c> and less.
/// </remarks>
internal readonly struct BinomialSum
{
    private const double ExponentialError = 5.1E-29; // 2^-94

    private readonly DoubleDouble _exponent;
    private readonly DoubleDouble _factor;
    private readonly double _error;

    private BinomialSum(DoubleDouble exponent, DoubleDouble factor, double error)
    {
        _exponent = exponent;
        _factor = factor;
        _error = error;
    }

    private static DoubleDouble TwoPi => new(6.283185307179586, 2.4492935982947064E-16);

    /// <summary><c>P(Bin(n, p) &lt;= k)</c> for <c>0 &lt;= k &lt; n</c>, k at or below the mean.</summary>
    public static BinomialSum Below(long k, in BinomialShape shape)
    {
        BinomialSum edge = At(k, shape);
        if (k == 0)
        {
            return edge;
        }

        DoubleDouble odds = shape.MeanFailures / shape.MeanSuccesses;
        DoubleDouble sum = RatioSeries.Sum(k, shape.Trials, odds, out double sumError);
        return new BinomialSum(edge._exponent, edge._factor * sum, edge._error + sumError);
    }

    /// <summary><c>P(Bin(n, p) = k)</c> for <c>0 &lt;= k &lt;= n</c>.</summary>
    public static BinomialSum At(long k, in BinomialShape shape)
    {
        long n = shape.Trials;
        long failures = n - k;
        if (k == 0 || failures == 0)
        {
            DoubleDouble logRate = k == 0
                ? DoubleDoubleLogarithm.OfRatio(shape.FailureRate, DoubleDouble.One, -shape.SuccessRate)
                : DoubleDoubleLogarithm.OfRatio(shape.SuccessRate, DoubleDouble.One, -shape.FailureRate);
            DoubleDouble log = logRate * n;
            return new BinomialSum(log, DoubleDouble.One, -log.High * 2 * DoubleDoubleLogarithm.RelativeError);
        }

        DoubleDouble excess = (DoubleDouble)(double)k - shape.MeanSuccesses;
        DoubleDouble gain = shape.LogRatioToMean((double)k, shape.MeanSuccesses, excess) * k;
        DoubleDouble loss = shape.LogRatioToMean((double)failures, shape.MeanFailures, -excess) * failures;
        DoubleDouble remainder = StirlingRemainder.Of(n) - StirlingRemainder.Of(k) - StirlingRemainder.Of(failures);
        DoubleDouble spread = TwoPi * DoubleDouble.TwoProduct(k, failures) / (double)n;
        double error = ((Math.Abs(gain.High) + Math.Abs(loss.High) + 1) * 4 * DoubleDoubleLogarithm.RelativeError)
            + (3 * StirlingRemainder.AbsoluteError);
        return new BinomialSum(remainder - (gain + loss), DoubleDouble.One / DoubleDouble.Sqrt(spread), error);
    }

    /// <summary>The value as a mantissa and a power of two, with a bound on its relative error.</summary>
    public DoubleDouble Value(out long exponent, out double relativeError)
    {
        // Twice, which also covers what the exponential loses in proportion to its exponent: less than a hundredth of what the exponent itself is off by.
        relativeError = (2 * _error) + ExponentialError;
        return DoubleDoubleExponential.Of(_exponent, out exponent) * _factor;
    }

    /// <summary>The natural logarithm with a bound on its absolute error.</summary>
    public DoubleDouble Log(out double error)
    {
        DoubleDouble logFactor = DoubleDoubleLogarithm.Of(_factor);
        error = (2 * _error) + (Math.Abs(logFactor.High) * DoubleDoubleLogarithm.RelativeError);
        return _exponent + logFactor;
    }
}
