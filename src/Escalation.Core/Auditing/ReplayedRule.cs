using Escalation.Decisions;

namespace Escalation.Auditing;

/// <summary>What a record says of the cost rule.</summary>
/// <param name="Signal">What it said; its score is the gain.</param>
/// <param name="IsDirect">Whether the gain is an estimate of its own and not the difference of q and p.</param>
/// <param name="WrongAct">The cost of a wrong act; 0 when undefined.</param>
/// <param name="Escalation">The cost of an escalation; 0 when undefined.</param>
internal sealed record ReplayedRule(ReplayedSignal Signal, bool IsDirect, double WrongAct, double Escalation)
{
    /// <summary>The costs; undefined where the numbers are no costs.</summary>
    internal DecisionCosts Costs()
    {
        try
        {
            return new DecisionCosts(WrongAct, Escalation);
        }
        catch (ArgumentOutOfRangeException)
        {
            return default;
        }
    }
}
