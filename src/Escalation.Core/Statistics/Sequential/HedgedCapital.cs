namespace Escalation.Statistics.Sequential;

/// <summary>
/// Two gamblers against the hypothesis that observations in [0, 1] have mean m: one bets that the mean is larger, the other that it is smaller (the hedged capital of Waudby-Smith and Ramdas, 2024, section 4.4).
/// </summary>
/// <remarks>
/// <para>
/// <c>K+ = prod(1 + min(lambda, c/m) (x - m))</c>, <c>K- = prod(1 - min(lambda, c/(1-m)) (x - m))</c> with <c>c = 1/2</c> and the bets of <see cref="PredictableBet"/>. K+ is an e-process for "the mean
/// is at most m", K- for "at least m", and <c>max(K+, K-)/2</c> for "equal to m"; one over the largest value so far is a p-value at any time (Ville's inequality), for independent
/// observations or any in which the hypothesis holds for the conditional means.
/// </para>
/// <para>
/// Capitals are reported at the lower end of their rounding error, p-values at the upper end. A mutable value, constant time and space, no allocation. Not safe for concurrent use.
/// </para>
/// </remarks>
public record struct HedgedCapital
{
    private const double LargestShare = 0.5;

    private PredictableBet _risingBet;
    private PredictableBet _fallingBet;
    private LogCapital _rising;
    private LogCapital _falling;
    private double _mostRising;
    private double _mostFalling;

    /// <summary>Starts both gamblers with a capital of 1 and bets of their own.</summary>
    /// <param name="mean">The hypothetical mean m, strictly between 0 and 1.</param>
    /// <param name="risingBet">The bets on a larger mean, which have seen nothing yet.</param>
    /// <param name="fallingBet">The bets on a smaller mean, which have seen nothing yet.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the mean is out of range or NaN.</exception>
    /// <exception cref="ArgumentException">Thrown when a bet has seen observations.</exception>
    public HedgedCapital(double mean, PredictableBet risingBet, PredictableBet fallingBet)
    {
        Check.OpenProbability(mean);
        if (risingBet.Count != 0 || fallingBet.Count != 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"The bets must not have seen any observation, but have seen {risingBet.Count} and {fallingBet.Count}."));
        }

        Mean = mean;
        _risingBet = risingBet;
        _fallingBet = fallingBet;
    }

    /// <summary>Starts both gamblers with a capital of 1 for a watch without an end.</summary>
    /// <param name="mean">The hypothetical mean m, strictly between 0 and 1.</param>
    /// <param name="delta">The error level, both sides together, that the bets are tuned for, strictly between 0 and 1. The p-values are valid at every level.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or NaN.</exception>
    public HedgedCapital(double mean, double delta)
        : this(mean, Half(delta), Half(delta))
    {
    }

    /// <summary>The hypothetical mean.</summary>
    public double Mean { get; }

    /// <summary>How many observations were added.</summary>
    public readonly long Count => _risingBet.Count;

    /// <summary>The natural logarithm of the capital that grows when the mean is larger, now, rounded down.</summary>
    public readonly double LogRising => _rising.Lower;

    /// <summary>The natural logarithm of the capital that grows when the mean is smaller, now, rounded down.</summary>
    public readonly double LogFalling => _falling.Lower;

    /// <summary>The natural logarithm of the hedged capital <c>max(K+, K-)/2</c> now, rounded down.</summary>
    public readonly double LogHedged => Math.BitDecrement(Math.Max(LogRising, LogFalling) - DoubleDoubleLogarithm.Ln2.High);

    /// <summary>The p-value of the hypothesis that the mean is at most m, rounded up.</summary>
    public readonly double PValueAtMost => OutwardExponential.Up(-_mostRising);

    /// <summary>The p-value of the hypothesis that the mean is at least m, rounded up: small when the mean is certainly below m.</summary>
    public readonly double PValueAtLeast => OutwardExponential.Up(-_mostFalling);

    /// <summary>The p-value of the hypothesis that the mean is m: twice the smaller one of the others, at most 1.</summary>
    public readonly double PValueEqual => Math.Min(1, 2 * Math.Min(PValueAtMost, PValueAtLeast));

    /// <summary>Settles both bets on one observation.</summary>
    /// <param name="observation">A number in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the observation is outside [0, 1] or NaN; the capitals are as before.</exception>
    public void Add(double observation)
    {
        Check.Loss(observation);
        double distance = observation - Mean;
        _rising.Add(Math.Min(_risingBet.Next, LargestShare / Mean) * distance);
        _falling.Add(Math.Min(_fallingBet.Next, LargestShare / (1 - Mean)) * -distance);
        _risingBet.See(observation);
        _fallingBet.See(observation);
        _mostRising = Math.Max(_mostRising, _rising.Lower);
        _mostFalling = Math.Max(_mostFalling, _falling.Lower);
    }

    private static PredictableBet Half(double delta)
    {
        Check.OpenProbability(delta);
        return new PredictableBet(Math.Max(delta / 2, double.Epsilon));
    }
}
