using System.Collections.Frozen;

namespace Escalation.Decisions;

/// <summary>Applies <see cref="CostRatioRule"/> to a turn: finds the costs that hold for it and the estimates they weigh.</summary>
internal sealed class CostRule(
    DecisionCosts costs,
    FrozenDictionary<string, DecisionCosts> costsByClass,
    IPredictor modelIsRight,
    IPredictor expertIsRight,
    IPredictor? gain,
    DecisionOutcome outcome)
{
    internal CostAssessment Assess(AgentTurn turn)
    {
        DecisionCosts applicable = CostsOf(turn);
        if (!applicable.IsDefined)
        {
            return CostAssessment.Without(Signal.Missing(Reason.CostsUndefined));
        }

        Estimate p = SafeEvaluation.Predict(modelIsRight, turn);
        Estimate q = SafeEvaluation.Predict(expertIsRight, turn);
        if (gain is not null)
        {
            Estimate direct = SafeEvaluation.Predict(gain, turn);
            return Describe(direct.HasValue ? Compare(direct.Value, applicable) : Signal.From(direct), p, q, applicable);
        }

        Signal signal = !p.HasValue ? Signal.From(p)
            : !q.HasValue ? Signal.From(q)
            : Compare(q.Value - p.Value, applicable);
        return Describe(signal, p, q, applicable);
    }

    private static CostAssessment Describe(in Signal signal, in Estimate p, in Estimate q, DecisionCosts costs)
    {
        double acting = CostRatioRule.ExpectedCostOfActing(p.Value, costs);
        double escalating = CostRatioRule.ExpectedCostOfEscalating(q.Value, costs);
        bool overflow = double.IsInfinity(acting) || double.IsInfinity(escalating);
        return new CostAssessment(overflow ? Signal.Missing(Reason.CostsUndefined) : signal, p.Value, q.Value, acting, escalating);
    }

    private Signal Compare(double gain, DecisionCosts costs) => CostRatioRule.Escalates(gain, costs)
        ? Signal.Fire(Reason.CostRatio, outcome, gain, costs.RequiredGain)
        : Signal.Quiet(gain, costs.RequiredGain);

    private DecisionCosts CostsOf(AgentTurn turn)
    {
        if (turn.Costs is { } own)
        {
            return own;
        }

        return turn.DecisionClass is { } decisionClass && costsByClass.TryGetValue(decisionClass, out DecisionCosts byClass)
            ? byClass
            : costs;
    }
}
