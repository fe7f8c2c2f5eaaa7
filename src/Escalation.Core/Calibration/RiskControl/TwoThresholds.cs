using Escalation.Decisions;

namespace Escalation.Calibration.RiskControl;

/// <summary>A policy of two thresholds on a confidence: act when score &gt;= High, a stronger model when Low &lt;= score &lt; High, a person when score &lt; Low.</summary>
/// <remarks>Immutable. <c>default</c> acts from 0 on and asks a person below.</remarks>
public readonly record struct TwoThresholds
{
    /// <summary>Creates a pair.</summary>
    /// <param name="low">Below it a person takes over; finite.</param>
    /// <param name="high">From it on the agent acts; finite and at least <paramref name="low"/>. Equal thresholds never ask the stronger model.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a threshold is not finite or they are swapped.</exception>
    public TwoThresholds(double low, double high)
    {
        Low = Guard.Finite(low);
        High = Guard.Finite(high);
        if (high < low)
        {
            Guard.OutOfRange(nameof(high), FormattableString.Invariant($"at least low {low:R}"), high);
        }
    }

    /// <summary>Below it a person takes over.</summary>
    public double Low { get; }

    /// <summary>From it on the agent acts.</summary>
    public double High { get; }

    /// <summary>What happens to an item with a score; NaN goes to a person.</summary>
    /// <param name="score">The score.</param>
    public DecisionOutcome Outcome(double score) =>
        ScoreComparison.Escalates(ScoreDirection.LowerDelegates, score, Low) ? DecisionOutcome.EscalateToPerson
        : ScoreComparison.Escalates(ScoreDirection.HigherActs, score, High) ? DecisionOutcome.EscalateToModel
        : DecisionOutcome.Act;

    /// <inheritdoc/>
    public override string ToString() => $"act when score >= {CanonicalNumber.Format(High)}, a person when score < {CanonicalNumber.Format(Low)}, a stronger model between";
}
