using Escalation.Decisions;

namespace Escalation.Triggers;

/// <summary>Makes triggers from functions and from other triggers.</summary>
/// <remarks>
/// Every part is asked, always, also where its answer could not change the result, since skipping could hide a fault. A part that throws is a fault;
/// the others still run. Missing inputs and faults come out of every combinator, <c>Not</c> included: the worst failure wins and keeps its reason.
/// A part that abstains does not count; when all abstain, so does the whole. A whole that fires passes on the strictest proposal among the parts that
/// fired, among equals the gravest, then the first, with its reason, score and threshold. Compositions are immutable, safe for concurrent use, and the
/// synchronous ones allocate nothing. A threshold inside a composition no longer decides alone, so no certificate covers the whole.
/// </remarks>
public static partial class Trigger
{
    /// <summary>A trigger written as a function. Throwing is a fault, which escalates.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="evaluate">Reads the turn and answers; called concurrently, changes nothing.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="name"/> is blank.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="evaluate"/> is null.</exception>
    public static ITrigger Create(string name, Func<AgentTurn, Signal> evaluate)
    {
        ArgumentNullException.ThrowIfNull(evaluate);
        return new DelegateTrigger(name, evaluate);
    }

    /// <summary>Fires when every part that applies fires.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="parts">At least one.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank, or the parts are empty or hold null.</exception>
    public static ITrigger All(string name, params ITrigger[] parts)
    {
        ITrigger[] checkedParts = TriggerParts.Require(parts, nameof(parts));
        return new QuorumTrigger(name, checkedParts.Length, checkedParts);
    }

    /// <summary>Fires when at least one part fires.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="parts">At least one.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank, or the parts are empty or hold null.</exception>
    public static ITrigger Any(string name, params ITrigger[] parts) => new QuorumTrigger(name, 1, TriggerParts.Require(parts, nameof(parts)));

    /// <summary>Fires when at least <paramref name="k"/> parts fire. Where fewer than k parts apply, all of those must: <c>fired &gt;= min(k, applicable)</c>.</summary>
    /// <remarks>So <c>AtLeast(1)</c> is <c>Any</c> and <c>AtLeast(n)</c> of n parts is <c>All</c>, also when some abstain.</remarks>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="k">From 1 to the number of parts.</param>
    /// <param name="parts">At least one.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank, or the parts are empty or hold null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="k"/> is out of range.</exception>
    public static ITrigger AtLeast(string name, int k, params ITrigger[] parts)
    {
        ITrigger[] checkedParts = TriggerParts.Require(parts, nameof(parts));
        return new QuorumTrigger(name, TriggerParts.RequireQuorum(k, checkedParts.Length), checkedParts);
    }

    /// <summary>Fires when the part is quiet; abstains when it abstains; fails when it fails.</summary>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="part">The part.</param>
    /// <param name="reason">The reason to give.</param>
    /// <param name="outcome">What to propose; stricter than <see cref="DecisionOutcome.Act"/>.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="part"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="outcome"/> is not above acting.</exception>
    public static ITrigger Not(string name, ITrigger part, Reason reason, DecisionOutcome outcome = DecisionOutcome.EscalateToPerson)
    {
        ArgumentNullException.ThrowIfNull(part);
        return new NotTrigger(name, part, reason, outcome);
    }

    /// <summary>Passes on what <paramref name="then"/> proposes while <paramref name="condition"/> fires; abstains when the condition abstains.</summary>
    /// <remarks>A quiet condition mutes a proposal and never a failure.</remarks>
    /// <param name="name">The name, unique within a policy.</param>
    /// <param name="condition">Whatever it proposes, firing switches the other on.</param>
    /// <param name="then">The trigger that speaks.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    /// <exception cref="ArgumentNullException">Thrown when a trigger is null.</exception>
    public static ITrigger When(string name, ITrigger condition, ITrigger then)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(then);
        return new WhenTrigger(name, condition, then);
    }
}
