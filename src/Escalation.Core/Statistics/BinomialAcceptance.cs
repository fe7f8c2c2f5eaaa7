namespace Escalation.Statistics;

/// <summary>The counts that a known probability explains: what an observed frequency is compared with before it counts as evidence against that probability.</summary>
/// <remarks>Exact tails of the binomial distribution; not an interval for an unknown probability, which is <see cref="ClopperPearson"/>. A logarithm of n tails. Stateless, allocates nothing.</remarks>
public static class BinomialAcceptance
{
    /// <summary>The exact two-sided interval: counts below it have together at most half of the false-alarm probability, and so have the counts above it.</summary>
    /// <param name="trials">The number of trials, 0 to 2^31 - 1.</param>
    /// <param name="probability">The probability of each, 0 to 1.</param>
    /// <param name="falseAlarm">The probability left out, both sides together; strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is NaN or out of range.</exception>
    public static CountInterval Of(int trials, double probability, double falseAlarm)
    {
        Check.Between(trials, 0, int.MaxValue);
        Check.Probability(probability);
        Check.OpenProbability(falseAlarm);
        double half = falseAlarm / 2;
        int fails = -1;
        int least = trials;
        while (least - fails > 1)
        {
            int middle = fails + ((least - fails) / 2);
            (fails, least) = BinomialTail.Lower(middle, trials, probability) > half ? (fails, middle) : (middle, least);
        }

        fails = -1;
        int distance = trials;
        while (distance - fails > 1)
        {
            int middle = fails + ((distance - fails) / 2);
            (fails, distance) = BinomialTail.Upper(trials - middle, trials, probability) > half ? (fails, middle) : (middle, distance);
        }

        return new CountInterval(least, trials - distance);
    }
}
