using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Experiments.FinitePopulation;

/// <summary>The exact law of the order-statistic budget rule under sampling without replacement from a population of scores, ties included.</summary>
/// <remarks>
/// <para>
/// Order the distinct scores from the first to delegate to the last and let <c>G_g</c> be the number of the N items strictly ahead of the g-th; with that score as the threshold the rule delegates exactly these.
/// The threshold is the (k+1)-th score of the sample in this order, <c>k = max{k : P(Bin(n, alpha) &lt;= k) &lt;= delta}</c>. It is the g-th score or a later one iff
/// at most k of the n sampled items stand ahead of the g-th score, and their number is hypergeometric: <c>P(threshold at or after g) = P(Hyp(N, G_g, n) &lt;= k)</c>.
/// </para>
/// <para>
/// The realised rate <c>G_g / N</c> grows with g. So the promise is broken iff the threshold is at or after the first <c>g*</c> with <c>G_g* / N &gt; alpha</c>, and
/// <c>P(violation) = P(Hyp(N, M, n) &lt;= k)</c> with <c>M = G_g* = min{G_g : G_g &gt; alpha N}</c>; it is zero when no score has so many items ahead of it.
/// Ties make M larger than the least integer above alpha N, and the violation rarer.
/// </para>
/// </remarks>
internal static class BudgetLaw
{
    /// <summary>Computes the law. Time <c>O(d n)</c> for d distinct scores.</summary>
    /// <param name="scores">The population's scores; finite.</param>
    /// <param name="direction">Which end delegates.</param>
    /// <param name="draws">The size n of the calibration set, 1 to N.</param>
    /// <param name="alpha">The budget.</param>
    /// <param name="delta">The error level.</param>
    internal static ExactLaw Of(ReadOnlySpan<double> scores, ScoreDirection direction, int draws, double alpha, double delta)
    {
        int allowed = (int)BinomialBudget.LargestCount(draws, alpha, delta);
        if (allowed < 0)
        {
            return new ExactLaw(0.0, 0.0, 0.0);
        }

        double violation = 0.0;
        double mean = 0.0;
        double atOrAfter = 1.0;
        List<int> ahead = CountAhead(scores, direction);
        for (int g = 0; g < ahead.Count; g++)
        {
            if (violation == 0.0 && Exceeds.Level(ahead[g], scores.Length, alpha))
            {
                violation = atOrAfter;
            }

            double after = g + 1 < ahead.Count ? Hypergeometric.Lower(allowed, scores.Length, ahead[g + 1], draws) : 0.0;
            mean += (double)ahead[g] / scores.Length * (atOrAfter - after);
            atOrAfter = after;
        }

        return new ExactLaw(violation, 1.0, mean);
    }

    /// <summary>For each distinct score, from the first to delegate on, how many items stand strictly ahead of it.</summary>
    private static List<int> CountAhead(ReadOnlySpan<double> scores, ScoreDirection direction)
    {
        double[] ordered = scores.ToArray();
        Array.Sort(ordered);
        if (direction == ScoreDirection.HigherDelegates)
        {
            Array.Reverse(ordered);
        }

        var ahead = new List<int>();
        for (int i = 0; i < ordered.Length; i++)
        {
            if (i == 0 || ordered[i] != ordered[i - 1])
            {
                ahead.Add(i);
            }
        }

        return ahead;
    }
}
