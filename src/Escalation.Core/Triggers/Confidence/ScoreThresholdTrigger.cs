using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers.Confidence;

/// <summary>Compares one predicted score with one threshold, by the comparison that calibration uses. Equality acts.</summary>
/// <remarks>A predictor without a value gives the signal of the same kind: missing and faults escalate. Immutable, safe for concurrent use; allocates nothing itself.</remarks>
public sealed class ScoreThresholdTrigger : IThresholdTrigger, ISelfReportingTrigger, IConfigured
{
    private readonly IPredictor _source;
    private readonly Reason _reason;

    /// <summary>Creates the trigger.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="source">Predicts the score, on the scale of the threshold.</param>
    /// <param name="threshold">The threshold with its direction and origin.</param>
    /// <param name="reason">The reason to give when it fires.</param>
    /// <param name="outcome">What to propose when it fires; stricter than <see cref="DecisionOutcome.Act"/>.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="name"/> is blank, or when the source is the agent's own word, see <see cref="ISelfReported"/>, and the threshold is not certified.</exception>
    /// <exception cref="ArgumentNullException">Thrown when the source or threshold is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="outcome"/> is not above acting.</exception>
    public ScoreThresholdTrigger(string name, IPredictor source, Threshold threshold, Reason reason, DecisionOutcome outcome = DecisionOutcome.EscalateToPerson)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(threshold);
        Name = Guard.NotBlank(name);
        if (source is ISelfReported && !threshold.Origin.IsCertified && threshold.Origin != ThresholdOrigin.Open)
        {
            throw new ArgumentException($"Trigger '{name}' would let the agent act on its own word: '{source.Name}' needs a certified threshold, but its threshold says: {threshold}.", nameof(threshold));
        }

        Threshold = threshold;
        ScoreId = source.ScoreId;
        _source = NamedScore.Unwrapped(source);
        _reason = reason;
        Outcome = TriggerParts.RequireProposal(outcome);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Threshold Threshold { get; }

    /// <inheritdoc/>
    public string? ScoreId { get; }

    /// <inheritdoc/>
    public DecisionOutcome Outcome { get; }

    bool ISelfReportingTrigger.IsSelfReporting => _source is ISelfReported;

    /// <inheritdoc/>
    public string Configuration => _source is IConfigured configured ? $"{_reason.Code};{_source.Name}({configured.Configuration})" : $"{_reason.Code};{_source.Name}";

    /// <inheritdoc/>
    public Signal Evaluate(AgentTurn turn)
    {
        Estimate estimate = _source.Predict(turn);
        return estimate.HasValue ? Signal.Compare(estimate.Value, Threshold, _reason, Outcome) : Signal.From(estimate);
    }

    /// <inheritdoc/>
    public string? Explain(AgentTurn turn, in Signal signal) => signal.Kind == SignalKind.Value
        ? string.Create(CultureInfo.InvariantCulture, $"{_source.Name} gave {signal.Score:G6}; {Threshold}.")
        : $"{_source.Name} gave no number; {Threshold}.";
}
