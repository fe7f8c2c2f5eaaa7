namespace Escalation.Statistics;

/// <summary>
/// What a sample of n can certify about a rate: the test rejects "the rate is above alpha" iff
/// <c>P(Bin(n, alpha) &lt;= k) &lt;= delta</c> for the count k, equality included.
/// </summary>
/// <remarks>All functions are deterministic, allocate nothing and are thread safe.</remarks>
public static class BinomialBudget
{
    private const double LargestSearch = 5E7;

    /// <summary>The largest count that still certifies: <c>max{k : P(Bin(n, alpha) &lt;= k) &lt;= delta}</c>.</summary>
    /// <param name="trials">The number of trials n, 0 to <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <param name="alpha">The risk level, strictly between 0 and 1.</param>
    /// <param name="delta">The error level, strictly between 0 and 1.</param>
    /// <returns>The count, at most n - 1, or -1 when even no error at all certifies nothing.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or NaN.</exception>
    /// <remarks>Some ten evaluations of <see cref="BinomialTail.Lower"/>. This is the k of the grid-free budget: delegate iff the score exceeds the (k+1)-th largest.</remarks>
    public static long LargestCount(long trials, double alpha, double delta)
    {
        Check.Between(trials, 0, BinomialTail.MaxTrials);
        Check.OpenProbability(alpha);
        Check.OpenProbability(delta);
        return new CountSearch(trials, alpha, delta).Largest();
    }

    /// <summary>The floor below which nothing can be certified: the smallest n with <c>(1 - alpha)^n &lt;= delta</c>.</summary>
    /// <param name="alpha">The risk level, strictly between 0 and 1.</param>
    /// <param name="delta">The error level, strictly between 0 and 1; the local one when it is split.</param>
    /// <returns>The number of trials that certify if none of them is an error, at least 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or NaN, or alpha is so small that more than <see cref="BinomialTail.MaxTrials"/> trials are needed.</exception>
    /// <remarks>
    /// The quotient of logarithms is only a first guess: rounded up it is one too large at exact powers (alpha .25,
    /// delta .421875 needs 3, not 4), so that the tail itself has the last word.
    /// </remarks>
    public static long MinimumTrials(double alpha, double delta)
    {
        Check.OpenProbability(alpha);
        Check.OpenProbability(delta);

        double guess = Math.Ceiling(Math.Log(delta) / Elementary.LogOnePlus(-alpha));
        if (!(guess < BinomialTail.MaxTrials))
        {
            Check.Throw(nameof(alpha), alpha, "large enough for 10^12 trials to certify it");
        }

        long trials = (long)guess;
        while (trials > 1 && BinomialTail.Lower(0, trials - 1, alpha) <= delta)
        {
            trials--;
        }

        while (BinomialTail.Lower(0, trials, alpha) > delta)
        {
            trials++;
        }

        return trials;
    }

    /// <summary>The power: the probability that a sample of n from the true rate r certifies, <c>P(Bin(n, r) &lt;= k*)</c> with the largest certifying count k*.</summary>
    /// <param name="trials">The number of trials n, 0 to <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <param name="alpha">The risk level, strictly between 0 and 1.</param>
    /// <param name="delta">The error level, strictly between 0 and 1.</param>
    /// <param name="trueRate">The true rate r, 0 to 1; at alpha this is the size of the test, at most delta.</param>
    /// <returns>A probability, 0 when nothing can be certified.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or NaN.</exception>
    public static double Power(long trials, double alpha, double delta, double trueRate)
    {
        Check.Probability(trueRate);
        return BinomialTail.Lower(LargestCount(trials, alpha, delta), trials, trueRate);
    }

    /// <summary>The least n from which on the power is never below the wanted one, with the power at that n.</summary>
    /// <param name="alpha">The risk level, strictly between 0 and 1.</param>
    /// <param name="delta">The error level, strictly between 0 and 1.</param>
    /// <param name="trueRate">The true rate r, from 0 to below alpha.</param>
    /// <param name="power">The power wanted, strictly between 0 and 1.</param>
    /// <returns>The sample size and its power.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or NaN, or the true rate is so close to alpha that more than <see cref="BinomialTail.MaxTrials"/> trials may be needed or the search would take more than some seconds.</exception>
    /// <remarks>
    /// The power is a sawtooth: it falls with n as long as k* stays and leaps when k* grows, so the first n that reaches
    /// the power is too small for some larger one. Bounds of the tails give a size m from which on the power is proven; below it, intervals of sizes are bounded from below by <c>P(Bin(last, r) &lt;= k*(first))</c> and split until the last size that falls short is found.
    /// The work grows with <c>alpha / (alpha - r) (100 + sqrt(m alpha (1 - alpha)))</c>; above 5 x 10^7, some five seconds, it is refused before it begins. At alpha .3, delta .1 and power .9 that is a true rate nearer than about 6 x 10^-5, or 4 x 10^8 trials.
    /// </remarks>
    public static PowerPlan TrialsForPower(double alpha, double delta, double trueRate, double power)
    {
        Check.OpenProbability(alpha);
        Check.OpenProbability(delta);
        Check.OpenProbability(power);
        Check.Probability(trueRate);
        if (trueRate >= alpha)
        {
            Check.Throw(nameof(trueRate), trueRate, FormattableString.Invariant($"below alpha = {alpha:R}, else no sample has power"));
        }

        if (trueRate == 0)
        {
            return new PowerPlan(MinimumTrials(alpha, delta), 1);
        }

        double enough = SufficientSample.Trials(alpha, delta, trueRate, power);
        if (!(enough < BinomialTail.MaxTrials))
        {
            Check.Throw(nameof(trueRate), trueRate, "far enough from alpha for 10^12 trials to tell them apart");
        }

        if (!(SufficientSample.SearchCost(enough, alpha, trueRate) <= LargestSearch))
        {
            Check.Throw(nameof(trueRate), trueRate, FormattableString.Invariant($"farther from alpha = {alpha:R}: {enough:0} trials suffice, but the search for the least number would take too long"));
        }

        long trials = new PowerSearch(alpha, delta, trueRate, power).LastShort(1, (long)enough) + 1;
        return new PowerPlan(trials, Power(trials, alpha, delta, trueRate));
    }
}
