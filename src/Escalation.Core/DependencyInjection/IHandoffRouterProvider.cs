using Escalation.Handoff;
using Escalation.Runtime;

namespace Escalation.DependencyInjection;

/// <summary>Gives the current router of a policy; after a change of the configuration that its routes were read from, the next call gives the new one.</summary>
/// <remarks>
/// Policy and router are built and replaced together, so that a policy never meets a router that lacks one of its routes. A change that does not make both of them is logged as an error and
/// counted (<see cref="IEscalationPolicyProvider.GetReloads"/>), and the last good pair stays. Safe for concurrent use; after the first call for a name neither locks nor allocates.
/// </remarks>
public interface IHandoffRouterProvider
{
    /// <summary>The current router of a policy.</summary>
    /// <param name="name">The policy's name, compared ordinally.</param>
    /// <exception cref="ArgumentException">Thrown when there is no policy of that name.</exception>
    /// <exception cref="InvalidOperationException">Thrown when the policy has no routes, or the first call finds that configuration cannot be read.</exception>
    /// <exception cref="HandoffRoutingException">Thrown when the first call finds routes that cannot work as written, or lack one of the policy's.</exception>
    HandoffRouter Get(string name = IEscalationPolicyProvider.DefaultName) => GetSnapshot(name).Router;

    /// <summary>The current policy and router, which belong together: take them once for each decision.</summary>
    /// <inheritdoc cref="Get"/>
    EscalationSnapshot GetSnapshot(string name = IEscalationPolicyProvider.DefaultName);
}
