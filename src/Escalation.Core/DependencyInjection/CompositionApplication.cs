using System.Globalization;
using Escalation.Decisions;
using Escalation.Triggers;

namespace Escalation.DependencyInjection;

/// <summary>Makes compositions of the triggers that the policy has by now, and gives rules to what there is then.</summary>
internal static class CompositionApplication
{
    internal static void Apply(EscalationOptions options, EscalationPolicyBuilder policy, TimeProvider time)
    {
        for (int i = 0; i < options.Compositions.Count; i++)
        {
            CompositionSettings composition = options.Compositions[i];
            object[] parts = [.. composition.Parts.Select((part, j) => policy.Take(part.Trigger)
                ?? throw new PolicyBuildException(string.Create(CultureInfo.InvariantCulture, $"The configuration Compositions:{i}:Parts:{j} names '{part.Trigger}', but the policy has no such trigger, or it is a part already.")))];
            Threshold? certified = composition.Certificate is { } path ? OptionsApplication.ReadCertificate(path, time) : null;
            Add(policy, composition, i, parts, certified);
        }

        foreach (RuleSettings rule in options.Rules)
        {
            policy.Rule(rule.Trigger, rule.ToRule());
        }
    }

    /// <summary>The composition of parts that are synchronous, or of parts of which one at least is not.</summary>
    /// <exception cref="ArgumentException">Thrown when the settings do not go together or the parts do not fit them.</exception>
    internal static object Compose(CompositionSettings settings, object[] parts, Threshold? certified)
    {
        Require(settings.Count is not null == (settings.Kind == CompositionKind.AtLeast), "Count belongs to AtLeast, which needs it.");
        bool weighted = settings.Kind == CompositionKind.Weighted;
        Require(weighted ? settings.Above is null != settings.Certificate is null : settings.Above is null && settings.Certificate is null, "Weighted needs either Above or Certificate; no other kind takes one.");
        Require(settings.Kind != CompositionKind.Not || settings.Reason is not null, "Not needs a Reason.");
        Require(settings.Kind is CompositionKind.Not or CompositionKind.Weighted || (settings.Reason is null && settings.Outcome is null), "Reason and Outcome belong to Not and Weighted.");
        Require(settings.Kind is CompositionKind.Weighted || settings.Parts.All(part => part.Weight == 1.0), "Weights belong to Weighted.");
        Require(settings.Kind != CompositionKind.Not || parts.Length == 1, "Not takes one part.");
        Require(settings.Kind != CompositionKind.When || parts.Length == 2, "When takes two parts.");
        return Array.TrueForAll(parts, part => part is ITrigger)
            ? OfSynchronous(settings, Array.ConvertAll(parts, part => (ITrigger)part), certified)
            : OfAsynchronous(settings, Array.ConvertAll(parts, part => part as IAsyncTrigger ?? ((ITrigger)part).AsAsync()));
    }

    private static void Add(EscalationPolicyBuilder policy, CompositionSettings composition, int index, object[] parts, Threshold? certified)
    {
        try
        {
            object made = Compose(composition, parts, certified);
            _ = made is ITrigger synchronous ? policy.Add(synchronous) : policy.Add((IAsyncTrigger)made);
        }
        catch (ArgumentException refusal)
        {
            throw new PolicyBuildException(string.Create(CultureInfo.InvariantCulture, $"The configuration Compositions:{index} cannot be used: {refusal.Message}"), refusal);
        }
    }

    private static ITrigger OfSynchronous(CompositionSettings settings, ITrigger[] parts, Threshold? certified) => settings.Kind switch
    {
        CompositionKind.All => Trigger.All(settings.Name, parts),
        CompositionKind.Any => Trigger.Any(settings.Name, parts),
        CompositionKind.AtLeast => Trigger.AtLeast(settings.Name, settings.Count!.Value, parts),
        CompositionKind.Not => Trigger.Not(settings.Name, parts[0], new Reason(settings.Reason!), OutcomeOf(settings)),
        CompositionKind.When => Trigger.When(settings.Name, parts[0], parts[1]),
        CompositionKind.Weighted => Trigger.Weighted(settings.Name, settings.Above is { } above ? Trigger.ByHand(above) : certified!, ReasonOf(settings), OutcomeOf(settings), Weighed(settings, parts)),
        _ => throw Unknown(settings),
    };

    private static IAsyncTrigger OfAsynchronous(CompositionSettings settings, IAsyncTrigger[] parts) => settings.Kind switch
    {
        CompositionKind.All => Trigger.All(settings.Name, parts),
        CompositionKind.Any => Trigger.Any(settings.Name, parts),
        CompositionKind.AtLeast => Trigger.AtLeast(settings.Name, settings.Count!.Value, parts),
        CompositionKind.Not => Trigger.Not(settings.Name, parts[0], new Reason(settings.Reason!), OutcomeOf(settings)),
        CompositionKind.When => Trigger.When(settings.Name, parts[0], parts[1]),
        CompositionKind.Weighted => Trigger.Weighted(settings.Name, settings.Above ?? throw new ArgumentException("A certificate covers synchronous parts only, and one of these is not."), ReasonOf(settings), OutcomeOf(settings), Weighed(settings, parts)),
        _ => throw Unknown(settings),
    };

    private static (TTrigger, double)[] Weighed<TTrigger>(CompositionSettings settings, TTrigger[] parts) => [.. parts.Select((part, i) => (part, settings.Parts[i].Weight))];

    private static Reason? ReasonOf(CompositionSettings settings) => settings.Reason is { } code ? new Reason(code) : null;

    private static DecisionOutcome OutcomeOf(CompositionSettings settings) => settings.Outcome ?? DecisionOutcome.EscalateToPerson;

    private static ArgumentException Unknown(CompositionSettings settings) => new($"Kind must be All, Any, AtLeast, Weighted, Not or When, but was {(int)settings.Kind}.");

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new ArgumentException(message);
        }
    }
}
