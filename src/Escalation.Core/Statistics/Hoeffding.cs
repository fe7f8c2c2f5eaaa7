namespace Escalation.Statistics;

/// <summary>
/// Hoeffding's bound for the mean of n independent losses in [0, 1] (Hoeffding, 1963, theorem 2): the simplest and the weakest one here, for comparison.
/// </summary>
/// <remarks>
/// <para>
/// <c>p = exp(-2 n max(0, alpha - S/n)^2)</c> for the hypothesis that the risk exceeds alpha, with the sum S of the losses. <see cref="ChernoffHoeffding"/> is
/// never larger, and for 0/1 losses the exact <see cref="BinomialTail.Lower"/> is never larger than either.
/// </para>
/// <para>
/// What is reported is at or above the value for the doubles given, by at most two units in the last place. Reject at <c>p &lt;= delta</c>. Constant time, no allocation, thread safe.
/// </para>
/// </remarks>
public static class Hoeffding
{
    /// <summary>The p-value of the hypothesis that the risk exceeds alpha.</summary>
    /// <param name="lossSum">The sum S of the losses, 0 to n, not their mean: <see cref="LossSum.Value"/>, or the count of errors for 0/1 losses.</param>
    /// <param name="trials">The number of losses n, 0 to <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <param name="alpha">The risk level, strictly between 0 and 1.</param>
    /// <returns>A probability in (0, 1]; 1 without any loss.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or NaN.</exception>
    public static double PValue(double lossSum, long trials, double alpha) => OutwardExponential.Up(LogBound(lossSum, trials, alpha));

    /// <summary>The natural logarithm of <see cref="PValue"/>, with full precision also where the value underflows.</summary>
    /// <inheritdoc cref="PValue"/>
    /// <returns>A finite number up to 0.</returns>
    public static double LogPValue(double lossSum, long trials, double alpha) => OutwardRounding.UpTo(LogBound(lossSum, trials, alpha));

    /// <summary>The upper confidence bound <c>S/n + sqrt(ln(1/delta) / (2n))</c>: the risk lies at or below it with confidence 1 - delta at least.</summary>
    /// <param name="lossSum">The sum S of the losses, 0 to n, not their mean: <see cref="LossSum.Value"/>, or the count of errors for 0/1 losses.</param>
    /// <param name="trials">The number of losses n, 0 to <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <param name="delta">The error level, strictly between 0 and 1.</param>
    /// <returns>A number in (0, 1], 1 without any loss.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or NaN.</exception>
    public static double Upper(double lossSum, long trials, double delta)
    {
        Check.LossSum(lossSum, trials);
        Check.OpenProbability(delta);
        if (trials == 0)
        {
            return 1;
        }

        DoubleDouble n = (double)trials;
        DoubleDouble surprise = DoubleDoubleLogarithm.OfRatio(DoubleDouble.One, delta, DoubleDouble.TwoSum(1, -delta));
        DoubleDouble bound = ((DoubleDouble)lossSum / n) + DoubleDouble.Sqrt(surprise / (n * 2));
        return Math.Min(1, OutwardRounding.UpTo(bound + (bound.High * OutwardRounding.BoundError)));
    }

    private static DoubleDouble LogBound(double lossSum, long trials, double alpha)
    {
        Check.LossSum(lossSum, trials);
        Check.OpenProbability(alpha);
        return trials == 0 ? DoubleDouble.Zero : Deviance.LogHoeffding(lossSum, trials, alpha);
    }
}
