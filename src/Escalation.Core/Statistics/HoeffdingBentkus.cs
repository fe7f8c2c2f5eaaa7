namespace Escalation.Statistics;

/// <summary>
/// The Hoeffding-Bentkus bound of RCPS (2101.02703) and Learn then Test (2110.01052): the smaller one of <see cref="ChernoffHoeffding"/> and <see cref="Bentkus"/>, valid
/// because both bound the same tail probability of the same sum.
/// </summary>
/// <remarks>
/// <para>
/// For bounded losses that are not 0/1. For 0/1 losses the exact <see cref="BinomialTail.Lower"/> is never larger than either part and certifies more: at n = 500, alpha = delta = .1 and
/// a true risk of .07 with probability .833, against .677. For losses of little variance <see cref="Sequential.BettingTest"/> is smaller by orders of magnitude.
/// </para>
/// <para>
/// What is reported is at or above the value for the doubles given (for sums, see <see cref="LossSum"/>), by at most four units in the last place. Reject at <c>p &lt;= delta</c>. No allocation, thread safe.
/// </para>
/// </remarks>
public static class HoeffdingBentkus
{
    /// <summary>The p-value of the hypothesis that the risk exceeds alpha.</summary>
    /// <param name="lossSum">The sum S of the losses, 0 to n, not their mean: <see cref="LossSum.Value"/>, or the count of errors for 0/1 losses.</param>
    /// <param name="trials">The number of losses n, 0 to <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <param name="alpha">The risk level, strictly between 0 and 1.</param>
    /// <returns>A probability in (0, 1]; 1 without any loss.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or NaN.</exception>
    public static double PValue(double lossSum, long trials, double alpha) =>
        Math.Min(ChernoffHoeffding.PValue(lossSum, trials, alpha), Bentkus.PValue(lossSum, trials, alpha));

    /// <summary>The natural logarithm of <see cref="PValue"/>, with full precision also where the value underflows.</summary>
    /// <inheritdoc cref="PValue"/>
    /// <returns>A finite number up to 0.</returns>
    public static double LogPValue(double lossSum, long trials, double alpha) =>
        Math.Min(ChernoffHoeffding.LogPValue(lossSum, trials, alpha), Bentkus.LogPValue(lossSum, trials, alpha));

    /// <summary>The upper confidence bound, the least double u with <c>p(u) &lt;= delta</c>: the risk lies at or below it with confidence 1 - delta at least.</summary>
    /// <param name="lossSum">The sum S of the losses, 0 to n, not their mean: <see cref="LossSum.Value"/>, or the count of errors for 0/1 losses.</param>
    /// <param name="trials">The number of losses n, 0 to <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <param name="delta">The error level, strictly between 0 and 1.</param>
    /// <returns>A number in (0, 1]; 1 when every loss is 1, so also without any loss.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or NaN.</exception>
    /// <remarks>Some twenty evaluations of the tail.</remarks>
    public static double Upper(double lossSum, long trials, double delta) =>
        Math.Min(ChernoffHoeffding.Upper(lossSum, trials, delta), Bentkus.Upper(lossSum, trials, delta));
}
