namespace Escalation.Statistics.Sequential;

/// <summary>
/// A curve that a sum of centred observations crosses at any time with probability at most delta: the gamma-exponential mixture boundary for sub-exponential processes of scale 1
/// (Howard, Ramdas, McAuliffe and Sekhon, "Time-uniform, nonparametric, nonasymptotic confidence sequences", 2021, proposition 9).
/// </summary>
/// <remarks>
/// <para>
/// The mixture at sum s and intrinsic time v is <c>m(s, v) = T(v + rho, s + v + rho) / T(rho, rho)</c> with <c>T(a, x) = sum_{n&gt;=0} x^n / (a (a+1) ... (a+n))</c>, and the boundary is the s with
/// <c>m(s, v) = 1/delta</c>. This is the published quotient of incomplete gamma functions, of which <c>T(a, x) = exp(x) x^-a gamma(a, x)</c> is left: all terms are positive, and nothing cancels or overflows.
/// </para>
/// <para>
/// Reported is a number at or above the boundary, by a relative 1e-12 or less up to an intrinsic time of 10^6: the rounding error of the series, bounded by its length, counts against it.
/// A boundary takes some six to eleven series, few with the one before as a guess, of about <c>s + 9 sqrt(v)</c> terms. Immutable, thread safe; computing allocates nothing.
/// </para>
/// </remarks>
public sealed class GammaExponentialMixture
{
    private const double Unit = 1.1102230246251565E-16;
    private const double CutBelow = 1E-17;
    private const double Large = 1.3407807929942597E+154; // 2^512
    private const double LogLarge = 354.891356446692;
    private const int MostSteps = 200;

    /// <summary>A boundary with a given mixing parameter.</summary>
    /// <param name="rho">The parameter: larger values make the boundary tight at a later time. From 1e-6 to 1e9.</param>
    /// <param name="delta">The probability of a crossing, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or NaN.</exception>
    public GammaExponentialMixture(double rho, double delta)
    {
        if (!(rho >= 1E-6 && rho <= 1E9))
        {
            Check.Throw(nameof(rho), rho, "in [1e-6, 1e9]");
        }

        Check.OpenProbability(delta);
        Rho = rho;
        Delta = delta;
        Needed = LogSeries(rho, 0, out double error) + error - (Math.Log(delta) * (1 + (4 * Unit)));
    }

    /// <summary>The mixing parameter.</summary>
    public double Rho { get; }

    /// <summary>The probability of a crossing.</summary>
    public double Delta { get; }

    /// <summary>The logarithm that the series at the boundary must reach: that of <c>T(rho, rho) / delta</c>, rounded up.</summary>
    internal double Needed { get; }

    /// <summary>The boundary that is nearly the tightest one at a given intrinsic time: <c>rho = v / (2 ln(1/(2 delta)) + ln(1 + 2 ln(1/(2 delta))))</c>.</summary>
    /// <param name="variance">The intrinsic time v, a sum of squares, from 1e-3 to 1e9: for example the number of observations at which the interval should be short, times their variance.</param>
    /// <param name="delta">The probability of a crossing, strictly between 0 and one half.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or NaN.</exception>
    public static GammaExponentialMixture Tuned(double variance, double delta)
    {
        if (!(variance >= 1E-3 && variance <= 1E9))
        {
            Check.Throw(nameof(variance), variance, "in [1e-3, 1e9]");
        }

        if (!(delta > 0 && delta < 0.5))
        {
            Check.Throw(nameof(delta), delta, "strictly between 0 and 0.5");
        }

        double surprise = -2 * Math.Log(2 * delta);
        return new GammaExponentialMixture(variance / (surprise + Elementary.LogOnePlus(surprise)), delta);
    }

    /// <summary>The boundary at an intrinsic time.</summary>
    /// <param name="variance">The intrinsic time v, the sum of the squared distances from their predictions, 0 to <see cref="BinomialTail.MaxTrials"/>.</param>
    /// <returns>A positive number, growing with v.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the argument is out of range or NaN.</exception>
    public double Boundary(double variance)
    {
        if (!(variance >= 0 && variance <= BinomialTail.MaxTrials))
        {
            Check.Throw(nameof(variance), variance, "in [0, 1e12]");
        }

        return Boundary(variance, 1);
    }

    /// <summary>The boundary, with a guess of it: the one of the observation before.</summary>
    internal double Boundary(double variance, double guess)
    {
        // The logarithm of the mixture is convex in s, so that from the second step on Newton's method comes down to the boundary from above.
        double a = variance + Rho;
        double sum = double.IsFinite(guess) ? guess : 1;
        bool above = false;
        bool crossed = false;
        for (int i = 0; i < MostSteps; i++)
        {
            double log = LogSeries(a, sum, out double error);
            double missing = Needed - (log - error);
            double x = a + sum;
            double slope = (sum + Math.Exp(-log)) / x;
            double next = sum + (missing / slope);
            if (missing <= 0 && (crossed || next >= sum * (1 - 1E-13)))
            {
                return sum;
            }

            if (missing > 0)
            {
                // From above only rounding leads below. So near the boundary steps no longer shrink, and the next number above it is as good as any.
                crossed = above;

                // A step that rounding swallows would stay below the boundary forever.
                sum = Math.Max(next, Math.BitIncrement(sum * (1 + (4 * Unit))));
            }
            else
            {
                above = true;
                sum = Math.Max(next, sum / 2);
            }
        }

        return double.PositiveInfinity;
    }

    /// <summary><c>ln T(a, a + excess)</c> with a bound on its error: a term takes four roundings more than the one before, each addition one.</summary>
    internal static double LogSeries(double a, double excess, out double error)
    {
        double x = a + excess;
        double term = 1 / a;
        double sum = term;
        double log = 0;
        double n = 0;
        double ratio;
        do
        {
            n++;
            ratio = x / (a + n);
            term *= ratio;
            sum += term;
            if (sum > Large)
            {
                sum /= Large;
                term /= Large;
                log += LogLarge;
            }
        }
        while (!(ratio < 1 && term * ratio <= (1 - ratio) * CutBelow * sum));

        log += Math.Log(sum);
        error = ((6 * (n + 2)) + Math.Abs(log)) * Unit;
        return log;
    }
}
