using System.Collections.Frozen;
using System.Globalization;

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
    /// <summary>Costs, predictors and outcome as text, for <see cref="PolicyFingerprint"/>.</summary>
    internal string Configuration => string.Join(
        ';',
        [
            outcome.ToString(),
            Text(costs),
            Text(modelIsRight),
            Text(expertIsRight),
            gain is null ? "" : Text(gain),
            .. costsByClass.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key.Length}:{pair.Key}={Text(pair.Value)}"),
        ]);

    /// <summary>Whether q - p is predicted directly.</summary>
    internal bool PredictsGain => gain is not null;

    private static string Text(DecisionCosts costs) => string.Create(CultureInfo.InvariantCulture, $"{costs.WrongAct:R}/{costs.Escalation:R}");

    private static string Text(IPredictor predictor) => predictor is IConfigured configured ? $"{predictor.Name}({configured.Configuration})" : predictor.Name;

    internal void Assess(AgentTurn turn, out CostAssessment assessment)
    {
        assessment = default;
        DecisionCosts applicable = CostsOf(turn);
        assessment.Costs = applicable;
        SafeEvaluation.Predict(modelIsRight, turn, out Estimate p);
        SafeEvaluation.Predict(expertIsRight, turn, out Estimate q);
        p = p.AsProbability();
        q = q.AsProbability();
        assessment.ModelIsRight = p.Value;
        assessment.ExpertIsRight = q.Value;
        assessment.CostOfActing = applicable.IsDefined ? CostRatioRule.ExpectedCostOfActing(p.Value, applicable) : double.NaN;
        assessment.CostOfEscalating = applicable.IsDefined ? CostRatioRule.ExpectedCostOfEscalating(q.Value, applicable) : double.NaN;
        if (!applicable.IsDefined || double.IsInfinity(assessment.CostOfActing) || double.IsInfinity(assessment.CostOfEscalating))
        {
            assessment.Signal = Signal.Missing(Reason.CostsUndefined);
        }
        else if (gain is not null)
        {
            SafeEvaluation.Predict(gain, turn, out Estimate direct);
            direct = direct.AsGain();
            assessment.Signal = direct.HasValue ? Compare(direct.Value, applicable) : Signal.From(direct);
        }
        else if (p.HasValue && q.HasValue)
        {
            assessment.Signal = Compare(q.Value - p.Value, applicable);
        }
        else
        {
            assessment.Signal = Signal.From(p.HasValue ? q : p);
        }
    }

    private Signal Compare(double gain, DecisionCosts costs) => CostRatioRule.Escalates(gain, costs)
        ? Signal.Fire(Reason.CostRatio, outcome, gain, costs.RequiredGain)
        : Signal.Quiet(gain, costs.RequiredGain);

    /// <summary>The turn's own costs, else those of its class, else the policy's.</summary>
    internal DecisionCosts CostsOf(AgentTurn turn)
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
