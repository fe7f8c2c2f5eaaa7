namespace Escalation.Decisions;

/// <summary>The immutable parts of a policy that joining signals needs.</summary>
/// <param name="Name">The policy's name.</param>
/// <param name="Version">What the caller calls the version of what the policy cannot see of itself.</param>
/// <param name="Routes">Reasons to routes.</param>
/// <param name="Guarantee">What is promised when nothing failed.</param>
/// <param name="GuaranteeAfterFault">What is promised when something failed.</param>
/// <param name="Origins">The threshold's origin of each trigger, or null.</param>
/// <param name="BudgetIndex">The trigger whose threshold caps the cost rule, or -1.</param>
/// <param name="Rules">The rules of triggers, or null when there are none.</param>
/// <param name="LeadIndex">The first trigger with a threshold, which a decision to act quotes, or -1.</param>
internal sealed record PolicyShape(
    string Name,
    string Version,
    PolicyRoutes Routes,
    Guarantee Guarantee,
    Guarantee GuaranteeAfterFault,
    ThresholdOrigin?[] Origins,
    int BudgetIndex,
    PolicyRules? Rules,
    int LeadIndex)
{
    /// <summary>Where the signal of a trigger, or of the rule as -1, would go, and how urgently.</summary>
    internal RouteRule RouteOf(int index, in Signal signal, out Priority priority)
    {
        if (Rules is { } rules)
        {
            RouteRule route = rules.RouteOf(index, signal, Routes);
            priority = rules.PriorityOf(index, signal, route.Priority);
            return route;
        }

        RouteRule byReason = Routes.For(signal.Reason);
        Priority ofSeverity = PolicyRules.PriorityOf(signal.Severity);
        priority = byReason.Priority >= ofSeverity ? byReason.Priority : ofSeverity;
        return byReason;
    }
}
