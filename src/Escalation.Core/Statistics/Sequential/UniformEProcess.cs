namespace Escalation.Statistics.Sequential;

/// <summary>Evidence that p-values are not independent and uniform, to be looked at after every one of them: a conformal martingale when they come from <see cref="ConformalRanks"/>.</summary>
/// <remarks>
/// <para>The capital is spread over sixteen beta densities as bets, for p-values that crowd at 0, at 1, at both ends or in the middle, and, if told to, over all starting times. As each density has mean one under uniformity,
/// <c>P(E_t &gt;= 1/delta for some t) &lt;= delta</c>. A step is O(1) and allocates nothing. Not safe for concurrent use.</para>
/// <para>Source: Vovk, Nouretdinov and Gammerman, "Testing exchangeability on-line" (2003), whose power bets <c>e p^(e-1)</c> are among the densities.</para>
/// </remarks>
public sealed class UniformEProcess
{
    private readonly StartedCapitals _capitals;

    /// <summary>Starts a process.</summary>
    /// <param name="start">From which step on evidence counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="start"/> is not one of the enum.</exception>
    public UniformEProcess(EvidenceStart start = EvidenceStart.FirstStep)
    {
        Start = Enum.IsDefined(start) ? start : throw new ArgumentOutOfRangeException(nameof(start), start, "Not a start of evidence.");
        _capitals = new StartedCapitals(start == EvidenceStart.FirstStep ? StartPlan.First : StartPlan.Spread, UniformBets.Count);
    }

    /// <summary>From which step on evidence counts.</summary>
    public EvidenceStart Start { get; }

    /// <summary>How many p-values were observed.</summary>
    public long Count => _capitals.Count;

    /// <summary><c>ln E_t</c>, rounded down; 0 at the start.</summary>
    public double LogValue => _capitals.LogValue;

    /// <summary><c>max_s ln E_s</c> over all steps so far, the start included; at least 0.</summary>
    public double MaxLogValue => _capitals.MaxLogValue;

    /// <summary>A p-value of the p-values that holds at any time: <c>1 / max_s E_s</c>.</summary>
    public double PValue => OutwardExponential.Up(-MaxLogValue);

    /// <summary>Where the evidence begins; its mean is that of the p-values since, 0.5 being expected.</summary>
    public EvidenceOnset Onset => _capitals.Onset;

    /// <summary>Everything there is to know about it besides the argument it was made with. Allocates.</summary>
    public EvidenceState State => _capitals.State;

    /// <summary>Takes one p-value in.</summary>
    /// <param name="p">The p-value, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the p-value is NaN or out of range; nothing is changed.</exception>
    public void Observe(double p)
    {
        Span<double> factors = stackalloc double[UniformBets.Count];
        double rounding = UniformBets.LogFactors(p, factors);
        _capitals.Step(factors, rounding, p);
    }

    /// <summary>Whether uniformity has been rejected at some step: <c>max_s E_s &gt;= 1/level</c>.</summary>
    /// <param name="level">The probability of rejecting it although true, ever; strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the level is NaN or out of range.</exception>
    public bool Rejects(double level)
    {
        Check.OpenProbability(level);
        return MaxLogValue >= FactorRounding.Needed(level);
    }

    /// <summary>Goes on where a saved process stopped. Call it on a new process made with the same argument.</summary>
    /// <param name="state">The state.</param>
    /// <exception cref="ArgumentException">Thrown when the state contradicts itself or the argument; do not use the process then.</exception>
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
}
