namespace Escalation.Decisions;

/// <content>What changes the state that budgets and cool-downs read.</content>
public sealed partial class EscalationPolicy
{
    /// <summary>Notes in the turn's conversation that a decision on it was carried out: budgets and cool-downs (<see cref="EscalationPolicyBuilder.Rule"/>) count what they are told of here. Deciding only reads; this changes state.</summary>
    /// <remarks>The runtime calls it. Nothing happens for a turn without conversation or a policy without budgets and cool-downs. The same turn id twice in a row counts once. Called by the conversation's one driver.</remarks>
    /// <param name="turn">The turn.</param>
    /// <param name="decision">This policy's decision on it, as it was carried out.</param>
    /// <param name="signals">What each trigger said, in the order of <see cref="TriggerNames"/>. Without it only the trigger behind the decision counts, and the others stay as loud as they were.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="turn"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when the decision is of another policy, or <paramref name="signals"/> is neither empty nor as long as <see cref="TriggerNames"/>.</exception>
    /// <exception cref="FormatException">Thrown when the conversation was restored and its state is malformed or of a newer version.</exception>
    public void Record(AgentTurn turn, in EscalationDecision decision, ReadOnlySpan<Signal> signals = default)
    {
        ArgumentNullException.ThrowIfNull(turn);
        RequireRoom(signals.Length, nameof(signals));
        if (!string.Equals(decision.PolicyName, Name, StringComparison.Ordinal))
        {
            throw new ArgumentException($"The decision is of policy '{decision.PolicyName}', not of '{Name}'.", nameof(decision));
        }

        if (turn.Conversation is { } conversation && _shape.Rules is { HasLimits: true } rules)
        {
            rules.Record(conversation, decision, signals, _time.GetUtcNow());
        }
    }

    /// <summary>Notes that a person has dealt with what a trigger, or all of them, found in a conversation: cool-downs begin now. Handing a conversation back says the same of all triggers.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="trigger">The trigger's name, or null for all.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="conversation"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when the policy has no trigger of that name.</exception>
    public void Resolve(Conversation conversation, string? trigger = null)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        if (trigger is not null && !TriggerNames.Contains(trigger, StringComparer.Ordinal))
        {
            throw new ArgumentException($"Policy '{Name}' has no trigger '{trigger}'; there are: {string.Join(", ", TriggerNames)}.", nameof(trigger));
        }

        if (_shape.Rules is { } rules && conversation.TryGet(rules.Slot, out FiringState? state))
        {
            state.Resolve(trigger, conversation.StepCount, _time.GetUtcNow().UtcTicks);
        }
    }
}
