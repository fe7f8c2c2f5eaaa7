using Escalation.Decisions;

namespace Escalation.DependencyInjection;

/// <summary>Turns validated options into calls of the builder.</summary>
internal static class OptionsApplication
{
    internal static void Apply(EscalationOptions options, EscalationPolicyBuilder policy)
    {
        ApplyCosts(options.Costs, policy);
        foreach (RouteSettings route in options.Routes)
        {
            policy.Route(route.Key, route.When is { } when ? new Reason(when) : null, route.Priority);
        }

        if (options.TimeBudget is { } budget)
        {
            policy.TimeBudget(budget);
        }
    }

    private static void ApplyCosts(CostSettings? costs, EscalationPolicyBuilder policy)
    {
        if (costs is null)
        {
            return;
        }

        policy.Costs(costs.WrongAct, costs.Escalation);
        foreach ((string decisionClass, ClassCostSettings own) in costs.Classes)
        {
            policy.CostsFor(decisionClass, new DecisionCosts(own.WrongAct, own.Escalation));
        }

        if (costs.ExpertIsRight is { } expert)
        {
            policy.ExpertIsRight(expert);
        }
    }
}
