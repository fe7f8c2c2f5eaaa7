using System.Globalization;

namespace Escalation.Decisions;

/// <summary>How often a trigger may be heard in a conversation before its proposals are lowered.</summary>
/// <remarks>
/// Counted are the firings that <see cref="EscalationPolicy.Record"/> was told of and that were at least as strict and as grave as the present one: what is stronger than anything a
/// person was shown always comes through, as do failures, <see cref="Severity.Critical"/> and <see cref="DecisionOutcome.SafeStop"/>. Without a conversation, or when its state is not
/// attached, nothing is held back. Other triggers are not touched. Immutable.
/// </remarks>
public sealed record TriggerBudget
{
    /// <summary>The largest limit: the firings that a conversation remembers of each trigger.</summary>
    public const int MaximumLimit = 256;

    private TriggerBudget(int limit, int? steps, TimeSpan? span)
    {
        Limit = limit is >= 1 and <= MaximumLimit ? limit : throw new ArgumentOutOfRangeException(nameof(limit), limit, string.Create(CultureInfo.InvariantCulture, $"limit must be from 1 to {MaximumLimit}, but was {limit}."));
        Steps = steps is { } count ? Guard.AtLeast(count, 1, nameof(steps)) : null;
        Span = span is { } time ? TriggerCoolDown.RequireSpan(time, nameof(span)) : null;
    }

    /// <summary>How many firings are heard, from 1 to <see cref="MaximumLimit"/>.</summary>
    public int Limit { get; }

    /// <summary>Only firings within so many of the latest recorded steps count; null for all.</summary>
    public int? Steps { get; }

    /// <summary>Only firings within so long count, by the policy's clock; null for all.</summary>
    public TimeSpan? Span { get; }

    /// <summary>What a proposal is lowered to once the budget is spent: never above the proposal itself. <see cref="DecisionOutcome.RequestApproval"/> unless given; <see cref="DecisionOutcome.Act"/> holds it back altogether, as if the trigger abstained.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the value is not from <see cref="DecisionOutcome.Act"/> to <see cref="DecisionOutcome.EscalateToPerson"/>.</exception>
    public DecisionOutcome Then { get; init => field = value is >= DecisionOutcome.Act and <= DecisionOutcome.EscalateToPerson ? value : throw new ArgumentOutOfRangeException(nameof(Then), value, "Then must be from Act to EscalateToPerson: a budget lowers."); } = DecisionOutcome.RequestApproval;

    /// <summary>So often in the whole conversation.</summary>
    /// <param name="limit">From 1 to <see cref="MaximumLimit"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the limit is out of range.</exception>
    public static TriggerBudget PerConversation(int limit) => new(limit, null, null);

    /// <summary>So often within a number of steps.</summary>
    /// <param name="limit">From 1 to <see cref="MaximumLimit"/>.</param>
    /// <param name="steps">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a number is out of range.</exception>
    public static TriggerBudget PerSteps(int limit, int steps) => new(limit, steps, null);

    /// <summary>So often within a span of time. When the clock was set back, firings of the future do not count.</summary>
    /// <param name="limit">From 1 to <see cref="MaximumLimit"/>.</param>
    /// <param name="span">Above zero, at most 366 days.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the limit or span is out of range.</exception>
    public static TriggerBudget PerSpan(int limit, TimeSpan span) => new(limit, null, span);

    internal static TriggerBudget Of(int limit, int? steps, TimeSpan? span) => new(limit, steps, span);

    /// <inheritdoc/>
    public override string ToString()
    {
        string window = (Steps, Span) switch
        {
            (null, null) => "in the conversation",
            ({ } steps, null) => string.Create(CultureInfo.InvariantCulture, $"in {steps} steps"),
            (null, { } span) => $"in {span:c}",
            ({ } steps, { } span) => string.Create(CultureInfo.InvariantCulture, $"in {steps} steps and {span:c}"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Limit} {window}, then {DecisionOutcomeNames.Of(Then)}");
    }
}
