using Escalation.Decisions;

namespace Escalation.Monitoring.Kpis;

/// <summary>What the log tells of one turn id.</summary>
internal sealed class KpiTask
{
    internal required string Id { get; init; }

    /// <summary>The period of the first decision, or a later one where the clock went back.</summary>
    internal required long Period { get; init; }

    /// <summary>When it was first decided, in ticks.</summary>
    internal required long DecidedAt { get; init; }

    /// <summary>The number of its conversation, or <see cref="ConversationCounts.None"/>.</summary>
    internal int Conversation { get; set; } = ConversationCounts.None;

    internal bool Enforced { get; set; }

    internal DecisionOutcome Outcome { get; set; }

    internal string? Policy { get; set; }

    internal string? DecisionClass { get; set; }

    /// <summary>The trigger that is the primary reason, or null.</summary>
    internal string? Source { get; set; }

    /// <summary>The triggers that were asked, and which of them asked for more than acting.</summary>
    internal IReadOnlyList<TriggerWord> Triggers { get; set; } = [];

    internal double Score { get; set; } = double.NaN;

    /// <summary>The probability with which it was drawn for an audit; NaN when it was not.</summary>
    internal double Propensity { get; set; } = double.NaN;

    internal Verdict WasRight { get; set; }

    internal Verdict Needed { get; set; }

    internal Verdict Sufficient { get; set; }

    /// <summary>Whether the person who resolved it decided otherwise than the agent.</summary>
    internal Verdict Overridden { get; set; }

    internal bool Resolved { get; set; }

    /// <summary>Whether the conversation is the agent's again, and whether somebody else than the person who had it saw to that.</summary>
    internal bool Returned { get; set; }

    internal bool TakenBack { get; set; }

    internal bool Released { get; set; }

    internal bool Delivered { get; set; }

    /// <summary>A person owned the conversation.</summary>
    internal bool Silent { get; set; }

    internal bool Cancelled { get; set; }

    internal bool HandedOff { get; set; }

    internal long? AcceptedAt { get; set; }

    internal long? ResolvedAt { get; set; }

    /// <summary>The period in which it was abandoned.</summary>
    internal long? AbandonedIn { get; set; }

    /// <summary>The period in which a person took it or it was abandoned.</summary>
    internal long? EndedIn { get; set; }

    internal bool IsCarriedOut => Released || Delivered || AcceptedAt is not null;

    internal bool Acts => Outcome is DecisionOutcome.Act or DecisionOutcome.Nudge;

    internal bool Escalates => Outcome >= DecisionOutcome.EscalateToModel;

    internal bool IsAbandoned => AbandonedIn is not null && AcceptedAt is null && ResolvedAt is null;
}
