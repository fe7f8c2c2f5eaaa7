using Escalation.Decisions;

namespace Escalation.DependencyInjection;

/// <summary>One thing to do to the builder of a policy, whenever that policy is built. Registered under the policy's name; run in the order of registration.</summary>
/// <param name="Apply">What to do.</param>
/// <param name="TriggerType">The type of the trigger that it adds, or null.</param>
internal sealed record PolicyStep(Action<IServiceProvider, EscalationPolicyBuilder> Apply, Type? TriggerType = null);
