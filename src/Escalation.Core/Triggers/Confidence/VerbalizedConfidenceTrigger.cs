using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers.Confidence;

/// <summary>Fires when the agent itself states a low confidence, and abstains when it states a high one: the agent's word raises escalation and never lowers it.</summary>
/// <remarks>
/// A policy with no other voice escalates, for this trigger never says that all is well. Emits <c>low-confidence</c> when the stated confidence lies below the floor, <c>no-signal</c>
/// when a required statement is absent, <c>score-undefined</c> or <c>score-out-of-range</c> when it cannot be read. Immutable, safe for concurrent use; linear in the answer;
/// allocates nothing.
/// </remarks>
public sealed class VerbalizedConfidenceTrigger : ITrigger, ISelfReportingTrigger, IConfigured
{
    private readonly Threshold _below;
    private readonly VerbalizedScale _scale;
    private readonly string _label;
    private readonly bool _required;
    private readonly DecisionOutcome _outcome;

    /// <summary>Creates the trigger.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="options">When a statement escalates; copied. Null takes the defaults.</param>
    /// <exception cref="ArgumentException">Thrown when the name or the label is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    public VerbalizedConfidenceTrigger(string name, VerbalizedConfidenceOptions? options = null)
    {
        options ??= new VerbalizedConfidenceOptions();
        Name = Guard.NotBlank(name);
        _below = Threshold.ActAtOrAbove(Guard.Probability(options.Below, nameof(options.Below)));
        _scale = Enum.IsDefined(options.Scale) ? options.Scale : throw new ArgumentOutOfRangeException(nameof(options), options.Scale, $"Scale must be one of the enum, but was {options.Scale}.");
        _label = Guard.NotBlank(options.Label, nameof(options.Label));
        _required = options.IsRequired;
        _outcome = TriggerParts.RequireProposal(options.Outcome);
    }

    /// <inheritdoc/>
    public string Name { get; }

    bool ISelfReportingTrigger.IsSelfReporting => true;

    /// <inheritdoc/>
    public string Configuration => string.Create(CultureInfo.InvariantCulture, $"{_below.Value:R};{_scale};{_required};{_outcome};{TriggerParts.Counted(_label)}");

    /// <inheritdoc/>
    public Signal Evaluate(AgentTurn turn)
    {
        var stated = VerbalizedConfidence.Read(turn.Answer, _scale, _label);
        if (!stated.Value.HasValue)
        {
            return stated.Statements == 0 && !_required ? Signal.NotApplicable() : Signal.From(stated.Value);
        }

        return _below.Escalates(stated.Value.Value)
            ? Signal.Fire(Reason.LowConfidence, _outcome, stated.Value.Value, _below.Value, stated.IsConflicting ? "conflicting" : null)
            : Signal.NotApplicable();
    }

    /// <inheritdoc/>
    public string? Explain(AgentTurn turn, in Signal signal) => signal.Kind == SignalKind.Value
        ? string.Create(CultureInfo.InvariantCulture, $"The answer states a confidence of {signal.Score:G6}; {_below}.")
        : null;
}
