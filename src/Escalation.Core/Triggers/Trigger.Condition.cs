using Escalation.Decisions;

namespace Escalation.Triggers;

/// <content>Conditions on the turn's attributes.</content>
public static partial class Trigger
{
    /// <summary>Passes on what <paramref name="then"/> says while the condition holds or is undecided, and abstains while it fails. For a trigger of the policy itself, <see cref="TriggerRule.When"/> does the same.</summary>
    /// <remarks>The part is asked, always: the condition mutes a proposal and never a failure.</remarks>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="then">The trigger that speaks.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    /// <exception cref="ArgumentNullException">Thrown when the condition or the trigger is null.</exception>
    public static ITrigger When(string name, TurnCondition condition, ITrigger then)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(then);
        return new ConditionTrigger(name, condition, then);
    }

    /// <inheritdoc cref="When(string, TurnCondition, ITrigger)"/>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="condition">The condition.</param>
    /// <param name="then">The trigger that speaks.</param>
    public static IAsyncTrigger When(string name, TurnCondition condition, IAsyncTrigger then)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(then);
        return new AsyncConditionTrigger(name, condition, then);
    }
}
