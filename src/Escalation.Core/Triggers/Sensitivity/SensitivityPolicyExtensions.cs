using Escalation.Decisions;
using Escalation.Triggers.Sensitivity;

namespace Escalation;

/// <summary>Adds what counts as sensitive to a policy.</summary>
public static class SensitivityPolicyExtensions
{
    /// <summary>Escalates when the request, the answer or the proposed step touches a sensitive topic, or the account is a protected one.</summary>
    /// <remarks>
    /// Reasons: <c>sensitivity</c> or the topic's own for keywords and patterns, <c>personal-data</c>, <c>negative-sentiment</c>, <c>hidden-text</c>,
    /// <c>protected-account</c>; <c>input-too-large</c> for a text above the limit, <c>no-signal</c> for a turn without text.
    /// </remarks>
    /// <param name="policy">The policy under construction.</param>
    /// <param name="configure">Says what is sensitive.</param>
    /// <param name="name">The name of the keyword trigger; the others have it with a suffix: <c>-pattern</c>, <c>-personal-data</c>, <c>-sentiment</c>, <c>-hidden-text</c>, <c>-account</c>.</param>
    /// <exception cref="PolicyBuildException">Thrown when nothing is said to be sensitive.</exception>
    /// <exception cref="ArgumentException">Thrown when a keyword is null or blank or holds half a surrogate pair, or two topics share a name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    public static EscalationPolicyBuilder Sensitivity(this EscalationPolicyBuilder policy, Action<SensitivityBuilder> configure, string name = "sensitivity")
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new SensitivityBuilder();
        configure(builder);
        ITrigger[] triggers = [.. builder.Triggers(name)];
        if (triggers.Length == 0)
        {
            throw new PolicyBuildException($"Trigger '{name}' names no topic, no keyword and nothing else that is sensitive: it could never fire.");
        }

        foreach (ITrigger trigger in triggers)
        {
            policy.Add(trigger);
        }

        return policy;
    }
}
