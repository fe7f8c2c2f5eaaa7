namespace Escalation.Experiments.FinitePopulation;

/// <summary>The exact probability with which fixed-sequence testing reports each threshold, under sampling without replacement from a population.</summary>
/// <remarks>
/// <para>
/// The sample's counts in the cells between neighbouring thresholds, right and wrong items apart, are multivariate hypergeometric. Independent counts <c>Bin(cell size, p)</c> with one common p have the very same law
/// once their sum over the whole population is conditioned to be n: <c>prod C(c_i, x_i) p^x_i (1-p)^(c_i-x_i) / (C(N, n) p^n (1-p)^(N-n)) = prod C(c_i, x_i) / C(N, n)</c>. This holds for every p; <c>p = n / N</c> keeps all numbers in range.
/// </para>
/// <para>
/// So walk from the strictest threshold down and carry a measure on (errors, acted) among the items above the threshold, in two tables: sequences that wait for enough acted items, and those that have passed every test since their start.
/// A threshold adds two independent binomial counts, that is two convolutions. A waiting sequence with enough acted items starts, and only those that pass live on.
/// With A of the N items above the threshold, the probability of being alive there is the sum of <c>measure(errors, acted) P(Bin(N - A, p) = n - acted) / P(Bin(N, p) = n)</c>.
/// A threshold is reported iff the sequence is alive there and not at the next one, or there is no next one: the difference of two such sums.
/// </para>
/// <para>
/// A sequence alive has few errors (as many as its test allows), which bounds the tables. Exact up to rounding: all sums have positive terms, only the last difference subtracts, so that the absolute error is below 1e-12.
/// </para>
/// </remarks>
internal static class SequenceLaw
{
    /// <summary>Computes the law. Time about <c>O(N K n)</c> for K allowed errors.</summary>
    /// <param name="cells">The cells from the strictest threshold to the most permissive.</param>
    /// <param name="population">The number of items N; those in no cell are acted on by no threshold.</param>
    /// <param name="draws">The size n of the sample, 1 to N - 1.</param>
    /// <param name="required">How many acted items the sequence starts with, at least 1.</param>
    /// <param name="allowed">For each number of acted items from 0 to n, the largest number of errors that passes the test; -1 where none does.</param>
    /// <returns>For each threshold the probability that it is the last one to pass.</returns>
    internal static double[] Reported(IReadOnlyList<Cell> cells, int population, int draws, long required, int[] allowed)
    {
        double probability = (double)draws / population;
        double whole = BinomialMass.Of(population, probability)[draws];
        int mostErrors = Math.Clamp((int)Math.Max(Math.Min(required - 1, draws), allowed.Max()), 0, draws);
        var waiting = new CountTable(mostErrors, draws);
        waiting.Row(0)[0] = 1.0;
        var alive = new CountTable(mostErrors, draws);
        int rest = population;
        double aliveBefore = 0.0;
        double[] reported = new double[cells.Count];
        for (int threshold = 0; threshold < cells.Count; threshold++)
        {
            Cell cell = cells[threshold];
            var right = BinomialMass.Of(cell.Right, probability);
            var wrong = BinomialMass.Of(cell.Wrong, probability);
            rest -= cell.Right + cell.Wrong;
            double[] weights = ByActed(BinomialMass.Of(rest, probability), draws, whole);

            CountTable tested = alive.Plus(right, wrong);
            alive = new CountTable(mostErrors, draws);
            double passedOn = tested.MoveTo(alive, (errors, acted) => errors <= allowed[acted], weights);

            CountTable reached = waiting.Plus(right, wrong);
            waiting = new CountTable(mostErrors, draws);
            reached.MoveTo(waiting, (_, acted) => acted < required, weights);
            double started = reached.MoveTo(alive, (errors, acted) => errors <= allowed[acted], weights);

            if (threshold > 0)
            {
                reported[threshold - 1] = Math.Max(0.0, aliveBefore - passedOn);
            }

            aliveBefore = passedOn + started;
        }

        reported[^1] = aliveBefore;
        return reported;
    }

    /// <summary>The probability that the items below the threshold make up for the rest of the sample, for each number of acted items, relative to that of the sample's size.</summary>
    private static double[] ByActed(BinomialMass below, int draws, double whole)
    {
        double[] weights = new double[draws + 1];
        for (int acted = 0; acted <= draws; acted++)
        {
            weights[acted] = below[draws - acted] / whole;
        }

        return weights;
    }
}
