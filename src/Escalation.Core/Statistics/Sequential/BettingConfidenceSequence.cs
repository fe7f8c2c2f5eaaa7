namespace Escalation.Statistics.Sequential;

/// <summary>
/// An interval for the mean of observations in [0, 1] that may be looked at after each of them: with probability 1 - delta at least it holds the mean at all times at once (the hedged betting confidence
/// sequence of Waudby-Smith and Ramdas, 2024).
/// </summary>
/// <remarks>
/// <para>
/// On a grid of hypothetical means <c>m = j/G</c> the two capitals of <see cref="HedgedCapital"/> run side by side. A mean is excluded for good when one of them reaches <c>2/delta</c>. The rising capital
/// never grows with m and the falling one never shrinks, so that an excluded mean excludes all that are further out: the interval reported goes from the greatest grid point excluded from below to the
/// least one excluded from above, and the true mean need not lie on the grid. Its ends never move outwards.
/// </para>
/// <para>
/// Widths for uniform observations at delta .05, tuned for a horizon / without one / of an <see cref="EmpiricalBernsteinSequence"/> tuned for the same time: .227 / .241 / .414 after 50, .101 / .125 / .152
/// after 200, .022 / .035 / .025 after 5000. Without a horizon the bets shrink too fast to gain from thousands of observations.
/// </para>
/// <para>
/// An observation costs up to 2G logarithms, fewer as points are excluded; the state is two arrays of G. Adding allocates nothing. Not safe for concurrent use.
/// </para>
/// </remarks>
public sealed class BettingConfidenceSequence
{
    private const double LargestShare = 0.5;

    private readonly LogCapital[] _rising;
    private readonly LogCapital[] _falling;
    private readonly double _needed;
    private PredictableBet _bet;
    private int _lower;
    private int _upper;

    /// <summary>Starts with the interval [0, 1].</summary>
    /// <param name="delta">The error level, both sides and all times together, strictly between 0 and 1.</param>
    /// <param name="points">The number G of grid steps, 2 to 1,000,000: the ends are multiples of 1/G.</param>
    /// <param name="horizon">The number of observations at which the interval should be short, 1 to <see cref="BinomialTail.MaxTrials"/>; null for a watch without an end. Valid at all times either way.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or NaN.</exception>
    public BettingConfidenceSequence(double delta, int points = 1000, long? horizon = null)
    {
        Check.OpenProbability(delta);
        Check.Between(points, 2, 1_000_000);
        double half = Math.Max(delta / 2, double.Epsilon);
        _bet = horizon is { } count ? new PredictableBet(half, count) : new PredictableBet(half);
        _needed = FactorRounding.Needed(half);
        _rising = new LogCapital[points];
        _falling = new LogCapital[points];
        _upper = points;
    }

    /// <summary>How many observations were added.</summary>
    public long Count => _bet.Count;

    /// <summary>The lower end, in [0, 1).</summary>
    public double Lower => Point(_lower);

    /// <summary>The upper end, in (0, 1].</summary>
    public double Upper => Point(_upper);

    /// <summary>Adds one observation.</summary>
    /// <param name="observation">A number in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the observation is outside [0, 1] or NaN; the interval is as before.</exception>
    public void Add(double observation)
    {
        Check.Loss(observation);
        double stake = _bet.Next;
        int lower = _lower;
        int upper = _upper;
        for (int j = _lower + 1; j < _upper; j++)
        {
            double mean = Point(j);
            double distance = observation - mean;
            _rising[j].Add(Math.Min(stake, LargestShare / mean) * distance);
            _falling[j].Add(Math.Min(stake, LargestShare / (1 - mean)) * -distance);
            lower = _rising[j].Lower >= _needed ? j : lower;
            upper = _falling[j].Lower >= _needed ? Math.Min(upper, j) : upper;
        }

        _bet.See(observation);

        // An observation feeds the rising capitals below itself and the falling ones above it only, so that the ends cannot meet.
        _lower = lower;
        _upper = upper;
    }

    private double Point(int index) => (double)index / _rising.Length;
}
