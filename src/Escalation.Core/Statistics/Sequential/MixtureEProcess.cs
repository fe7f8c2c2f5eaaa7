namespace Escalation.Statistics.Sequential;

/// <summary>
/// Evidence against a hypothesis about a mean, robust in two ways: it bets on several alternatives at once, and, if told to, from several starting times at once. The default for monitoring.
/// </summary>
/// <remarks>
/// <para><c>E_t = mean over alternatives p of [ sum_{j&lt;=t} w_j prod_{i=j..t} (1 + lam_p (L_i - alpha)) + sum_{j&gt;t} w_j ]</c> with weights w that add up to one, constant bets lam_p and
/// the capital of starting times still to come held back. A mixture of e-processes is one: <c>P(E_t &gt;= 1/delta for some t) &lt;= delta</c> as long as the mean of each loss given those before it
/// satisfies the hypothesis. The sums are exact in constant state, see <see cref="EvidenceStart"/>.</para>
/// <para>For losses of 0 and 1 each alternative is a likelihood ratio, and the mixture loses at most the logarithm of the number of alternatives against the best of them.
/// A step is O(number of alternatives), eight unless given, and allocates nothing. Not safe for concurrent use.</para>
/// </remarks>
public sealed class MixtureEProcess
{
    private readonly MeanBets _bets;
    private readonly StartedCapitals _capitals;

    /// <summary>Starts a process.</summary>
    /// <param name="hypothesis">The side of alpha on which the mean is held to be.</param>
    /// <param name="alpha">The bound on the mean, strictly between 0 and 1.</param>
    /// <param name="start">From which step on evidence counts.</param>
    /// <param name="alternatives">The means to bet on, strictly between alpha and the end of [0, 1] that speaks against the hypothesis, at most 64; when empty, eight whose odds stand to those of alpha as 1.15 to 80 (or their reciprocals).</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is NaN or out of range.</exception>
    /// <exception cref="ArgumentException">Thrown when there are more than 64 alternatives.</exception>
    public MixtureEProcess(MeanHypothesis hypothesis, double alpha, EvidenceStart start = EvidenceStart.FirstStep, params ReadOnlySpan<double> alternatives)
    {
        _bets = new MeanBets(hypothesis, alpha, alternatives);
        Start = Enum.IsDefined(start) ? start : throw new ArgumentOutOfRangeException(nameof(start), start, "Not a start of evidence.");
        _capitals = new StartedCapitals(start == EvidenceStart.FirstStep ? StartPlan.First : StartPlan.Spread, _bets.Count);
    }

    /// <summary>The hypothesis.</summary>
    public MeanHypothesis Hypothesis => _bets.Hypothesis;

    /// <summary>The bound on the mean.</summary>
    public double Alpha => _bets.Alpha;

    /// <summary>From which step on evidence counts.</summary>
    public EvidenceStart Start { get; }

    /// <summary>The means that are bet on.</summary>
    public IReadOnlyList<double> Alternatives => _bets.Alternatives;

    /// <summary>How many losses were observed.</summary>
    public long Count => _capitals.Count;

    /// <summary><c>ln E_t</c>, rounded down; 0 at the start.</summary>
    public double LogValue => _capitals.LogValue;

    /// <summary><c>max_s ln E_s</c> over all steps so far, the start included; at least 0.</summary>
    public double MaxLogValue => _capitals.MaxLogValue;

    /// <summary>A p-value that holds at any time, rounded up: <c>1 / max_s E_s</c>.</summary>
    public double PValue => OutwardExponential.Up(-MaxLogValue);

    /// <summary>Where the evidence begins.</summary>
    public EvidenceOnset Onset => _capitals.Onset;

    /// <summary>Everything there is to know about it besides the arguments it was made with. Allocates.</summary>
    public EvidenceState State => _capitals.State;

    /// <summary>Takes one loss in.</summary>
    /// <param name="loss">The loss in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the loss is NaN or outside [0, 1]; nothing is changed.</exception>
    public void Observe(double loss) => Observe(WeightedLoss.Seen(loss));

    /// <summary>Takes one loss in.</summary>
    /// <param name="loss">The loss, with the bounds that held before it was known; they scale the bets.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="loss"/> is the default value; nothing is changed.</exception>
    public void Observe(in WeightedLoss loss)
    {
        Span<double> factors = stackalloc double[_bets.Count];
        double rounding = _bets.LogFactors(loss, factors);
        _capitals.Step(factors, rounding, loss.Value);
    }

    /// <summary>Whether the hypothesis has been rejected at some step: <c>max_s E_s &gt;= 1/level</c>.</summary>
    /// <param name="level">The probability of rejecting a true hypothesis, ever; strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the level is NaN or out of range.</exception>
    public bool Rejects(double level)
    {
        Check.OpenProbability(level);
        return MaxLogValue >= FactorRounding.Needed(level);
    }

    /// <summary>Goes on where a saved process stopped. Call it on a new process made with the same arguments.</summary>
    /// <param name="state">The state.</param>
    /// <exception cref="ArgumentException">Thrown when the state contradicts itself or the arguments; do not use the process then.</exception>
    /// <exception cref="InvalidOperationException">Thrown when this process has observed something already.</exception>
    public void Restore(EvidenceState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (Count != 0)
        {
            throw new InvalidOperationException("Only a process that has observed nothing can be restored.");
        }

        _capitals.Restore(state);
    }

    /// <summary>The evidence of several streams together: <c>ln mean over alternatives of prod over streams of E</c>.</summary>
    /// <param name="streams">Processes made with the same hypothesis, alpha and alternatives, each on losses of its own.</param>
    /// <returns>The logarithm of an e-process of the merged stream, whatever the order in which the streams interleave.</returns>
    /// <remarks>Holds when each loss satisfies the hypothesis given everything that came before it in any of the streams, and which stream speaks next does not depend on the coming losses: streams that are independent of each other.
    /// For dependent streams use <see cref="EvidenceMerging.LogUnion"/>. Every stream may enter once only.</remarks>
    /// <exception cref="ArgumentException">Thrown when there is no stream, one occurs twice or they differ in what they test.</exception>
    public static double LogMerged(params ReadOnlySpan<MixtureEProcess> streams)
    {
        if (streams.IsEmpty)
        {
            throw new ArgumentException("streams must not be empty.", nameof(streams));
        }

        Span<double> logs = stackalloc double[streams[0]._bets.Count];
        for (int i = 0; i < streams.Length; i++)
        {
            if (!streams[i]._bets.IsSameAs(streams[0]._bets))
            {
                throw new ArgumentException($"streams[{i}] tests something else than streams[0].", nameof(streams));
            }

            for (int j = 0; j < i; j++)
            {
                if (ReferenceEquals(streams[i], streams[j]))
                {
                    throw new ArgumentException($"streams[{i}] is streams[{j}]: evidence counts once only.", nameof(streams));
                }
            }

            streams[i]._capitals.AddLogsTo(logs);
        }

        return LogSum.Of(logs) - Math.Log(logs.Length);
    }
}
