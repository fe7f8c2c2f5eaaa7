namespace Escalation.Statistics;

/// <summary>The test of Cochran and Armitage for a trend in proportions: whether a rate rises or falls from one group to the next.</summary>
/// <remarks>
/// <para><c>z = sum s_i (x_i - n_i p) / sqrt(p (1 - p) (sum n_i s_i^2 - (sum n_i s_i)^2 / n))</c> with the pooled rate p; <c>z^2</c> is the statistic of R's <c>prop.trend.test</c>.
/// The level holds in large samples only, for trials that are independent of each other: where successes or failures are few, it is no test. O(groups), allocates nothing, thread safe.</para>
/// <para>Source: Armitage, "Tests for linear trends in proportions and frequencies", Biometrics 11 (1955).</para>
/// </remarks>
public static class TrendTest
{
    /// <summary>The standard normal statistic; positive when the rate rises with the score.</summary>
    /// <param name="successes">The successes x_i of each group, 0 to n_i.</param>
    /// <param name="trials">The trials n_i of each group, 0 or more, as many as there are groups.</param>
    /// <param name="scores">The place s_i of each group on the axis along which the trend is sought, finite; times, for example.</param>
    /// <returns>z; NaN when all trials succeed or none does, or when no two groups with trials have different scores; also when scores are so close or so far apart, below 1e-150 or above 1e150 about, that their squares leave the range.</returns>
    /// <exception cref="ArgumentException">Thrown when the spans differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a count is out of range or a score is not finite.</exception>
    public static double Statistic(ReadOnlySpan<long> successes, ReadOnlySpan<long> trials, ReadOnlySpan<double> scores)
    {
        if (successes.Length != trials.Length || scores.Length != trials.Length)
        {
            throw new ArgumentException($"successes, trials and scores must be of one length, but hold {successes.Length}, {trials.Length} and {scores.Length}.", nameof(successes));
        }

        Check.FiniteScores(scores);
        double allTrials = 0.0;
        double allSuccesses = 0.0;
        double weighted = 0.0;
        double origin = 0.0;
        for (int i = 0; i < trials.Length; i++)
        {
            Check.Between(trials[i], 0, BinomialTail.MaxTrials);
            Check.Between(successes[i], 0, trials[i]);

            // Places count from the first group with trials, so that equal ones are zero, which their mean would miss by its rounding.
            origin = allTrials == 0.0 ? scores[i] : origin;
            allTrials += trials[i];
            allSuccesses += successes[i];
            weighted += trials[i] * (scores[i] - origin);
        }

        double rate = allSuccesses / allTrials;
        double centre = weighted / allTrials;
        double slope = 0.0;
        double spread = 0.0;
        for (int i = 0; i < trials.Length; i++)
        {
            double place = scores[i] - origin - centre;
            slope += place * (successes[i] - (trials[i] * rate));
            spread += place * place * trials[i];
        }

        double variance = rate * (1.0 - rate) * spread;
        return double.IsNormal(variance) ? slope / Math.Sqrt(variance) : double.NaN;
    }

    /// <summary>The two-sided p-value of a statistic: <c>P(|Z| &gt;= |z|)</c>.</summary>
    /// <param name="statistic">z.</param>
    /// <returns>A probability; NaN when the statistic is.</returns>
    public static double PValue(double statistic) => 2.0 * NormalTail.Upper(Math.Abs(statistic));
}
