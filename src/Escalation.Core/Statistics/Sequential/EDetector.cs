namespace Escalation.Statistics.Sequential;

/// <summary>Watches a mean for ever with a bound on how often it cries wolf, not on whether it ever does: quicker than an e-process once a stream has been in order for long.</summary>
/// <remarks>
/// <para><c>M_t = mean over alternatives p of sum_{j&lt;=t} prod_{i=j..t} (1 + lam_p (L_i - alpha))</c>: at every step a fresh unit begins to bet. As long as the hypothesis is true the expectation of M grows by one a step at most,
/// so for any stopping time <c>E[M_tau] &lt;= E[tau]</c>, and an alarm at <c>M_t &gt;= 1/level</c> comes after at least <c>1/level</c> steps on average (the average run length).
/// <b>The probability of a false alarm some day is one.</b> For a bound on that probability use <see cref="MixtureEProcess"/> with <see cref="EvidenceStart.AnyStep"/>.</para>
/// <para>A step is O(number of alternatives) and allocates nothing. Not safe for concurrent use. Source: Shin, Ramdas and Rinaldo, "E-detectors: a nonparametric framework for sequential change detection" (2023), of Shiryaev-Roberts type.</para>
/// </remarks>
public sealed class EDetector
{
    private readonly MeanBets _bets;
    private readonly StartedCapitals _capitals;

    /// <summary>Starts a detector.</summary>
    /// <param name="hypothesis">The side of alpha on which the mean is held to be.</param>
    /// <param name="alpha">The bound on the mean, strictly between 0 and 1.</param>
    /// <param name="alternatives">The means to bet on, as for <see cref="MixtureEProcess"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is NaN or out of range.</exception>
    /// <exception cref="ArgumentException">Thrown when there are more than 64 alternatives.</exception>
    public EDetector(MeanHypothesis hypothesis, double alpha, params ReadOnlySpan<double> alternatives)
    {
        _bets = new MeanBets(hypothesis, alpha, alternatives);
        _capitals = new StartedCapitals(StartPlan.Every, _bets.Count);
    }

    /// <summary>The hypothesis.</summary>
    public MeanHypothesis Hypothesis => _bets.Hypothesis;

    /// <summary>The bound on the mean.</summary>
    public double Alpha => _bets.Alpha;

    /// <summary>How many losses were observed.</summary>
    public long Count => _capitals.Count;

    /// <summary><c>ln M_t</c>, rounded down; -infinity at the start.</summary>
    public double LogValue => _capitals.LogValue;

    /// <summary><c>max_s ln M_s</c> over all steps so far.</summary>
    public double MaxLogValue => _capitals.MaxLogValue;

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

    /// <summary>Whether the detector has raised an alarm at some step: <c>max_s M_s &gt;= runLength</c>.</summary>
    /// <param name="runLength">How many steps pass on average, at least, before a false alarm; finite and above 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the run length is NaN or out of range.</exception>
    public bool Alarms(double runLength)
    {
        if (!(runLength > 1.0 && double.IsFinite(runLength)))
        {
            Check.Throw(nameof(runLength), runLength, "a finite number above 1");
        }

        return MaxLogValue >= Math.BitIncrement(Math.Log(runLength));
    }

    /// <summary>Goes on where a saved detector stopped. Call it on a new detector made with the same arguments.</summary>
    /// <param name="state">The state.</param>
    /// <exception cref="ArgumentException">Thrown when the state contradicts itself or the arguments; do not use the detector then.</exception>
    /// <exception cref="InvalidOperationException">Thrown when this detector has observed something already.</exception>
    public void Restore(EvidenceState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (Count != 0)
        {
            throw new InvalidOperationException("Only a detector that has observed nothing can be restored.");
        }

        _capitals.Restore(state);
    }
}
