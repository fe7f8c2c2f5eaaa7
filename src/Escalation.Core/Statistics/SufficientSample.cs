namespace Escalation.Statistics;

/// <summary>
/// A sample size from which on the power is proven to suffice, and how long it takes to search below it.
/// </summary>
/// <remarks>
/// <para>
/// Both bounds fix an x with <c>r &lt; x &lt;= alpha</c> and need two conditions that go on to hold for every larger n, so that no
/// size from the smallest such n on falls short. D is the divergence <c>KL(x||y) = x ln(x/y) + (1-x) ln((1-x)/(1-y))</c>.
/// </para>
/// <para>
/// <b>Chernoff.</b> With <c>n D(x||alpha) &gt;= ln(1/delta)</c>, <c>floor(nx)</c> errors certify; with <c>n D(x||r) &gt;= ln(1/(1-power))</c> more
/// than nx errors have at most probability 1 - power. The x that makes the two equal is best.
/// </para>
/// <para>
/// <b>Normal.</b> Zubkov and Serov, "A complete proof of universal inequalities for the distribution function of the binomial law"
/// (2013): with <c>C(k, p) = Phi(sgn(k/n - p) sqrt(2 n D(k/n||p)))</c>, which grows with k, <c>C(k, p) &lt;= P(Bin(n, p) &lt;= k) &lt;= C(k+1, p)</c> for 0 &lt; k &lt; n - 1.
/// Let z(t) be the normal deviate with upper tail t, or 0 for t above one half. With <c>2 n D(x||alpha) &gt;= z(delta)^2</c>, <c>floor(nx) - 1</c> errors certify, thus k* exceeds
/// nx - 2. With <c>x - 2/n &gt;= r</c> and <c>2 n D(x - 2/n||r) &gt;= z(1-power)^2</c> the power is then at least <c>C(nx - 2, r) &gt;= power</c>. As x - 2/n
/// grows with n, so does each left side. This bound is two counts wide at any n, whereas that of Chernoff misses by a constant factor.
/// </para>
/// </remarks>
internal static class SufficientSample
{
    // A part in 10^6 of a size covers the rounding of the divergences many times over, as long as the deviates are not all but 0.
    private const double Slack = 1E-6;
    private const double LeastDeviate = 0.01;

    private const double TermsOfAnyTail = 100;

    // Below it the tail loses digits to underflow; the farthest deviate has less than any positive double.
    private const double LeastTail = 1E-300;
    private const double FarthestDeviate = 40;

    /// <summary>The smaller of the two bounds, as a whole number; it may exceed <see cref="BinomialTail.MaxTrials"/>.</summary>
    public static double Trials(double alpha, double delta, double trueRate, double power) => Math.Min(
        Padded(ByChernoff(alpha, -Math.Log(delta), trueRate, -Elementary.LogOnePlus(-power))),
        Padded(ByNormal(alpha, NormalDeviate(delta), trueRate, NormalDeviate(1 - power))));

    /// <summary>
    /// The terms of tails, about, that the search below a sufficient size adds up: the bounds leave a few counts open, which are about
    /// <c>alpha / (alpha - r)</c> teeth of the sawtooth, and a tail takes about as many terms as the standard deviation of the count.
    /// </summary>
    public static double SearchCost(double trials, double alpha, double trueRate) =>
        alpha / (alpha - trueRate) * (TermsOfAnyTail + Math.Sqrt(trials * alpha * (1 - alpha)));

    /// <summary>The deviate z at or above 0 with an upper tail of at most <paramref name="tail"/>: close to the least one, and never below it.</summary>
    internal static double NormalDeviate(double tail)
    {
        double low = 0;
        double high = FarthestDeviate;
        for (int i = 0; i < 100 && tail > LeastTail; i++)
        {
            double middle = low + ((high - low) / 2);
            (low, high) = UpperTail(middle) > tail ? (middle, high) : (low, middle);
        }

        return Math.Max(high, LeastDeviate);
    }

    // Up to 5 by the series of the distribution function (its terms are positive), beyond by the upper bound of Sampford (1953) on the ratio of tail and density.
    private static double UpperTail(double z)
    {
        double density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        if (z > 5)
        {
            return density * 4 / ((3 * z) + Math.Sqrt((z * z) + 8));
        }

        double sum = 0;
        double term = z;
        for (int odd = 3; sum + term > sum; odd += 2)
        {
            sum += term;
            term *= z * z / odd;
        }

        return 0.5 - (density * sum);
    }

    private static double ByChernoff(double alpha, double certify, double trueRate, double reach)
    {
        double low = trueRate;
        double high = alpha;
        for (int i = 0; i < 100; i++)
        {
            double x = low + ((high - low) / 2);
            bool certifyIsHarder = certify * Divergence(x, trueRate) > reach * Divergence(x, alpha);
            (low, high) = certifyIsHarder ? (low, x) : (x, high);
        }

        return Math.Max(certify / Divergence(low, alpha), reach / Divergence(low, trueRate));
    }

    private static double ByNormal(double alpha, double certify, double trueRate, double reach)
    {
        double low = 0;
        double high = 2 * (double)BinomialTail.MaxTrials;
        if (!Suffices(high))
        {
            return double.PositiveInfinity;
        }

        while (high - low > 1)
        {
            double middle = low + ((high - low) / 2);
            (low, high) = Suffices(middle) ? (low, middle) : (middle, high);
        }

        return high;

        bool Suffices(double trials)
        {
            double least = trueRate + (2 / trials);
            if (!(least < alpha) || !Certifies(least, trials))
            {
                return false;
            }

            double x = least;
            double fails = alpha;
            for (int i = 0; i < 60; i++)
            {
                double middle = x + ((fails - x) / 2);
                (x, fails) = Certifies(middle, trials) ? (middle, fails) : (x, middle);
            }

            double reached = x - (2 / trials);
            return reached >= trueRate && 2 * trials * Divergence(reached, trueRate) >= reach * reach;
        }

        bool Certifies(double x, double trials) => 2 * trials * Divergence(x, alpha) >= certify * certify;
    }

    private static double Padded(double trials) => Math.Ceiling((trials * (1 + Slack)) + 1);

    // The logarithms are taken of the difference.
    private static double Divergence(double x, double y)
    {
        double difference = x - y;
        return (x * Elementary.LogOnePlus(difference / y)) + ((1 - x) * Elementary.LogOnePlus(-difference / (1 - y)));
    }
}
