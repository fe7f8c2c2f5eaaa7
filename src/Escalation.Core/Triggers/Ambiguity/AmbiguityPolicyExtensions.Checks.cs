using Escalation.Decisions;
using Escalation.Triggers.Ambiguity.Attribution;
using Escalation.Triggers.Ambiguity.Goals;
using Escalation.Triggers.Ambiguity.Readings;
using Escalation.Triggers.Ambiguity.Scores;
using Escalation.Triggers.Ambiguity.Slots;

namespace Escalation;

/// <summary>Adds ambiguity triggers to a policy.</summary>
public static partial class AmbiguityPolicyExtensions
{
    /// <summary>Escalates when a slot that the intent or the proposed tool call needs is missing or cannot be right; reasons <c>missing-slot</c> and <c>invalid-slot</c>.</summary>
    /// <param name="policy">The policy under construction.</param>
    /// <param name="schemas">The schemas of intents and tools.</param>
    /// <param name="configure">Changes the options; null keeps the defaults.</param>
    /// <param name="name">The trigger's name.</param>
    /// <exception cref="ArgumentException">Thrown when there is no schema, one is null, or two are of one name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    public static EscalationPolicyBuilder Slots(this EscalationPolicyBuilder policy, IEnumerable<SlotSchema> schemas, Action<SlotOptions>? configure = null, string name = "slots")
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Add(new SlotTrigger(name, schemas, Configured(configure)));
    }

    /// <summary>Escalates when the form of the request shows several goals; reason <c>several-goals</c>.</summary>
    /// <param name="policy">The policy under construction.</param>
    /// <param name="configure">Changes the options; null keeps the defaults.</param>
    /// <param name="name">The trigger's name.</param>
    /// <exception cref="ArgumentException">Thrown when a connective is blank, or nothing could ever fire.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    public static EscalationPolicyBuilder Goals(this EscalationPolicyBuilder policy, Action<GoalOptions>? configure = null, string name = "goals")
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Add(new GoalTrigger(name, Configured(configure)));
    }

    /// <summary>Asks a model how the request can be read, and escalates when its list shows ambiguity, is late or is no list; reason <c>ambiguity</c>. Such a policy decides asynchronously.</summary>
    /// <param name="policy">The policy under construction.</param>
    /// <param name="ask">Asks the model and gives its reply as it stands; see <see cref="ReadingList"/> for what it must be.</param>
    /// <param name="configure">Changes the options; null keeps the defaults.</param>
    /// <param name="time">Measures the time budget; the system's unless given.</param>
    /// <param name="name">The trigger's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    public static EscalationPolicyBuilder Readings(this EscalationPolicyBuilder policy, Func<AgentTurn, CancellationToken, ValueTask<string?>> ask, Action<ReadingQueryOptions>? configure = null, TimeProvider? time = null, string name = "readings")
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Add(new ReadingQueryTrigger(name, ask, Configured(configure), time));
    }

    /// <summary>Says in explanations why a turn is uncertain, and escalates by cause when one is strong enough; reasons <c>ambiguous-input</c>, <c>missing-context</c>, <c>policy-gap</c>, <c>conflict</c>, <c>out-of-distribution</c>.</summary>
    /// <param name="policy">The policy under construction.</param>
    /// <param name="configure">Changes the options; null keeps the defaults.</param>
    /// <param name="slots">Schemas whose open slots are missing context; null for none.</param>
    /// <param name="outOfScope">A score of how far the request lies from what is known; null for none.</param>
    /// <param name="outOfScopeThreshold">Its threshold; given if and only if the score is.</param>
    /// <param name="name">The trigger's name.</param>
    /// <exception cref="ArgumentException">Thrown when schemas cannot be used together, or a score comes without threshold or the reverse.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    /// <exception cref="PolicyBuildException">Thrown when the threshold escalates the other end of the score.</exception>
    public static EscalationPolicyBuilder Attribution(
        this EscalationPolicyBuilder policy,
        Action<AttributionOptions>? configure = null,
        IEnumerable<SlotSchema>? slots = null,
        DirectedScore? outOfScope = null,
        Threshold? outOfScopeThreshold = null,
        string name = "attribution")
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.Add(new AttributionTrigger(name, Configured(configure), slots, outOfScope, outOfScopeThreshold));
    }

    private static T Configured<T>(Action<T>? configure)
        where T : new()
    {
        var options = new T();
        configure?.Invoke(options);
        return options;
    }
}
