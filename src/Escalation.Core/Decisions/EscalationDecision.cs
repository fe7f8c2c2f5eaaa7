namespace Escalation.Decisions;

/// <summary>The answer to one turn, with its cause. <c>default</c> escalates to a person.</summary>
/// <remarks>A value that refers only to objects which exist already, so deciding allocates nothing. Prose comes from <see cref="EscalationPolicy.Explain(AgentTurn)"/>.</remarks>
public readonly record struct EscalationDecision
{
    private readonly Guarantee? _guarantee;
    private readonly ThresholdOrigin? _origin;
    private readonly int _triggerNumber;

    /// <summary>What happens.</summary>
    public DecisionOutcome Outcome { get; internal init; }

    /// <summary>The id of the turn decided on; null when the turn has none.</summary>
    public string? Id { get; init; }

    /// <summary>The policy's name.</summary>
    public string? PolicyName { get; internal init; }

    /// <summary>The primary reason.</summary>
    public Reason Reason { get; internal init; }

    /// <summary>The index of the trigger behind it in <see cref="EscalationPolicy.TriggerNames"/>, or -1 for the cost rule, ownership and the policy itself.</summary>
    public int TriggerIndex
    {
        get => _triggerNumber - 1;
        internal init => _triggerNumber = value + 1;
    }

    /// <summary>The score that decided, or NaN when there is none.</summary>
    public double Score { get; internal init; }

    /// <summary>The threshold it was compared with, or NaN when there is none.</summary>
    public double Threshold { get; internal init; }

    /// <summary>Where that threshold comes from.</summary>
    public ThresholdOrigin ThresholdOrigin
    {
        get => _origin ?? ThresholdOrigin.Uncalibrated;
        internal init => _origin = value;
    }

    /// <summary>What a certificate promises about this decision, and what not.</summary>
    public Guarantee Guarantee
    {
        get => _guarantee ?? Guarantee.None;
        internal init => _guarantee = value;
    }

    /// <summary>p, the estimated probability that the model is right; NaN when the policy has no cost rule or no estimate.</summary>
    public double ModelIsRight { get; internal init; }

    /// <summary>q, the estimated probability that the expert is right; NaN when the policy has no cost rule or no estimate.</summary>
    public double ExpertIsRight { get; internal init; }

    /// <summary>The expected cost of acting, in the unit of the costs; NaN when unknown.</summary>
    public double ExpectedCostOfActing { get; internal init; }

    /// <summary>The expected cost of escalating, in the unit of the costs; NaN when unknown.</summary>
    public double ExpectedCostOfEscalating { get; internal init; }

    /// <summary>Where an escalation goes; null when the decision acts.</summary>
    public string? RouteKey { get; internal init; }

    /// <summary>How urgent an escalation is.</summary>
    public Priority Priority { get; internal init; }

    /// <summary>How grave the primary reason is.</summary>
    public Severity Severity { get; internal init; }

    /// <summary>Bit i is set when trigger i asked for more than acting.</summary>
    public ulong FiredTriggers { get; internal init; }

    /// <summary>Bit i is set when trigger i abstained, its optional input being absent.</summary>
    public ulong AbstainedTriggers { get; internal init; }

    /// <summary>Bit i is set when trigger i was missing an input or failed.</summary>
    public ulong FailedTriggers { get; internal init; }

    /// <summary>Bit i is set when the asynchronous trigger i was not asked, since the synchronous ones had already escalated.</summary>
    public ulong SkippedTriggers { get; internal init; }

    /// <summary>Bit i is set when trigger i fired and a budget or a cool-down lowered its proposal or held it back.</summary>
    public ulong RestrainedTriggers { get; internal init; }

    /// <summary>What the cost rule said; means nothing in a policy without one.</summary>
    internal CostVerdict CostVerdict { get; init; }

    /// <summary>Whether the agent may carry out what it proposes, possibly after a nudge.</summary>
    public bool MayAct => Outcome is DecisionOutcome.Act or DecisionOutcome.Nudge;

    /// <summary>Whether somebody or something else takes over.</summary>
    public bool IsEscalation => Outcome is DecisionOutcome.EscalateToModel or DecisionOutcome.EscalateToPerson or DecisionOutcome.SafeStop;
}
