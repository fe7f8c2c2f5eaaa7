namespace Escalation.Statistics.Sequential;

/// <summary>The whole state of an <see cref="EProcess"/>: a few numbers, however long the stream.</summary>
/// <remarks>A value. Numbers written in shortest round-trip form restore it exactly.</remarks>
public readonly record struct EProcessState
{
    /// <summary>The hypothesis.</summary>
    public MeanHypothesis Hypothesis { get; init; }

    /// <summary>The bound on the mean, strictly between 0 and 1.</summary>
    public double Alpha { get; init; }

    /// <summary>How stakes are chosen.</summary>
    public BettingRule Rule { get; init; }

    /// <summary>The stake of <see cref="BettingRule.Fixed"/>; 0 otherwise.</summary>
    public double Stake { get; init; }

    /// <summary>How many losses were observed.</summary>
    public long Count { get; init; }

    /// <summary>Their sum.</summary>
    public double Sum { get; init; }

    /// <summary>The sum of their squared distances from the mean at each time.</summary>
    public double SquaredDeviations { get; init; }

    /// <summary><c>ln E_t</c> as computed.</summary>
    public double LogSum { get; init; }

    /// <summary>A bound on the rounding error of <see cref="LogSum"/>.</summary>
    public double Rounding { get; init; }

    /// <summary><c>max_s ln E_s</c>, each rounded down; at least 0.</summary>
    public double MaxLogValue { get; init; }
}
