namespace Escalation.Core.StatisticalTests;

/// <summary>The exact probability that a budget from n scores with atoms is broken, from the definition of the rule and the binomial law alone; nothing of the library is used.</summary>
/// <remarks>
/// The rule sorts the scores and takes the one after the k largest, where k is the largest count with <c>P(Bin(n, alpha) &lt;= k) &lt;= delta</c>; what lies strictly above it is delegated.
/// Walking through the cells of the distribution from the strictest on, the number of items passed so far is a Markov chain: given c passed, the next cell of mass m holds <c>Bin(n - c, m / rest)</c> of the others.
/// The threshold lies in the cell that takes the chain beyond k, and the rate that it delegates is the mass strictly above.
/// </remarks>
internal static class TiedLaw
{
    /// <summary>The probability that the certified threshold delegates more than alpha.</summary>
    /// <param name="n">Number of scores.</param>
    /// <param name="k">How many scores may lie strictly above the threshold.</param>
    /// <param name="alpha">The budget.</param>
    /// <param name="masses">Masses of the cells, strictest first, summing to one. A cell is an atom, or an interval on which the rate does not cross alpha.</param>
    internal static double Violation(int n, int k, double alpha, ReadOnlySpan<double> masses)
    {
        double[] passed = new double[k + 1];
        passed[0] = 1.0;
        double above = 0.0;
        double violation = 0.0;
        for (int cell = 0; cell < masses.Length; cell++)
        {
            double share = cell == masses.Length - 1 ? 1.0 : masses[cell] / (1.0 - above);
            double[] next = new double[k + 1];
            for (int count = 0; count <= k; count++)
            {
                double stays = 0.0;
                double[] added = Masses(n - count, share, k - count);
                for (int more = 0; more < added.Length; more++)
                {
                    next[count + more] += passed[count] * added[more];
                    stays += added[more];
                }

                violation += above > alpha ? passed[count] * (1.0 - stays) : 0.0;
            }

            passed = next;
            above += masses[cell];
        }

        return violation;
    }

    /// <summary>The largest count whose binomial tail is at most delta, summed from zero; -1 when there is none.</summary>
    internal static int LargestCount(int n, double alpha, double delta)
    {
        int count = -1;
        double tail = 0.0;
        foreach (double mass in Masses(n, alpha, n - 1))
        {
            tail += mass;
            if (tail > delta)
            {
                break;
            }

            count++;
        }

        return count;
    }

    /// <summary>The probabilities of 0 to most successes in some trials, each from the one before.</summary>
    private static double[] Masses(int trials, double rate, int most)
    {
        double[] masses = new double[most + 1];
        if (rate >= 1.0)
        {
            if (trials <= most)
            {
                masses[trials] = 1.0;
            }

            return masses;
        }

        masses[0] = Math.Exp(trials * Math.Log(1.0 - rate));
        for (int successes = 1; successes <= Math.Min(most, trials); successes++)
        {
            masses[successes] = masses[successes - 1] * (trials - successes + 1) / successes * (rate / (1.0 - rate));
        }

        return masses;
    }
}
