namespace Escalation.Statistics.Sequential;

/// <summary>
/// The plug-in bet of Waudby-Smith and Ramdas ("Estimating means of bounded random variables by betting", 2024): how much to stake on the next observation in [0, 1], from the ones before it alone.
/// </summary>
/// <remarks>
/// <para>
/// <c>lambda_i = sqrt(2 ln(1/delta) / (w_i v_{i-1}))</c> with <c>mu_i = (1/2 + sum_{j&lt;=i} x_j)/(i+1)</c>, <c>v_i = (1/4 + sum_{j&lt;=i} (x_j - mu_j)^2)/(i+1)</c>, <c>v_0 = 1/4</c>, and
/// <c>w_i = n</c> for a sample of known size n, or <c>w_i = i ln(i+1)</c> when nobody knows when the watch will end.
/// </para>
/// <para>
/// Delta and n only tune the bet: whatever they are, a capital that stakes it is a martingale, as long as they are fixed before the data. Rounding errors in a bet are harmless for the same reason.
/// </para>
/// <para>A mutable value, constant time and space, no allocation; the default value never bets. Not safe for concurrent use.</para>
/// </remarks>
public record struct PredictableBet
{
    private readonly double _numerator;
    private readonly long _horizon;
    private double _sum;
    private double _squares;

    /// <summary>A bet for a watch without an end.</summary>
    /// <param name="delta">The error level to tune for, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when delta is out of range or NaN.</exception>
    public PredictableBet(double delta)
    {
        Check.OpenProbability(delta);
        _numerator = -2 * Math.Log(delta);
    }

    /// <summary>A bet for a sample of known size.</summary>
    /// <param name="delta">The error level to tune for, strictly between 0 and 1.</param>
    /// <param name="horizon">The sample size n to tune for, 1 to <see cref="BinomialTail.MaxTrials"/>; more observations stay valid.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or NaN.</exception>
    public PredictableBet(double delta, long horizon)
        : this(delta)
    {
        Check.Between(horizon, 1, BinomialTail.MaxTrials);
        _horizon = horizon;
    }

    /// <summary>How many observations the bet has seen.</summary>
    public long Count { get; private set; }

    /// <summary>The stake on the next observation, at least 0 and not yet capped for any hypothesis.</summary>
    public readonly double Next
    {
        get
        {
            double index = Count + 1;
            double weight = _horizon > 0 ? _horizon : index * Math.Log(index + 1);
            return Math.Sqrt(_numerator * index / (weight * (0.25 + _squares)));
        }
    }

    /// <summary>Tells the observation that <see cref="Next"/> was staked on.</summary>
    /// <param name="observation">A number in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the observation is outside [0, 1] or NaN; the bet is as before.</exception>
    public void Add(double observation)
    {
        Check.Loss(observation);
        See(observation);
    }

    /// <summary>Adds an observation that was checked.</summary>
    internal void See(double observation)
    {
        Count++;
        _sum += observation;
        double distance = observation - ((0.5 + _sum) / (Count + 1));
        _squares += distance * distance;
    }
}
