namespace Escalation.Decisions;

/// <summary>Joins signals as they come: the strictest proposal wins, among equals the route of higher priority, then the earlier trigger.</summary>
internal struct DecisionAccumulator(PolicyShape shape)
{
    private const int Rule = -1;

    private DecisionOutcome _outcome = DecisionOutcome.Act;
    private RouteRule? _route;
    private Signal _primary = Signal.Quiet();
    private Signal _budget = Signal.NotApplicable();
    private int _index = Rule;
    private ulong _fired;
    private ulong _abstained;
    private ulong _failed;
    private bool _ruleFailed;

    /// <summary>Whether what came so far already takes the turn away from the agent.</summary>
    internal readonly bool AlreadyWithPerson => _outcome >= DecisionOutcome.EscalateToPerson;

    internal void Add(int index, in Signal signal)
    {
        ulong bit = 1UL << index;
        switch (signal.Kind)
        {
            case SignalKind.NotApplicable:
                _abstained |= bit;
                return;
            case SignalKind.Value when signal.Proposal is >= DecisionOutcome.Act and <= DecisionOutcome.SafeStop:
                break;
            default:
                _failed |= bit;
                break;
        }

        if (index == shape.BudgetIndex && !signal.Failed)
        {
            // Capped by the cost rule: what it proposes is known only when both have spoken.
            _budget = signal;
            return;
        }

        if (Consider(index, signal))
        {
            _fired |= bit;
        }
    }

    internal EscalationDecision Finish(string? id, CostRule? costs, AgentTurn turn, ulong skipped)
    {
        CostAssessment assessment = costs?.Assess(turn) ?? CostAssessment.Without(Signal.NotApplicable());
        JoinRuleAndBudget(assessment.Signal);
        bool escalates = _outcome > DecisionOutcome.Nudge;
        return new EscalationDecision
        {
            Id = id,
            PolicyName = shape.Name,
            Outcome = _outcome,
            Reason = _outcome == DecisionOutcome.Act ? Reason.WithinThresholds : _primary.Reason,
            TriggerIndex = _index,
            Score = _primary.Score,
            Threshold = _primary.Threshold,
            ThresholdOrigin = (_index >= 0 ? shape.Origins[_index] : null) ?? ThresholdOrigin.Uncalibrated,
            Guarantee = (_failed != 0 || _ruleFailed) ? shape.GuaranteeAfterFault : shape.Guarantee,
            ModelIsRight = assessment.ModelIsRight,
            ExpertIsRight = assessment.ExpertIsRight,
            ExpectedCostOfActing = assessment.CostOfActing,
            ExpectedCostOfEscalating = assessment.CostOfEscalating,
            RouteKey = escalates ? _route?.Key : null,
            Priority = escalates && _route is { } route ? route.Priority : Priority.Normal,
            FiredTriggers = _fired,
            AbstainedTriggers = _abstained,
            FailedTriggers = _failed,
            SkippedTriggers = skipped,
        };
    }

    /// <summary>Without a budget the rule speaks for itself. With one, escalation needs both: <c>d &gt; max(1/R, tau)</c>.</summary>
    private void JoinRuleAndBudget(in Signal rule)
    {
        if (rule.Failed)
        {
            _ruleFailed = true;
            Consider(Rule, rule);
            ConsiderBudget();
        }
        else if (rule.Kind == SignalKind.NotApplicable)
        {
            ConsiderBudget();
        }
        else if (_budget.Kind == SignalKind.NotApplicable)
        {
            Consider(Rule, rule);
        }
        else if (rule.Fired)
        {
            ConsiderBudget();
        }
        else
        {
            Consider(Rule, rule);
        }
    }

    private void ConsiderBudget()
    {
        if (_budget.Kind != SignalKind.NotApplicable && Consider(shape.BudgetIndex, _budget))
        {
            _fired |= 1UL << shape.BudgetIndex;
        }
    }

    private bool Consider(int index, in Signal signal)
    {
        DecisionOutcome lowest = signal.Kind == SignalKind.Value ? DecisionOutcome.Act : DecisionOutcome.EscalateToPerson;
        DecisionOutcome proposal = signal.Proposal >= lowest && signal.Proposal <= DecisionOutcome.SafeStop
            ? signal.Proposal
            : DecisionOutcome.EscalateToPerson;
        if (proposal == DecisionOutcome.Act)
        {
            if (_outcome == DecisionOutcome.Act && (index == shape.LeadIndex || (index == Rule && _index != shape.LeadIndex) || index == shape.BudgetIndex))
            {
                // Nothing has fired: quote the score that came closest to deciding.
                _primary = signal;
                _index = index;
            }

            return false;
        }

        RouteRule route = shape.Routes.For(signal.Reason);
        if (proposal > _outcome || (proposal == _outcome && _route is { } current && route.Priority > current.Priority))
        {
            _outcome = proposal;
            _primary = signal;
            _index = index;
            _route = route;
        }

        return true;
    }
}
