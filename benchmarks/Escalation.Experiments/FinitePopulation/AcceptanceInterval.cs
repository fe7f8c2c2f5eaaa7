using Escalation.Statistics;

namespace Escalation.Experiments.FinitePopulation;

/// <summary>The counts that a known probability explains.</summary>
internal static class AcceptanceInterval
{
    /// <summary>The exact two-sided interval: counts below it have together at most half of the false-alarm probability, and so have the counts above it.</summary>
    /// <param name="trials">The number of trials.</param>
    /// <param name="probability">The probability of each, 0 to 1.</param>
    /// <param name="falseAlarm">The probability left out, both sides together.</param>
    internal static CountInterval Of(int trials, double probability, double falseAlarm)
    {
        int least = First(trials, count => BinomialTail.Lower(count, trials, probability) > falseAlarm / 2);
        int most = trials - First(trials, distance => BinomialTail.Upper(trials - distance, trials, probability) > falseAlarm / 2);
        return new CountInterval(least, most);
    }

    /// <summary>The smallest number from 0 to <paramref name="last"/> that satisfies a condition which, once satisfied, stays so.</summary>
    private static int First(int last, Predicate<int> holds)
    {
        int fails = -1;
        int passes = last;
        while (passes - fails > 1)
        {
            int middle = fails + ((passes - fails) / 2);
            (fails, passes) = holds(middle) ? (fails, middle) : (middle, passes);
        }

        return passes;
    }
}
