namespace Escalation.Decisions;

/// <summary>Gives rules to the triggers they name and refuses what could not work as written.</summary>
internal static class RuleAssembly
{
    /// <exception cref="PolicyBuildException">Thrown when a rule is refused; the message names its trigger.</exception>
    internal static PolicyRules Assemble(string policy, object[] triggers, IReadOnlyList<(string Trigger, TriggerRule Rule)> given, int budgetIndex)
    {
        string[] names = Array.ConvertAll(triggers, NameOf);
        var rules = new TriggerRule?[triggers.Length];
        foreach ((string name, TriggerRule rule) in given)
        {
            int index = Array.IndexOf(names, name);
            if (index < 0)
            {
                throw new PolicyBuildException(Array.Exists(triggers, trigger => Holds(trigger, name))
                    ? $"Policy '{policy}' has a rule for '{name}', which is a part of a composition: give the rule to the whole."
                    : $"Policy '{policy}' has a rule for '{name}', but no such trigger; there are: {string.Join(", ", names)}.");
            }

            if (rules[index] is not null)
            {
                throw new PolicyBuildException($"Policy '{policy}' has two rules for trigger '{name}'.");
            }

            Require(name, triggers[index], rule, index == budgetIndex);
            rules[index] = rule;
        }

        return new PolicyRules(policy, names, rules);
    }

    private static void Require(string name, object trigger, TriggerRule rule, bool capsCosts)
    {
        if (rule == new TriggerRule())
        {
            throw new PolicyBuildException($"The rule for trigger '{name}' says nothing.");
        }

        if (rule is { HasLimits: true, Severity: Severity.Critical })
        {
            throw new PolicyBuildException($"Trigger '{name}' is critical: its budget or cool-down would never hold anything back.");
        }

        bool calibrated = trigger is IThresholdTrigger { Threshold.Origin: var origin } && origin != ThresholdOrigin.Uncalibrated;
        if ((calibrated || capsCosts) && (rule.HasLimits || rule.When is not null))
        {
            string why = calibrated ? "its certificate counts on every turn" : "it caps the cost rule";
            throw new PolicyBuildException($"Trigger '{name}' cannot have a condition, a budget or a cool-down, since {why}.");
        }
    }

    private static string NameOf(object trigger) => trigger is ITrigger synchronous ? synchronous.Name : ((IAsyncTrigger)trigger).Name;

    private static bool Holds(object trigger, string name) =>
        trigger is ICompositeTrigger composite && composite.Children.Any(child => string.Equals(NameOf(child), name, StringComparison.Ordinal) || Holds(child, name));
}
