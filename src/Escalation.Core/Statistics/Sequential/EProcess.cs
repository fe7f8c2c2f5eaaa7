namespace Escalation.Statistics.Sequential;

/// <summary>
/// Evidence against a hypothesis about a mean that may be looked at after every loss: a capital that bets against the hypothesis and cannot be expected to grow while it is true.
/// </summary>
/// <remarks>
/// <para>For the hypothesis "mean &gt;= alpha" the capital is <c>E_t = prod_i (1 + lam_i (alpha - L_i))</c> with <c>0 &lt;= lam_i &lt; 1/(H_i - alpha)</c>; for "mean &lt;= alpha" it is
/// <c>E_t = prod_i (1 + lam_i (L_i - alpha))</c> with <c>0 &lt;= lam_i &lt; 1/(alpha - l_i)</c>, where l_i and H_i bound the loss (0 and 1 for a loss that is always seen).
/// The stake lam_i depends on losses before the i-th only. By Ville's inequality <c>P(E_t &gt;= 1/delta for some t) &lt;= delta</c> as long as the mean of each loss given those before it
/// satisfies the hypothesis: no matter when somebody looks or stops.</para>
/// <para>The capital is kept as a sum of <c>ln(1 + x)</c> with a bound on its rounding error, and reported rounded down: it neither overflows nor vanishes, and evidence is never above the truth. A step is O(1) and allocates nothing.
/// Not safe for concurrent use. Sources: Ville 1939; Waudby-Smith and Ramdas, "Estimating means of bounded random variables by betting" (2024).</para>
/// </remarks>
public sealed class EProcess
{
    /// <summary>How close a stake may come to the one that could lose everything.</summary>
    private const double StakeLimit = 1.0 - (1.0 / (1L << 40));

    /// <summary>The share of the capital that a plug-in stake risks at most.</summary>
    private const double PlugInLimit = 0.75;

    private EProcess(in EProcessState state) => State = state;

    /// <summary>Everything there is to know about it, to be saved and restored.</summary>
    public EProcessState State { get; private set; }

    /// <summary>How many losses were observed.</summary>
    public long Count => State.Count;

    /// <summary><c>ln E_t</c>, rounded down; 0 at the start.</summary>
    public double LogValue => State.LogSum - State.Rounding;

    /// <summary><c>E_t</c> as computed, for people; infinite beyond the range of doubles.</summary>
    public double Value => Math.Exp(State.LogSum);

    /// <summary><c>max_s ln E_s</c> over all steps so far, the start included, rounded down; at least 0.</summary>
    public double MaxLogValue => State.MaxLogValue;

    /// <summary>A p-value that holds at any time, rounded up: <c>1 / max_s E_s</c>.</summary>
    public double PValue => OutwardExponential.Up(-State.MaxLogValue);

    /// <summary>The same stake at every step.</summary>
    /// <param name="hypothesis">The side of alpha on which the mean is held to be.</param>
    /// <param name="alpha">The bound on the mean, strictly between 0 and 1.</param>
    /// <param name="stake">lam: from 0 to below <c>1/(1 - alpha)</c> against "at least", to below <c>1/alpha</c> against "at most". Where a weighted loss has wider bounds, the stake is cut to what they allow.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is NaN or out of range.</exception>
    public static EProcess Fixed(MeanHypothesis hypothesis, double alpha, double stake) => Start(hypothesis, alpha, BettingRule.Fixed, stake);

    /// <summary>Stakes that follow the share of losses so far: for losses of 0 and 1 the factor is <c>p_i/alpha</c> after a loss and <c>(1 - p_i)/(1 - alpha)</c> otherwise, with
    /// <c>p_i = (S + 1/2)/i</c> cut at alpha to the side that speaks against the hypothesis. Any loss in [0, 1] interpolates between the two.</summary>
    /// <param name="hypothesis">The side of alpha on which the mean is held to be.</param>
    /// <param name="alpha">The bound on the mean, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is NaN or out of range.</exception>
    public static EProcess KrichevskyTrofimov(MeanHypothesis hypothesis, double alpha) => Start(hypothesis, alpha, BettingRule.KrichevskyTrofimov, 0.0);

    /// <summary>Stakes that follow mean and variance so far, at most three quarters of the capital at risk: much stronger than the others on losses that vary little.</summary>
    /// <param name="hypothesis">The side of alpha on which the mean is held to be.</param>
    /// <param name="alpha">The bound on the mean, strictly between 0 and 1.</param>
    /// <remarks><c>m = (alpha + S)/(n + 1)</c> and <c>v = (1/4 + sum_j (L_j - m_j)^2)/(n + 1)</c> over the n losses before. Source: the "aGRAPA" bets of Waudby-Smith and Ramdas (2024), appendix B.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is NaN or out of range.</exception>
    public static EProcess PlugIn(MeanHypothesis hypothesis, double alpha) => Start(hypothesis, alpha, BettingRule.PlugIn, 0.0);

    /// <summary>Goes on where a saved process stopped.</summary>
    /// <param name="state">The state.</param>
    /// <exception cref="ArgumentException">Thrown when the state contradicts itself.</exception>
    public static EProcess Restore(in EProcessState state)
    {
        _ = Start(state.Hypothesis, state.Alpha, state.Rule, state.Stake);
        bool plausible = state.Count is >= 0 and <= 1L << 53 && double.IsFinite(state.Sum) && state.SquaredDeviations >= 0.0 && double.IsFinite(state.SquaredDeviations)
            && double.IsFinite(state.LogSum) && state.Rounding >= 0.0 && double.IsFinite(state.Rounding)
            && state.MaxLogValue >= 0.0 && state.MaxLogValue >= state.LogSum - state.Rounding && double.IsFinite(state.MaxLogValue)
            && (state.Count != 0 || (state.Sum == 0.0 && state.SquaredDeviations == 0.0 && state.LogSum == 0.0 && state.Rounding == 0.0 && state.MaxLogValue == 0.0));
        return plausible ? new EProcess(state) : throw new ArgumentException($"The state of an e-process contradicts itself: {state}.", nameof(state));
    }

    /// <summary>Takes one loss in.</summary>
    /// <param name="loss">The loss in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the loss is NaN or outside [0, 1]; nothing is changed.</exception>
    public void Observe(double loss) => Observe(WeightedLoss.Seen(loss));

    /// <summary>Takes one loss in.</summary>
    /// <param name="loss">The loss, with the bounds that held before it was known.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="loss"/> is the default value; nothing is changed.</exception>
    public void Observe(in WeightedLoss loss)
    {
        WeightedLoss.RequireAround(loss, State.Alpha);
        bool low = State.Hypothesis == MeanHypothesis.AtLeast;
        double largest = 1.0 / (low ? loss.Highest - State.Alpha : State.Alpha - loss.Lowest);
        double stake = NextStake(loss, low, largest);
        double gain = stake * (low ? State.Alpha - loss.Value : loss.Value - State.Alpha);
        double log = State.LogSum + Elementary.LogOnePlus(gain);
        double rounding = State.Rounding + FactorRounding.OfFactor(gain, stake * (loss.Highest - loss.Lowest)) + (FactorRounding.Unit * Math.Abs(log));
        double sum = State.Sum + loss.Value;
        double deviation = loss.Value - ((State.Alpha + sum) / (State.Count + 2));
        State = State with
        {
            Count = State.Count + 1,
            Sum = sum,
            SquaredDeviations = State.SquaredDeviations + (deviation * deviation),
            LogSum = log,
            Rounding = rounding,
            MaxLogValue = Math.Max(State.MaxLogValue, log - rounding),
        };
    }

    /// <summary>Whether the hypothesis has been rejected at some step: <c>max_s E_s &gt;= 1/level</c>.</summary>
    /// <param name="level">The probability of rejecting a true hypothesis, ever; strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the level is NaN or out of range.</exception>
    public bool Rejects(double level)
    {
        Check.OpenProbability(level);
        return State.MaxLogValue >= FactorRounding.Needed(level);
    }

    private static EProcess Start(MeanHypothesis hypothesis, double alpha, BettingRule rule, double stake)
    {
        Check.Hypothesis(hypothesis);
        Check.OpenProbability(alpha);
        if (!Enum.IsDefined(rule))
        {
            throw new ArgumentOutOfRangeException(nameof(rule), rule, "Not a betting rule.");
        }

        double largest = 1.0 / (hypothesis == MeanHypothesis.AtLeast ? 1.0 - alpha : alpha);
        if (!(stake >= 0.0 && stake < largest) || (rule != BettingRule.Fixed && stake != 0.0))
        {
            Check.Throw(nameof(stake), stake, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"from 0 to below {largest:R}, and 0 for a rule that chooses it"));
        }

        return new EProcess(new EProcessState { Hypothesis = hypothesis, Alpha = alpha, Rule = rule, Stake = stake });
    }

    private double NextStake(in WeightedLoss loss, bool low, double largest)
    {
        double alpha = State.Alpha;
        switch (State.Rule)
        {
            case BettingRule.KrichevskyTrofimov:
                double mean = (State.Sum + 0.5) / (State.Count + 1);
                double lead = Math.Max(0.0, low ? alpha - mean : mean - alpha);
                return Math.Min(lead / ((loss.Highest - alpha) * (alpha - loss.Lowest)), StakeLimit * largest);
            case BettingRule.PlugIn:
                double centre = (alpha + State.Sum) / (State.Count + 1);
                double distance = Math.Max(0.0, low ? alpha - centre : centre - alpha);
                double variance = (0.25 + State.SquaredDeviations) / (State.Count + 1);
                return Math.Min(distance / (variance + (distance * distance)), PlugInLimit * largest);
            default:
                return Math.Min(State.Stake, StakeLimit * largest);
        }
    }
}
