using Escalation.Decisions;
using Escalation.Statistics;

namespace Escalation.Evaluation.Profiles;

/// <summary>How often a model did what the cost-ratio rule asks for, knowing the accuracy of each condition.</summary>
/// <remarks>
/// A condition asks for escalation iff <c>accuracy &lt; 1 - 1/R</c>; equality asks for acting (<see cref="CostRatioRule"/>). Of n decisions, e of them escalated, e are right in a condition
/// that asks for it, else n - e. Source: DiSorbo and Ju, arXiv 2604.08588. Near <c>1 - 1/R</c> chance decides what a condition asks for, as its accuracy is measured.
/// </remarks>
/// <param name="Ratio">R = c_w / c_l, above 1.</param>
/// <param name="Right">How many decisions were as asked for.</param>
/// <param name="Items">How many there are, at least 1.</param>
/// <param name="Interval">The exact 95 % interval of Clopper and Pearson for independent decisions; those of a condition are seldom independent, and then it is too short.</param>
public sealed record EscalationAccuracy(double Ratio, long Right, long Items, BinomialInterval Interval)
{
    /// <summary>The share, in [0, 1]; higher is better.</summary>
    public double Value => (double)Right / Items;

    /// <summary>Null without any condition.</summary>
    internal static EscalationAccuracy? Of(IEnumerable<ProfileCondition> conditions, double ratio)
    {
        var costs = DecisionCosts.FromRatio(ratio);
        long right = 0;
        long items = 0;
        foreach (ProfileCondition condition in conditions)
        {
            right += CostRatioRule.Escalates(condition.Accuracy, 1.0, costs) ? condition.Escalated : condition.Items - condition.Escalated;
            items += condition.Items;
        }

        return items == 0 ? null : new EscalationAccuracy(ratio, right, items, ClopperPearson.Interval(right, items, 0.05));
    }
}
