using Escalation.Decisions;

namespace Escalation.Triggers;

/// <content>The same combinators over asynchronous triggers. Parts start in order and run side by side; the policy's time budget holds for the whole.</content>
public static partial class Trigger
{
    /// <summary>An asynchronous trigger written as a function. Throwing and being late are faults, which escalate.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="evaluate">Reads the turn and answers; called concurrently, changes nothing.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="name"/> is blank.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="evaluate"/> is null.</exception>
    public static IAsyncTrigger CreateAsync(string name, Func<AgentTurn, CancellationToken, ValueTask<Signal>> evaluate)
    {
        ArgumentNullException.ThrowIfNull(evaluate);
        return new AsyncDelegateTrigger(name, evaluate);
    }

    /// <summary>Lets a synchronous trigger stand among asynchronous ones. It keeps its name, its parts and its conversation state; a threshold in it no longer decides alone.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="trigger"/> is null.</exception>
    public static IAsyncTrigger AsAsync(this ITrigger trigger)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        return AsyncAdapter.Of(trigger);
    }

    /// <summary>Fires when every part that applies fires.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="parts">At least one.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank, or the parts are empty or hold null.</exception>
    public static IAsyncTrigger All(string name, params IAsyncTrigger[] parts)
    {
        IAsyncTrigger[] checkedParts = TriggerParts.Require(parts, nameof(parts));
        return new AsyncQuorumTrigger(name, checkedParts.Length, checkedParts);
    }

    /// <summary>Fires when at least one part fires.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="parts">At least one.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank, or the parts are empty or hold null.</exception>
    public static IAsyncTrigger Any(string name, params IAsyncTrigger[] parts) =>
        new AsyncQuorumTrigger(name, 1, TriggerParts.Require(parts, nameof(parts)));

    /// <summary>Fires when at least <paramref name="k"/> parts fire, or all that apply where they are fewer: <c>fired &gt;= min(k, applicable)</c>.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="k">From 1 to the number of parts.</param>
    /// <param name="parts">At least one.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank, or the parts are empty or hold null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="k"/> is out of range.</exception>
    public static IAsyncTrigger AtLeast(string name, int k, params IAsyncTrigger[] parts)
    {
        IAsyncTrigger[] checkedParts = TriggerParts.Require(parts, nameof(parts));
        return new AsyncQuorumTrigger(name, TriggerParts.RequireQuorum(k, checkedParts.Length), checkedParts);
    }

    /// <summary>Fires when the part is quiet; abstains when it abstains; fails when it fails.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="part">The part.</param>
    /// <param name="reason">The reason to give.</param>
    /// <param name="outcome">What to propose; stricter than <see cref="DecisionOutcome.Act"/>.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="part"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="outcome"/> is not above acting.</exception>
    public static IAsyncTrigger Not(string name, IAsyncTrigger part, Reason reason, DecisionOutcome outcome = DecisionOutcome.EscalateToPerson)
    {
        ArgumentNullException.ThrowIfNull(part);
        return new AsyncNotTrigger(name, part, reason, outcome);
    }

    /// <summary>Passes on what <paramref name="then"/> proposes while <paramref name="condition"/> fires; abstains when the condition abstains.</summary>
    /// <remarks>Both are asked side by side. A quiet condition mutes a proposal and never a failure.</remarks>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="condition">Whatever it proposes, firing switches the other on.</param>
    /// <param name="then">The trigger that speaks.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    /// <exception cref="ArgumentNullException">Thrown when a trigger is null.</exception>
    public static IAsyncTrigger When(string name, IAsyncTrigger condition, IAsyncTrigger then)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(then);
        return new AsyncWhenTrigger(name, condition, then);
    }
}
