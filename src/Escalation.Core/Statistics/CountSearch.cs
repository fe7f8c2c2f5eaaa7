namespace Escalation.Statistics;

/// <summary>
/// Finds the largest count that certifies a sample, <c>max{k : P(Bin(n, alpha) &lt;= k) &lt;= delta}</c>: from a guess by the normal
/// approximation in growing steps to a count on the other side, then by halving.
/// </summary>
internal struct CountSearch(long trials, double alpha, double delta)
{
    /// <summary>How many tails were evaluated so far.</summary>
    public int Evaluations { get; private set; }

    /// <summary>The largest certifying count, or -1 when there is none.</summary>
    public long Largest()
    {
        double deviation = Math.Sqrt(trials * alpha * (1 - alpha));
        double guess = (trials * alpha) - (deviation * Math.Sqrt(Math.Max(0, -2 * Math.Log(2 * delta))));
        long passes = -1;
        long fails = trials;
        long at = (long)Math.Clamp(guess, 0, trials);
        for (long step = 1 + (long)(deviation / 8); ; step *= 2)
        {
            bool passed = Passes(at);
            (passes, fails) = passed ? (at, fails) : (passes, at);
            long next = passed ? at + step : at - step;
            if (next <= passes || next >= fails)
            {
                break;
            }

            at = next;
        }

        return LargestBetween(passes, fails);
    }

    /// <summary>The largest certifying count, given one that passes (or -1) and one that does not (or n).</summary>
    public long LargestBetween(long passes, long fails)
    {
        while (fails - passes > 1)
        {
            long middle = passes + ((fails - passes) / 2);
            (passes, fails) = Passes(middle) ? (middle, fails) : (passes, middle);
        }

        return passes;
    }

    private bool Passes(long count)
    {
        Evaluations++;
        return BinomialTail.Lower(count, trials, alpha) <= delta;
    }
}
