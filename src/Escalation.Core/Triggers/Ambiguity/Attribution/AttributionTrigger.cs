using System.Globalization;
using Escalation.Decisions;
using Escalation.Triggers.Ambiguity.Scores;
using Escalation.Triggers.Ambiguity.Slots;
using Escalation.Uncertainty.Attribution;

namespace Escalation.Triggers.Ambiguity.Attribution;

/// <summary>Says why a turn is uncertain, by the rules of <see cref="UncertaintyAttribution"/>, and fires when a cause is strong enough, so that each cause can have a route of its own.</summary>
/// <remarks>
/// <para>
/// Reads readings, samples with log-probabilities and goals of the turn, open slots and the out-of-scope score where it is given their schemas and score, and the attributes named
/// in <see cref="AttributionAttributes"/>. Emits <c>ambiguous-input</c>, <c>missing-context</c>, <c>policy-gap</c>, <c>conflict</c> or <c>out-of-distribution</c> with the strength as score
/// and the signal as detail; <c>score-undefined</c>, <c>score-out-of-range</c> or the signal's own reason for one that is there and cannot be read.
/// </para>
/// <para>
/// It abstains otherwise: indicators may repeat what the agent says of itself, and that nothing speaks for a cause is no proof that all is well. So it may not stand below a <c>Not</c>.
/// Immutable, safe for concurrent use; evaluating allocates nothing.
/// </para>
/// </remarks>
public sealed class AttributionTrigger : ITrigger, ISelfReportingTrigger, IConfigured
{
    private readonly AttributionReader _reader;
    private readonly AttributionLevels _levels;
    private readonly Threshold _above;
    private readonly DecisionOutcome _outcome;

    /// <summary>Creates the trigger.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="options">From where on signals and causes count; copied. Null takes the defaults.</param>
    /// <param name="slots">Schemas of intents and tools, whose open slots are missing context; null for none.</param>
    /// <param name="outOfScope">A score of how far the request lies from what is known; null for none.</param>
    /// <param name="outOfScopeThreshold">Its threshold; given if and only if the score is.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank, schemas cannot be used together, or a score comes without threshold or the reverse.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    /// <exception cref="PolicyBuildException">Thrown when the threshold escalates the other end of the score, or was set on another one.</exception>
    public AttributionTrigger(string name, AttributionOptions? options = null, IEnumerable<SlotSchema>? slots = null, DirectedScore? outOfScope = null, Threshold? outOfScopeThreshold = null)
    {
        options ??= new AttributionOptions();
        Name = Guard.NotBlank(name);
        if (outOfScope is null != outOfScopeThreshold is null)
        {
            throw new ArgumentException($"outOfScopeThreshold of trigger '{name}' must be given if and only if the score is.", nameof(outOfScopeThreshold));
        }

        SlotSchema[] schemas = [.. slots ?? []];
        _reader = new AttributionReader(options.MinimumSamples, schemas.Length > 0 ? new SlotTrigger(name, schemas) : null, outOfScope);
        _levels = options.ToLevels(outOfScopeThreshold is null ? null : outOfScope!.RequireSide(outOfScopeThreshold, name));
        _levels.Check();
        _above = Threshold.DelegateAbove(Guard.Probability(options.Above, nameof(options.Above)));
        _outcome = TriggerParts.RequireProposal(options.Outcome);
    }

    /// <inheritdoc/>
    public string Name { get; }

    bool ISelfReportingTrigger.IsSelfReporting => true;

    /// <inheritdoc/>
    public string Configuration => string.Create(
        CultureInfo.InvariantCulture,
        $"{_above.Value:R};{_levels.ReadingMargin:R};{_levels.ConfidentDisagreement:R};{_levels.RetrievalScore:R};{_levels.OutOfScope?.Value:R};{_levels.OutOfScopeSpan:R};{_levels.Indicator:R};{_outcome};{_reader.Configuration}");

    /// <summary>Attributes a turn, for those who want the typed result with all evidence. A signal that cannot be read is a fault of the whole. Allocates.</summary>
    /// <param name="turn">The turn.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="turn"/> is null.</exception>
    public UncertaintyAttribution Attribute(AgentTurn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        AttributionSignals signals = _reader.Read(turn, out Estimate? fault);
        return fault is { } unreadable ? UncertaintyAttribution.Without(unreadable.Reason) : UncertaintyAttribution.Of(signals, _levels);
    }

    /// <inheritdoc/>
    public Signal Evaluate(AgentTurn turn)
    {
        AttributionSignals signals = _reader.Read(turn, out Estimate? unreadable);
        if (unreadable is { } fault)
        {
            return Signal.From(fault).RaisedTo(_outcome);
        }

        if (AttributionRules.Fault(signals) is { } reason)
        {
            return Signal.Missing(reason, "attribution").RaisedTo(_outcome);
        }

        CauseEvidence strongest = AttributionRules.Strongest(signals, _levels);
        return strongest.Cause != UncertaintyCause.Unknown && _above.Escalates(strongest.Strength)
            ? Signal.Fire(ReasonOf(strongest.Cause), _outcome, strongest.Strength, _above.Value, strongest.Signal)
            : Signal.NotApplicable();
    }

    /// <inheritdoc/>
    public string? Explain(AgentTurn turn, in Signal signal)
    {
        UncertaintyAttribution attribution = Attribute(turn);
        return attribution.Fault is not null ? null
            : attribution.Evidence.Count == 0 ? "Nothing in the turn supports a cause of uncertainty."
            : $"Causes: {string.Join("; ", attribution.Evidence.Select(Describe))}.";
    }

    internal static Reason ReasonOf(UncertaintyCause cause) => cause switch
    {
        UncertaintyCause.MissingContext => AmbiguityReason.MissingContext,
        UncertaintyCause.AmbiguousInput => AmbiguityReason.AmbiguousInput,
        UncertaintyCause.Conflict => AmbiguityReason.Conflict,
        UncertaintyCause.PolicyGap => AmbiguityReason.PolicyGap,
        _ => AmbiguityReason.OutOfDistribution,
    };

    private static string Describe(CauseEvidence evidence) =>
        string.Create(CultureInfo.InvariantCulture, $"{ReasonOf(evidence.Cause).Code} {evidence.Strength:0.##} ({evidence.Signal} {evidence.Value:G6}, level {evidence.Level:G6})");
}
