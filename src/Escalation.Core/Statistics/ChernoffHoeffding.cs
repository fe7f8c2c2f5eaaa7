namespace Escalation.Statistics;

/// <summary>
/// The Chernoff-Hoeffding bound for the mean of n independent losses in [0, 1] (Hoeffding, 1963, theorem 1), which measures the distance from the
/// risk level by the Kullback-Leibler divergence.
/// </summary>
/// <remarks>
/// <para>
/// <c>p = exp(-n KL(min(S/n, alpha) || alpha))</c> for the hypothesis that the risk exceeds alpha, where S is the sum of the losses and
/// <c>KL(r || a) = r ln(r/a) + (1-r) ln((1-r)/(1-a))</c> with <c>0 ln 0 = 0</c>: without any loss p is <c>(1-alpha)^n</c>. The bound needs the losses' sum only and is never larger than
/// that of <see cref="Hoeffding"/>. For 0/1 losses use the exact <see cref="BinomialTail.Lower"/> instead, which is never larger and much smaller near alpha.
/// </para>
/// <para>
/// What is reported is at or above the value for the doubles given (for sums, see <see cref="LossSum"/>), by at most two units in the last place: the logarithm is taken in twice
/// the precision, so that nothing is lost where r is next to alpha, 0 or 1. The logarithm itself may be off by <c>|S - n alpha| 10^-27</c> more. Reject at <c>p &lt;= delta</c>. No allocation, thread safe; p-values take constant time.
/// </para>
/// </remarks>
public static class ChernoffHoeffding
{
    /// <summary>The Kullback-Leibler divergence <c>KL(rate || alpha)</c> between two Bernoulli distributions, in nats: correct to the last place, or to 3e-12 where the two rates agree to more than ten digits.</summary>
    /// <param name="rate">The rate r, 0 to 1.</param>
    /// <param name="alpha">The reference rate, 0 to 1.</param>
    /// <returns>A number from 0 to positive infinity, the latter when alpha is 0 or 1 and the rate is another one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or NaN.</exception>
    public static double Divergence(double rate, double alpha)
    {
        Check.Probability(rate);
        Check.Probability(alpha);
        if (rate == alpha)
        {
            return 0;
        }

        return alpha is 0 or 1 ? double.PositiveInfinity : Deviance.Divergence(rate, new BinomialShape(1, alpha), out _).High;
    }

    /// <summary>The p-value of the hypothesis that the risk exceeds alpha.</summary>
    /// <param name="lossSum">The sum S of the losses, 0 to n, not their mean: <see cref="LossSum.Value"/>, or the count of errors for 0/1 losses.</param>
    /// <param name="trials">The number of losses n, 0 to <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <param name="alpha">The risk level, strictly between 0 and 1.</param>
    /// <returns>A probability in (0, 1]; 1 without any loss.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or NaN.</exception>
    public static double PValue(double lossSum, long trials, double alpha)
    {
        CheckArguments(lossSum, trials, alpha);
        return OfSum(lossSum, trials, alpha);
    }

    /// <summary>The natural logarithm of <see cref="PValue"/>, with full precision also where the value underflows.</summary>
    /// <inheritdoc cref="PValue"/>
    /// <returns>A finite number up to 0.</returns>
    public static double LogPValue(double lossSum, long trials, double alpha)
    {
        CheckArguments(lossSum, trials, alpha);
        return lossSum == 0 ? BinomialTail.LogLower(0, trials, alpha) : OutwardRounding.UpTo(Deviance.LogChernoff(lossSum, trials, alpha));
    }

    /// <summary>The upper confidence bound, the inverse of the divergence: the least double u above the mean with <c>p(u) &lt;= delta</c>. The risk lies at or below it with confidence 1 - delta at least.</summary>
    /// <param name="lossSum">The sum S of the losses, 0 to n, not their mean: <see cref="LossSum.Value"/>, or the count of errors for 0/1 losses.</param>
    /// <param name="trials">The number of losses n, 0 to <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <param name="delta">The error level, strictly between 0 and 1.</param>
    /// <returns>A number in (0, 1]; 1 when every loss is 1, so also without any loss.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or NaN.</exception>
    /// <remarks>Some ten evaluations of the p-value.</remarks>
    public static double Upper(double lossSum, long trials, double delta)
    {
        Check.LossSum(lossSum, trials);
        Check.OpenProbability(delta);
        return Upper((DoubleDouble)lossSum, trials, delta);
    }

    /// <summary>The bound for a sum in twice the precision, which some ratios of counts need.</summary>
    internal static double Upper(DoubleDouble lossSum, long trials, double delta)
    {
        if (lossSum.High >= trials)
        {
            return 1;
        }

        double mean = lossSum.High / trials;
        double guess = mean + Math.Sqrt(-Math.Log(delta) / (2.0 * trials));
        return BoundSearch.LeastRejected(new Test(lossSum, trials), mean, guess, delta);
    }

    /// <summary>The p-value for a sum in twice the precision. Without any loss it is a binomial tail, whose ties with a level are exact.</summary>
    internal static double OfSum(DoubleDouble lossSum, long trials, double alpha) => lossSum.High == 0
        ? BinomialTail.Lower(0, trials, alpha)
        : OutwardExponential.Up(Deviance.LogChernoff(lossSum, trials, alpha));

    private static void CheckArguments(double lossSum, long trials, double alpha)
    {
        Check.LossSum(lossSum, trials);
        Check.OpenProbability(alpha);
    }

    private readonly struct Test(DoubleDouble lossSum, long trials) : IRiskTest
    {
        public double PValue(double alpha) => OfSum(lossSum, trials, alpha);

        public double LogPValue(double alpha) => Deviance.LogChernoff(lossSum, trials, alpha).High;
    }
}
