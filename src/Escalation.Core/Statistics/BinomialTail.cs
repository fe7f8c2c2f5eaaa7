using System.Runtime.CompilerServices;

namespace Escalation.Statistics;

/// <summary>
/// The exact tails of a binomial distribution, as values and as natural logarithms, <b>never below the truth</b>: what is
/// reported is rounded up, so that a p-value from here is valid in floating point too.
/// </summary>
/// <remarks>
/// <para>
/// <b>What is promised.</b> The probability means the double itself, a dyadic fraction: 0.2 is a little more than one fifth.
/// For that number the value reported is the least double at or above the true tail, with two exceptions in which it
/// may be the next one: tails below 2^-900, and true tails within a relative 2^-65 or so of a double that are too large for
/// whole-number arithmetic (it serves when p has at most 63 fraction bits, as every p of at least 2^-10 has, and these
/// times the trials make at most 4096, as with up to 64 trials). Ties are honoured: P(Bin(2, .5) &lt;= 0) is .25, so it passes
/// a test at level .25; P(Bin(2, .2) &lt;= 1) exceeds the double .96, so it fails a test at level .96.
/// Logarithms are at most one unit in the last place above the least double at or above the truth. A subnormal value is rounded up as
/// well, so that a possible event never has probability zero; the logarithm then has the full precision.
/// </para>
/// <para>
/// <b>How.</b> The probability at the edge of the tail comes from the saddle-point form (Loader, "Fast and accurate computation of
/// binomial probabilities", 2000), the rest from a continued fraction, first to some 62 bits with a computed error bound. If that bound leaves open
/// to which double the tail is rounded up, as it does a few times in a thousand, the same is done with the series of ratios to some 80 bits, and then in whole
/// numbers (Ziv's strategy: the result is that of the last step, the time that of the first). The tail beyond the mean is computed directly
/// and the other one as its complement. Only IEEE operations and whole numbers take part, so that results have the same bits on every machine.
/// </para>
/// <para>
/// <b>Cost.</b> A tenth to some tenths of a microsecond for any n. The few undecided tails, and values below 10^-283, take the series: at most about
/// <c>min(k, 11 sqrt(n p (1-p)))</c> terms of a few nanoseconds.
/// No allocation. All members are thread safe. The equation of the p-value is the exact test of
/// "Trust or Escalate" (2407.18370) and Learn then Test (2110.01052): <c>p = P(Bin(n, alpha) &lt;= errors)</c>.
/// </para>
/// </remarks>
public static class BinomialTail
{
    /// <summary>The largest number of trials that the functions of this namespace take: 10^12.</summary>
    public const long MaxTrials = 1_000_000_000_000;

    private const double SafeExponent = -900;
    private const double NegligibleMean = 1E-160;

    /// <summary>The lower tail <c>P(Bin(n, p) &lt;= k)</c>, rounded up.</summary>
    /// <param name="successes">The count k; any value: below 0 gives 0, from n on 1.</param>
    /// <param name="trials">The number of trials n, 0 to <see cref="MaxTrials"/>; with 0 trials the count is surely 0.</param>
    /// <param name="probability">The probability p of success in one trial, 0 to 1.</param>
    /// <returns>A probability in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when trials or probability is out of range, or probability is NaN.</exception>
    [SkipLocalsInit]
    public static double Lower(long successes, long trials, double probability)
    {
        if (IsOpen(successes, trials, probability))
        {
            return Value(successes, trials, probability, DoubleDouble.TwoSum(1, -probability));
        }

        CheckArguments(trials, probability);
        _ = Settle(successes, trials, probability, out double certain);
        return certain;
    }

    /// <summary>The natural logarithm of <see cref="Lower"/>, rounded up, with full precision also where the value underflows.</summary>
    /// <inheritdoc cref="Lower"/>
    /// <returns>A number from negative infinity (impossible) to 0.</returns>
    public static double LogLower(long successes, long trials, double probability)
    {
        CheckArguments(trials, probability);
        return Settle(successes, trials, probability, out double certain)
            ? LogOfCertain(certain)
            : Log(successes, trials, probability, DoubleDouble.TwoSum(1, -probability));
    }

    /// <summary>The upper tail <c>P(Bin(n, p) &gt;= k)</c>, rounded up.</summary>
    /// <param name="successes">The count k; any value: up to 0 gives 1, above n 0.</param>
    /// <param name="trials">The number of trials n, 0 to <see cref="MaxTrials"/>; with 0 trials the count is surely 0.</param>
    /// <param name="probability">The probability p of success in one trial, 0 to 1.</param>
    /// <returns>A probability in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when trials or probability is out of range, or probability is NaN.</exception>
    [SkipLocalsInit]
    public static double Upper(long successes, long trials, double probability)
    {
        CheckArguments(trials, probability);
        return SettleUpper(successes, trials, probability, out double certain)
            ? certain
            : Value(trials - successes, trials, DoubleDouble.TwoSum(1, -probability), probability);
    }

    /// <summary>The natural logarithm of <see cref="Upper"/>, rounded up, with full precision also where the value underflows.</summary>
    /// <inheritdoc cref="Upper"/>
    /// <returns>A number from negative infinity (impossible) to 0.</returns>
    public static double LogUpper(long successes, long trials, double probability)
    {
        CheckArguments(trials, probability);
        return SettleUpper(successes, trials, probability, out double certain)
            ? LogOfCertain(certain)
            : Log(trials - successes, trials, DoubleDouble.TwoSum(1, -probability), probability);
    }

    // The common case in one branch: a valid question whose answer is neither zero nor one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsOpen(long successes, long trials, double probability) =>
        (ulong)trials <= MaxTrials && (ulong)successes < (ulong)trials && probability > 0 && probability < 1;

    private static void CheckArguments(long trials, double probability)
    {
        Check.Between(trials, 0, MaxTrials);
        Check.Probability(probability);
    }

    private static bool Settle(long successes, long trials, double probability, out double value)
    {
        value = successes >= trials || (successes >= 0 && probability == 0) ? 1 : 0;
        return value == 1 || successes < 0 || probability == 1;
    }

    private static bool SettleUpper(long successes, long trials, double probability, out double value)
    {
        value = successes <= 0 || (successes <= trials && probability == 1) ? 1 : 0;
        return value == 1 || successes > trials || probability == 0;
    }

    private static double LogOfCertain(double value) => value == 0 ? double.NegativeInfinity : 0;

    private static double Value(long k, long n, DoubleDouble success, DoubleDouble failure)
    {
        bool direct = k <= n * success.High;
        QuickSum quick = QuickSum.Below(direct ? k : n - k - 1, n, direct ? success : failure, direct ? failure : success);
        DoubleDouble value = quick.Value;
        double error = value.High * quick.Error;
        double result = OutwardRounding.UpPositive(direct ? value : DoubleDouble.Complement(value), error, out bool undecided);
        return undecided ? PreciseValue(k, n, success, failure) : Math.Min(1, result);
    }

    // By itself, as its locals would burden every call of the caller.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double PreciseValue(long k, long n, DoubleDouble success, DoubleDouble failure) =>
        PreciseValue(k, Shape(n, success, failure));

    private static double Log(long k, long n, DoubleDouble success, DoubleDouble failure)
    {
        bool direct = k <= n * success.High;
        QuickSum quick = QuickSum.Below(direct ? k : n - k - 1, n, direct ? success : failure, direct ? failure : success);
        DoubleDouble log = direct ? quick.Log(out double error) : LogOfComplement(quick.Value, quick.Error, out error);
        double result = OutwardRounding.Up(log, error, out bool undecided);
        return undecided ? PreciseLog(k, Shape(n, success, failure)) : Math.Min(0, result);
    }

    // The rate that is a double defines the shape; the other one is its complement.
    private static BinomialShape Shape(long n, DoubleDouble success, DoubleDouble failure) =>
        success.Low == 0 ? new BinomialShape(n, success.High) : new BinomialShape(n, failure.High).Mirrored();

    private static DoubleDouble LogOfComplement(DoubleDouble other, double relativeError, out double error)
    {
        DoubleDouble log = DoubleDoubleLogarithm.OfRatio(DoubleDouble.One - other, DoubleDouble.One, -other);
        error = -log.High * ((4 * relativeError) + DoubleDoubleLogarithm.RelativeError);
        return log;
    }

    /// <summary>The lower tail by the slower way alone, which tests compare with the quick one.</summary>
    internal static double PreciseValue(long k, in BinomialShape shape)
    {
        bool direct = IsDirect(k, shape);
        BinomialSum tail = direct ? BinomialSum.Below(k, shape) : Beyond(k, shape);
        DoubleDouble mantissa = tail.Value(out long exponent, out double relativeError);
        if (exponent < SafeExponent)
        {
            double rounded = OutwardRounding.Up(mantissa, mantissa.High * relativeError, out _);
            return direct ? OutwardRounding.ScaleUp(rounded, exponent) : 1;
        }

        DoubleDouble value = mantissa.Scale(Math.ScaleB(1, (int)exponent));
        double error = value.High * relativeError;
        double result = OutwardRounding.Up(direct ? value : DoubleDouble.One - value, error, out bool undecided);
        return undecided && ExactBinomial.TryLower(k, shape, out double exact) ? exact : Math.Min(1, result);
    }

    /// <summary>The logarithm by the slower way alone.</summary>
    internal static double PreciseLog(long k, in BinomialShape shape)
    {
        if (IsDirect(k, shape))
        {
            DoubleDouble log = BinomialSum.Below(k, shape).Log(out double error);
            return Math.Min(0, OutwardRounding.Up(log, error, out _));
        }

        DoubleDouble mantissa = Beyond(k, shape).Value(out long exponent, out double relativeError);
        if (exponent < SafeExponent)
        {
            // Here log(1 - x) and -x are the same double, or -x is the one above.
            return -OutwardRounding.ScaleDown(OutwardRounding.Down(mantissa, mantissa.High * relativeError), exponent);
        }

        DoubleDouble other = mantissa.Scale(Math.ScaleB(1, (int)exponent));
        DoubleDouble complement = LogOfComplement(other, relativeError, out double complementError);
        return Math.Min(0, OutwardRounding.Up(complement, complementError, out _));
    }

    // With a mean next to zero the tail is next to one, and only its complement is known well.
    private static bool IsDirect(long k, in BinomialShape shape) =>
        k <= shape.MeanSuccesses.High && shape.MeanSuccesses.High > NegligibleMean;

    // The tail on the far side of k, which is the smaller one when k lies above the mean.
    private static BinomialSum Beyond(long k, in BinomialShape shape) =>
        BinomialSum.Below(shape.Trials - k - 1, shape.Mirrored());
}
