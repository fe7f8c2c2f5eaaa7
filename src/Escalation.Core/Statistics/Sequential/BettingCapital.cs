namespace Escalation.Statistics.Sequential;

/// <summary>
/// The capital of a gambler who bets, loss by loss, that the risk is below alpha: when it exceeds alpha, the capital ever reaches <c>1/delta</c> with probability at most delta
/// (Ville's inequality), so that <c>1/max K</c> is a p-value at any time.
/// </summary>
/// <remarks>
/// <para>
/// <c>K_t = prod_{i&lt;=t} (1 - nu_i (L_i - alpha))</c> with <c>nu_i = min(1, lambda_i)</c> and the bets of <see cref="PredictableBet"/> (Waudby-Smith and Ramdas; used for risk control in RCPS 2101.02703 and Learn then Test
/// 2110.01052). There is one running capital over the whole sample: adding up the maxima of several parts, as a peer does to save memory, is not a martingale and breaks the guarantee.
/// </para>
/// <para>
/// Losses must be independent and identically distributed, or at least have a conditional mean above alpha under the hypothesis, and come in an order fixed beforehand: shuffle a sample by seed.
/// For 0/1 losses of a fixed sample the exact <see cref="BinomialTail.Lower"/> is far stronger.
/// </para>
/// <para>
/// The capital is kept as a logarithm with a bound on its rounding error and reported at its lower end: p-values are never below the truth, by a relative <c>n 10^-15</c> or so.
/// A mutable value, constant time and space, no allocation. Not safe for concurrent use.
/// </para>
/// </remarks>
public record struct BettingCapital
{
    private PredictableBet _bet;
    private LogCapital _capital;

    /// <summary>Starts with a capital of 1.</summary>
    /// <param name="alpha">The risk level, strictly between 0 and 1.</param>
    /// <param name="delta">The error level that the bets are tuned for, strictly between 0 and 1, fixed before the data. The p-value is valid at every level.</param>
    /// <param name="horizon">The sample size that the bets are tuned for, 1 to <see cref="BinomialTail.MaxTrials"/>, fixed before the data. More losses stay valid.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range or NaN.</exception>
    public BettingCapital(double alpha, double delta, long horizon)
    {
        Check.OpenProbability(alpha);
        Alpha = alpha;
        _bet = new PredictableBet(delta, horizon);
    }

    /// <summary>The risk level.</summary>
    public double Alpha { get; }

    /// <summary>How many losses were added.</summary>
    public readonly long Count => _bet.Count;

    /// <summary>The bet on the next loss, in [0, 1].</summary>
    public readonly double NextBet => Math.Min(1, _bet.Next);

    /// <summary>The natural logarithm of the capital now, rounded down.</summary>
    public readonly double LogCapital => _capital.Lower;

    /// <summary>The natural logarithm of the largest capital so far, the initial one included, rounded down; at least 0.</summary>
    public double LogMaximum { get; private set; }

    /// <summary>The p-value of the hypothesis that the risk exceeds alpha, rounded up: one over the largest capital so far. It never rises, and may be looked at after each loss.</summary>
    public readonly double PValue => OutwardExponential.Up(-LogMaximum);

    /// <summary>Settles the bet on one loss.</summary>
    /// <param name="loss">The loss, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the loss is outside [0, 1] or NaN; the capital is as before.</exception>
    public void Add(double loss)
    {
        Check.Loss(loss);
        _capital.Add(NextBet * (Alpha - loss));
        _bet.See(loss);
        LogMaximum = Math.Max(LogMaximum, _capital.Lower);
    }
}
