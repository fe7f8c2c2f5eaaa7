using Escalation.Decisions;

namespace Escalation.DependencyInjection;

/// <summary>How often a trigger is heard in a conversation, see <see cref="TriggerBudget"/>.</summary>
public sealed class BudgetSettings
{
    /// <summary>How many firings are heard, from 1 to 256.</summary>
    public int Limit { get; set; }

    /// <summary>Only firings within so many of the latest steps count; at least 1, null for all.</summary>
    public int? Steps { get; set; }

    /// <summary>Only firings within so long count; above zero, at most 366 days, null for all.</summary>
    public TimeSpan? Span { get; set; }

    /// <summary>What a proposal is lowered to once the budget is spent; <c>Act</c> holds it back altogether.</summary>
    public DecisionOutcome Then { get; set; } = DecisionOutcome.RequestApproval;

    internal TriggerBudget ToBudget() => TriggerBudget.Of(Limit, Steps, Span) with { Then = Then };
}
