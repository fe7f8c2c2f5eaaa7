namespace Escalation.Decisions;

/// <summary>Joins signals as they come: the strictest proposal wins, among equals the graver one, then that of higher priority, then the earlier trigger. The highest priority among the strictest stands.</summary>
/// <remarks>Mutable and always passed by reference. All fields at zero are its start, so that starting costs no more than clearing.</remarks>
internal struct DecisionAccumulator
{
    private const int Rule = -1;

    private int _strictness;
    private int _sourceNumber;
    private string? _routeKey;
    private Priority _priority;
    private Priority _primaryPriority;
    private Reason _restraint;
    private ulong _restrained;
    private Signal _primary;
    private Signal _budget;
    private ulong _fired;
    private ulong _abstained;
    private ulong _failed;
    private bool _hasPrimary;
    private bool _hasBudget;
    private bool _ruleFailed;
    private bool _heard;

    /// <summary>Whether what came so far already takes the turn away from the agent.</summary>
    internal readonly bool AlreadyWithPerson => Outcome >= DecisionOutcome.EscalateToPerson;

    private readonly DecisionOutcome Outcome => DecisionOutcome.Act + _strictness;

    internal void Add(PolicyShape shape, int index, in Signal signal)
    {
        if (index == shape.BudgetIndex && signal.Kind == SignalKind.Value)
        {
            // Capped by the cost rule: what it proposes counts only when both have spoken.
            _budget = signal;
            _hasBudget = true;
        }
        else if (signal.Kind == SignalKind.NotApplicable)
        {
            _abstained |= 1UL << index;
        }
        else if (Consider(shape, index, signal))
        {
            _fired |= 1UL << index;
            _failed |= signal.Failed ? 1UL << index : 0;
        }
    }

    /// <summary>Adds a signal that a budget or a cool-down lowered or held back. What is held back altogether says nothing for acting: it is not heard.</summary>
    internal void AddRestrained(PolicyShape shape, int index, in Signal signal, Restraint restraint)
    {
        _restraint = _restrained == 0 ? restraint == Restraint.Budget ? Reason.BudgetExhausted : Reason.CoolingDown : _restraint;
        _restrained |= 1UL << index;
        if (signal.Kind != SignalKind.NotApplicable)
        {
            Add(shape, index, signal);
        }
    }

    internal EscalationDecision Finish(PolicyShape shape, CostRule? costs, AgentTurn turn, ulong skipped)
    {
        CostAssessment assessment = default;
        if (costs is null)
        {
            ConsiderBudget(shape);
        }
        else
        {
            costs.Assess(turn, out assessment);
            JoinRuleAndBudget(shape, assessment.Signal);
        }

        if (!_heard)
        {
            // Everybody abstained: nothing speaks for acting.
            Consider(shape, Rule, Signal.Missing(Reason.NoSignal));
        }

        bool known = costs is not null;
        bool routed = Outcome > DecisionOutcome.Nudge;
        int index = _sourceNumber - 1;
        return new EscalationDecision
        {
            Id = turn.Id,
            PolicyName = shape.Name,
            Outcome = Outcome,
            Reason = _strictness > 0 ? _primary.Reason : _restrained != 0 ? _restraint : Reason.WithinThresholds,
            Severity = _strictness > 0 ? _primary.Severity : Severity.Moderate,
            TriggerIndex = index,
            Score = _hasPrimary ? _primary.Score : double.NaN,
            Threshold = _hasPrimary ? _primary.Threshold : double.NaN,
            ThresholdOrigin = (index >= 0 ? shape.Origins[index] : null) ?? ThresholdOrigin.Uncalibrated,
            Guarantee = (_failed != 0 || _ruleFailed) ? shape.GuaranteeAfterFault : shape.Guarantee,
            ModelIsRight = known ? assessment.ModelIsRight : double.NaN,
            ExpertIsRight = known ? assessment.ExpertIsRight : double.NaN,
            ExpectedCostOfActing = known ? assessment.CostOfActing : double.NaN,
            ExpectedCostOfEscalating = known ? assessment.CostOfEscalating : double.NaN,
            CostVerdict = known ? new CostVerdict(assessment.Signal.Kind, assessment.Signal.Proposal, assessment.Signal.Reason, assessment.Signal.Score, assessment.Costs) : default,
            RouteKey = routed ? _routeKey : null,
            Priority = routed ? _priority : Priority.Normal,
            FiredTriggers = _fired,
            AbstainedTriggers = _abstained,
            FailedTriggers = _failed,
            SkippedTriggers = skipped,
            RestrainedTriggers = _restrained,
        };
    }

    /// <summary>Without a budget the rule speaks for itself. With one, escalation needs both: <c>d &gt; max(1/R, tau)</c>.</summary>
    private void JoinRuleAndBudget(PolicyShape shape, in Signal rule)
    {
        if (rule.Failed)
        {
            _ruleFailed = true;
            Consider(shape, Rule, rule);
            ConsiderBudget(shape);
        }
        else if (rule.Kind == SignalKind.NotApplicable)
        {
            ConsiderBudget(shape);
        }
        else if (_hasBudget && rule.Fired)
        {
            ConsiderBudget(shape);
            if (_budget.Fired)
            {
                Consider(shape, Rule, rule);
            }
        }
        else
        {
            Consider(shape, Rule, rule);
        }
    }

    private void ConsiderBudget(PolicyShape shape)
    {
        if (_hasBudget && Consider(shape, shape.BudgetIndex, _budget))
        {
            _fired |= 1UL << shape.BudgetIndex;
        }
    }

    private bool Consider(PolicyShape shape, int index, in Signal signal)
    {
        _heard = true;
        DecisionOutcome lowest = signal.Kind == SignalKind.Value ? DecisionOutcome.Act : DecisionOutcome.EscalateToPerson;
        DecisionOutcome proposal = signal.Proposal >= lowest && signal.Proposal <= DecisionOutcome.SafeStop
            ? signal.Proposal
            : DecisionOutcome.EscalateToPerson;
        if (proposal == DecisionOutcome.Act)
        {
            Quote(shape, index, signal);
            return false;
        }

        if (proposal >= Outcome)
        {
            Rank(shape, index, signal, proposal);
        }

        return true;
    }

    private void Rank(PolicyShape shape, int index, in Signal signal, DecisionOutcome proposal)
    {
        RouteRule route = shape.RouteOf(index, signal, out Priority priority);
        bool equal = proposal == Outcome;
        if (!equal || signal.Severity > _primary.Severity || (signal.Severity == _primary.Severity && priority > _primaryPriority))
        {
            _strictness = proposal - DecisionOutcome.Act;
            _routeKey = route.Key;
            _primaryPriority = priority;
            Take(index, signal);
        }

        _priority = equal && _priority > priority ? _priority : priority;
    }

    /// <summary>As long as nothing has fired, the decision quotes the score that came closest to deciding.</summary>
    private void Quote(PolicyShape shape, int index, in Signal signal)
    {
        bool leads = index == shape.LeadIndex || index == shape.BudgetIndex || !_hasPrimary;
        if (_strictness == 0 && leads && double.IsFinite(signal.Score))
        {
            Take(index, signal);
        }
    }

    private void Take(int index, in Signal signal)
    {
        _primary = signal;
        _sourceNumber = index + 1;
        _hasPrimary = true;
    }
}
