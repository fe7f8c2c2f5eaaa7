using Escalation.Decisions;

namespace Escalation.Triggers.Ambiguity.Slots;

/// <summary>When open slots escalate, and which schemas there are by name, as configuration can say it. Code can give schemas with checks of its own beside them.</summary>
public class SlotOptions
{
    /// <summary>How many slots may be open, missing or invalid, from 0 to 64: acts when <c>open &lt;= MaximumOpen</c>.</summary>
    public int MaximumOpen { get; set; }

    /// <summary>Whether a turn that names an intent or a tool without a schema is missing as <c>no-signal</c>, which escalates. Otherwise the trigger abstains.</summary>
    public bool SchemaIsRequired { get; set; }

    /// <summary>Schemas by the name of their intent or tool, and in each the slots by name.</summary>
    public IDictionary<string, SlotSchemaOptions> Schemas { get; } = new Dictionary<string, SlotSchemaOptions>(StringComparer.Ordinal);

    /// <summary>What to propose. Asking the user is a step of the agent; a policy that wants only that nudges.</summary>
    public DecisionOutcome Outcome { get; set; } = DecisionOutcome.EscalateToPerson;
}
