using Escalation.Decisions;
using Escalation.Triggers.Ambiguity;

namespace Escalation;

/// <summary>Adds ambiguity triggers to a policy.</summary>
public static partial class AmbiguityPolicyExtensions
{
    /// <summary>Escalates when <see cref="AgentTurn.Interpretations"/> show that the request can be read in several ways. Abstains on turns without them unless told otherwise.</summary>
    /// <param name="policy">The policy under construction.</param>
    /// <param name="configure">Changes the options; null keeps the defaults.</param>
    /// <param name="name">The trigger's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    public static EscalationPolicyBuilder Ambiguity(this EscalationPolicyBuilder policy, Action<AmbiguityOptions>? configure = null, string name = "ambiguity")
    {
        ArgumentNullException.ThrowIfNull(policy);
        var options = new AmbiguityOptions();
        configure?.Invoke(options);
        return policy.Add(new AmbiguityTrigger(name, options));
    }
}
