namespace Escalation.Statistics;

/// <summary>The number X of marked items among n drawn without replacement from N items, M of them marked: <c>P(X = x) = C(M, x) C(N - M, n - x) / C(N, n)</c>.</summary>
/// <remarks>
/// Every weight follows from its neighbour, <c>P(x + 1) / P(x) = (M - x)(n - x) / ((x + 1)(N - M - n + x + 1))</c>, starting with 1 at the mode, and the sum of all weights is what normalises them.
/// So no factorial and no logarithm costs digits: all terms are positive, and the relative error stays below 1e-12 for populations up to 10^5.
/// Not rounded outwards: it says what a procedure did, and certifies nothing. Linear in n. Stateless, allocates nothing.
/// </remarks>
public static class HypergeometricTail
{
    /// <summary>The lower tail <c>P(X &lt;= count)</c>.</summary>
    /// <param name="count">Any number: below the least possible count the tail is 0, from the largest on 1.</param>
    /// <param name="population">The number of items N, at least 0.</param>
    /// <param name="marked">The number of marked items M, 0 to N.</param>
    /// <param name="draws">The number of items drawn n, 0 to N.</param>
    /// <returns>A probability in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range.</exception>
    public static double Lower(long count, int population, int marked, int draws)
    {
        Check.Between(population, 0, int.MaxValue);
        Check.Between(marked, 0, population);
        Check.Between(draws, 0, population);
        int least = Math.Max(0, draws - (population - marked));
        int most = Math.Min(draws, marked);
        if (count < least || count >= most)
        {
            return count < least ? 0.0 : 1.0;
        }

        int mode = (int)Math.Clamp(((long)draws + 1) * ((long)marked + 1) / ((long)population + 2), least, most);
        double within = mode <= count ? 1.0 : 0.0;
        double beyond = 1.0 - within;
        double weight = 1.0;

        // The weight next to the least and the largest possible count is 0, which ends the sums there at the latest.
        for (int x = mode; weight > 0.0; x--)
        {
            weight *= (double)x * (population - marked - draws + x) / ((double)(marked - x + 1) * (draws - x + 1));
            within += x - 1 <= count ? weight : 0.0;
            beyond += x - 1 <= count ? 0.0 : weight;
        }

        weight = 1.0;
        for (int x = mode; weight > 0.0; x++)
        {
            weight *= (double)(marked - x) * (draws - x) / ((double)(x + 1) * (population - marked - draws + x + 1));
            within += x + 1 <= count ? weight : 0.0;
            beyond += x + 1 <= count ? 0.0 : weight;
        }

        return within / (within + beyond);
    }
}
