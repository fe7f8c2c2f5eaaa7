namespace Escalation.Statistics;

/// <summary>
/// The bound of Bentkus ("On Hoeffding's inequalities", 2004) for the sum of n independent losses in [0, 1]: at most e times the binomial tail up to the next whole number.
/// </summary>
/// <remarks>
/// <para>
/// <c>p = min(1, e P(Bin(n, alpha) &lt;= ceil(S)))</c> for the hypothesis that the risk exceeds alpha, with the sum S of the losses. The ceiling is taken of the sum, never of n times a
/// mean, which would lose or add a count. For 0/1 losses use <see cref="BinomialTail.Lower"/> itself: it is the same without the factor e.
/// </para>
/// <para>
/// What is reported is at or above the value for the doubles given (for sums, see <see cref="LossSum"/>), by at most four units in the last place. Reject at <c>p &lt;= delta</c>.
/// The cost is that of the tail. No allocation, thread safe.
/// </para>
/// </remarks>
public static class Bentkus
{
    private const double TinyTail = 1E-280;
    private const int TinyShift = 300;

    private static DoubleDouble E => new(2.718281828459045, 1.4456468917292502E-16);

    /// <summary>The p-value of the hypothesis that the risk exceeds alpha.</summary>
    /// <param name="lossSum">The sum S of the losses, 0 to n, not their mean: <see cref="LossSum.Value"/>, or the count of errors for 0/1 losses.</param>
    /// <param name="trials">The number of losses n, 0 to <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <param name="alpha">The risk level, strictly between 0 and 1.</param>
    /// <returns>A probability in (0, 1]; 1 without any loss.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or NaN.</exception>
    public static double PValue(double lossSum, long trials, double alpha)
    {
        Check.LossSum(lossSum, trials);
        Check.OpenProbability(alpha);
        return OfCount((long)Math.Ceiling(lossSum), trials, alpha);
    }

    /// <summary>The natural logarithm of <see cref="PValue"/>, with full precision also where the value underflows.</summary>
    /// <inheritdoc cref="PValue"/>
    /// <returns>A finite number up to 0.</returns>
    public static double LogPValue(double lossSum, long trials, double alpha)
    {
        Check.LossSum(lossSum, trials);
        Check.OpenProbability(alpha);
        return LogOfCount((long)Math.Ceiling(lossSum), trials, alpha);
    }

    /// <summary>The upper confidence bound, the least double u with <c>p(u) &lt;= delta</c>: the risk lies at or below it with confidence 1 - delta at least.</summary>
    /// <param name="lossSum">The sum S of the losses, 0 to n, not their mean: <see cref="LossSum.Value"/>, or the count of errors for 0/1 losses.</param>
    /// <param name="trials">The number of losses n, 0 to <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <param name="delta">The error level, strictly between 0 and 1.</param>
    /// <returns>A number in (0, 1]; 1 when the sum exceeds n - 1, so also without any loss.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or NaN.</exception>
    /// <remarks>Some twenty evaluations of the tail.</remarks>
    public static double Upper(double lossSum, long trials, double delta)
    {
        Check.LossSum(lossSum, trials);
        Check.OpenProbability(delta);
        return UpperOfCount((long)Math.Ceiling(lossSum), trials, delta);
    }

    internal static double OfCount(long count, long trials, double alpha)
    {
        double tail = BinomialTail.Lower(count, trials, alpha);
        if (tail < TinyTail)
        {
            // Below the normal range a product would lose its low half.
            DoubleDouble scaled = E * Math.ScaleB(tail, TinyShift);
            return OutwardRounding.ScaleUp(OutwardRounding.Up(scaled, scaled.High * OutwardRounding.BoundError, out _), -TinyShift);
        }

        DoubleDouble product = E * tail;
        return Math.Min(1, OutwardRounding.Up(product, product.High * OutwardRounding.BoundError, out _));
    }

    internal static double LogOfCount(long count, long trials, double alpha) =>
        Math.Min(0, OutwardRounding.UpTo(DoubleDouble.TwoSum(1, BinomialTail.LogLower(count, trials, alpha))));

    internal static double UpperOfCount(long count, long trials, double delta)
    {
        if (count >= trials)
        {
            return 1;
        }

        double guess = ClopperPearson.Upper(count, trials, Math.Max(delta / Math.E, double.Epsilon));
        return BoundSearch.LeastRejected(new Test(count, trials), (double)count / trials, guess, delta);
    }

    private readonly struct Test(long count, long trials) : IRiskTest
    {
        public double PValue(double alpha) => OfCount(count, trials, alpha);

        public double LogPValue(double alpha) => LogOfCount(count, trials, alpha);
    }
}
