using Escalation.Decisions;

namespace Escalation.Auditing;

/// <summary>Derives what the cost rule says from the recorded probabilities and costs.</summary>
internal static class RuleReplay
{
    internal static ReplayedSignal Derive(ReplayedRule recorded, ReplayRecord record, ReplayDifferences differences)
    {
        ReplayedSignal signal = recorded.Signal;
        DecisionCosts costs = recorded.Costs();
        double acting = costs.IsDefined ? (1.0 - record.ModelIsRight) * costs.WrongAct : double.NaN;
        double escalating = costs.IsDefined ? costs.Escalation + ((1.0 - record.ExpertIsRight) * costs.WrongAct) : double.NaN;
        differences.Expect("costOfActing", record.CostOfActing, acting);
        differences.Expect("costOfEscalating", record.CostOfEscalating, escalating);
        string said = Said(recorded, record, costs, acting, escalating);
        differences.Expect("rule.said", signal.Said, said);
        if (said is not ("fires" or "quiet"))
        {
            differences.Expect("rule.gain", signal.Score, double.NaN);
            return signal with { Threshold = double.NaN };
        }

        double gain = recorded.IsDirect ? signal.Score : record.ExpertIsRight - record.ModelIsRight;
        differences.Expect("rule.gain", signal.Score, gain);
        differences.Expect("rule.reason", signal.Reason, said == "fires" ? Reason.CostRatio.Code : Reason.WithinThresholds.Code);
        differences.Expect("rule.proposes", signal.Proposal > DecisionOutcome.Act, said == "fires");
        return signal with { Said = said, Score = gain, Threshold = costs.RequiredGain };
    }

    private static string Said(ReplayedRule recorded, ReplayRecord record, DecisionCosts costs, double acting, double escalating)
    {
        if (!costs.IsDefined || double.IsInfinity(acting) || double.IsInfinity(escalating))
        {
            return "missing";
        }

        double gain = recorded.IsDirect ? recorded.Signal.Score : record.ExpertIsRight - record.ModelIsRight;
        if (double.IsNaN(gain))
        {
            // Which kind of failure it was, or whether the estimate abstained, is what the estimator said.
            return recorded.Signal.Said is "missing" or "fault" or "abstains" ? recorded.Signal.Said : "missing";
        }

        return CostRatioRule.Escalates(gain, costs) ? "fires" : "quiet";
    }
}
