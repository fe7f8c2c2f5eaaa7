using System.Collections.Frozen;
using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers.Ambiguity.Slots;

/// <summary>Fires when something that the intent, or the proposed tool call, needs to know is missing or cannot be right.</summary>
/// <remarks>
/// The schema of <see cref="AgentTurn.Intent"/> is held against <see cref="AgentTurn.Slots"/>, that of <see cref="AgentTurn.ProposedStep"/> against its arguments; the worse of both
/// counts. A value that only stands for a missing one (<c>unknown</c>, <c>n/a</c>, <c>&lt;city&gt;</c>, punctuation, characters that nobody sees) is missing, unless the slot lists
/// it among its values. Emits <c>missing-slot</c> or <c>invalid-slot</c> with the slot's name; <c>score-undefined</c> for arguments that are no JSON object or give a slot twice,
/// <c>input-too-large</c>, and <c>no-signal</c> where a schema is required. Immutable, safe for concurrent use; allocates nothing unless arguments are malformed.
/// </remarks>
public sealed class SlotTrigger : ITrigger, IConfigured
{
    private readonly FrozenDictionary<string, SlotSchema> _schemas;
    private readonly Threshold _open;
    private readonly bool _required;
    private readonly DecisionOutcome _outcome;

    /// <summary>Creates the trigger.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="schemas">Schemas, besides those of the options.</param>
    /// <param name="options">When open slots escalate; copied. Null takes the defaults.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank, there is no schema at all, one is null or cannot be used, or two are of one name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    public SlotTrigger(string name, IEnumerable<SlotSchema> schemas, SlotOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(schemas);
        options ??= new SlotOptions();
        Name = Guard.NotBlank(name);
        SlotSchema[] all = [.. schemas, .. options.Schemas.Select(schema => schema.Value.ToSchema(schema.Key))];
        if (all.Length == 0 || all.Contains(null!))
        {
            throw new ArgumentException(all.Length == 0 ? "schemas must hold at least one schema, but are empty." : "schemas must hold schemas only, but one is null.", nameof(schemas));
        }

        if (all.GroupBy(schema => schema.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"schemas must have different names, but two are '{twice.Key}'.", nameof(schemas));
        }

        _schemas = all.ToFrozenDictionary(schema => schema.Name, StringComparer.Ordinal);
        int most = Guard.AtLeast(options.MaximumOpen, 0, nameof(options.MaximumOpen));
        _open = most <= SlotSchema.MaximumSlots
            ? Threshold.DelegateAbove(most)
            : throw new ArgumentOutOfRangeException(nameof(options), most, string.Create(CultureInfo.InvariantCulture, $"MaximumOpen must be at most {SlotSchema.MaximumSlots}, but was {most}."));
        _required = options.SchemaIsRequired;
        _outcome = TriggerParts.RequireProposal(options.Outcome);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string Configuration => string.Create(CultureInfo.InvariantCulture, $"{_open.Value:R};{_required};{_outcome};{string.Concat(_schemas.Values.OrderBy(schema => schema.Name, StringComparer.Ordinal).Select(schema => TriggerParts.Counted(schema.Configuration)))}");

    /// <inheritdoc/>
    public Signal Evaluate(AgentTurn turn)
    {
        if (!TryCheck(turn, out SlotReport report, out bool unknown))
        {
            return _required ? Signal.Missing(Reason.NoSignal, "slot-schema") : Signal.NotApplicable();
        }

        if (report.Fault is { } fault)
        {
            return Signal.Missing(fault, report.Detail).RaisedTo(_outcome);
        }

        return _open.Escalates(report.Open)
            ? Signal.Fire(report.Missing > 0 ? AmbiguityReason.MissingSlot : AmbiguityReason.InvalidSlot, _outcome, report.Open, _open.Value, report.First)
            : unknown && _required ? Signal.Missing(Reason.NoSignal, "slot-schema")
            : Signal.Quiet(report.Open, _open.Value);
    }

    /// <inheritdoc/>
    public string? Explain(AgentTurn turn, in Signal signal) => !signal.Failed && TryCheck(turn, out SlotReport report, out _)
        ? string.Create(CultureInfo.InvariantCulture, $"{report.Missing} of {report.Required} required slots are missing and {report.Invalid} values cannot be right{(report.First is { } first ? $", first '{first}'" : "")}.")
        : null;

    /// <summary>Checks what there is a schema for.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="report">The worse report of intent and tool call.</param>
    /// <param name="unknown">Whether one of them has no schema.</param>
    /// <returns>False when there is no schema for either.</returns>
    internal bool TryCheck(AgentTurn turn, out SlotReport report, out bool unknown)
    {
        report = default;
        bool intent = turn.Intent is not null;
        bool call = turn.ProposedStep is { Kind: AgentStepKind.Tool, Action: not null };
        bool found = false;
        if (intent && _schemas.TryGetValue(turn.Intent!, out SlotSchema? ofIntent))
        {
            report = ofIntent.Check(turn.Slots);
            found = true;
            intent = false;
        }

        if (call && _schemas.TryGetValue(turn.ProposedStep!.Action!, out SlotSchema? ofCall))
        {
            SlotReport other = ofCall.CheckArguments(turn.ProposedStep.Arguments);
            report = !found || other.Fault is not null || other.Open > report.Open ? other : report;
            found = true;
            call = false;
        }

        unknown = intent || call;
        return found;
    }
}
