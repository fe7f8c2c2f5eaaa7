using Escalation.Decisions;

namespace Escalation.DependencyInjection;

/// <summary>Gives the current policy of a name; after a change of its configuration, the next call gives the new one.</summary>
/// <remarks>
/// A policy is an immutable snapshot: take it once for each decision, and that decision sees one policy from end to end. A change that does not make a
/// working policy is logged as an error and counted, and the last good policy stays. Safe for concurrent use. After the first call for a name,
/// <see cref="Get"/> neither locks nor allocates.
/// </remarks>
public interface IEscalationPolicyProvider
{
    /// <summary>The name of the policy that <c>AddEscalation</c> adds when none is given.</summary>
    const string DefaultName = "default";

    /// <summary>The names of all policies, in the order of registration.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The current policy of a name, which is built and validated at the first call.</summary>
    /// <param name="name">The name, compared ordinally.</param>
    /// <exception cref="ArgumentException">Thrown when there is no policy of that name.</exception>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">Thrown when the first call finds the configuration invalid.</exception>
    /// <exception cref="PolicyBuildException">Thrown when the first call finds that the policy could not work as written.</exception>
    EscalationPolicy Get(string name = DefaultName);

    /// <summary>How often a policy was reloaded, and how often that failed.</summary>
    /// <param name="name">The name, compared ordinally.</param>
    /// <exception cref="ArgumentException">Thrown when there is no policy of that name.</exception>
    PolicyReloads GetReloads(string name = DefaultName);
}
