using Escalation.Decisions;
using Escalation.Triggers.Sensitivity;

namespace Escalation;

/// <summary>Adds what counts as sensitive to a policy.</summary>
public static class SensitivityPolicyExtensions
{
    /// <summary>Escalates when the request, the answer or the proposed step touches a sensitive topic.</summary>
    /// <param name="policy">The policy under construction.</param>
    /// <param name="configure">Says what is sensitive.</param>
    /// <param name="name">The trigger's name.</param>
    /// <exception cref="PolicyBuildException">Thrown when nothing is said to be sensitive.</exception>
    /// <exception cref="ArgumentException">Thrown when a keyword is null or blank or holds half a surrogate pair, or two topics share a name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    public static EscalationPolicyBuilder Sensitivity(this EscalationPolicyBuilder policy, Action<SensitivityBuilder> configure, string name = "sensitivity")
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new SensitivityBuilder();
        configure(builder);
        return builder.Topics.Count == 0
            ? throw new PolicyBuildException($"Trigger '{name}' names no topic and no keyword: it could never fire.")
            : policy.Add(new KeywordTrigger(name, builder.Topics, builder.Options));
    }
}
