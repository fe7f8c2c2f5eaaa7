namespace Escalation.Statistics.Sequential;

/// <summary>
/// An interval for the mean of observations in [0, 1] that may be looked at after each of them: with probability 1 - delta at least it holds the mean at all times at once (the conjugate-mixture empirical
/// Bernstein confidence sequence of Howard, Ramdas, McAuliffe and Sekhon, 2021, theorem 4, with the running intersection).
/// </summary>
/// <remarks>
/// <para>
/// At time t the interval is <c>S/t +- u(V)/t</c> with the sum S, the boundary u of <see cref="GammaExponentialMixture"/> at level delta/2 and <c>V = sum (x_i - mean_{i-1})^2</c>, where <c>mean_0 = 1/2</c>. Each
/// end keeps its best value, clipped to [0, 1]. The observations must be independent with one mean, or at least have the same conditional mean; when they drift, the intersection may become empty, which
/// is itself evidence against one mean.
/// </para>
/// <para>
/// Rounded outwards. The state is a few numbers; an observation takes one boundary, whose cost grows with <c>sqrt(V)</c>, and no allocation. Not safe for concurrent use.
/// </para>
/// </remarks>
public sealed class EmpiricalBernsteinSequence
{
    // 2^-100: what adding one more number to a sum in twice the precision may cost, relative to the number of them.
    private const double ErrorPerObservation = 7.9E-31;

    private readonly GammaExponentialMixture _mixture;
    private DoubleDouble _sum;
    private DoubleDouble _variance;
    private double _boundary = 1;

    /// <summary>Starts with the interval [0, 1].</summary>
    /// <param name="delta">The error level, both sides and all times together, strictly between 0 and 1.</param>
    /// <param name="variance">The intrinsic time at which the interval should be shortest, from 1e-3 to 1e9: the number of observations expected times their variance.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or NaN.</exception>
    public EmpiricalBernsteinSequence(double delta, double variance)
    {
        Check.OpenProbability(delta);
        _mixture = GammaExponentialMixture.Tuned(variance, Math.Max(delta / 2, double.Epsilon));
    }

    /// <summary>How many observations were added.</summary>
    public long Count { get; private set; }

    /// <summary>The mean of the observations; null before the first.</summary>
    public double? Mean => Count == 0 ? null : _sum.High / Count;

    /// <summary>The lower end, in [0, 1].</summary>
    public double Lower { get; private set; }

    /// <summary>The upper end, in [0, 1].</summary>
    public double Upper { get; private set; } = 1;

    /// <summary>Whether the ends have crossed, so that no single mean explains the observations at this error level.</summary>
    public bool IsEmpty => Lower > Upper;

    /// <summary>Adds one observation.</summary>
    /// <param name="observation">A number in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the observation is outside [0, 1] or NaN; the interval is as before.</exception>
    public void Add(double observation)
    {
        Check.Loss(observation);

        // Any prediction made before the observation is valid, so its rounding does not matter.
        var distance = DoubleDouble.TwoSum(observation, -(Mean ?? 0.5));
        _variance += distance * distance;
        _sum += observation;
        Count++;
        double slack = Count * ErrorPerObservation;
        _boundary = _mixture.Boundary(OutwardRounding.UpTo(_variance + (_variance.High * slack)), _boundary);
        DoubleDouble lower = ((_sum + -_boundary) / (double)Count) + -slack;
        DoubleDouble upper = ((_sum + _boundary) / (double)Count) + slack;
        Lower = Math.Max(Lower, OutwardRounding.Down(lower, 0));
        Upper = Math.Min(Upper, OutwardRounding.UpTo(upper));
    }
}
