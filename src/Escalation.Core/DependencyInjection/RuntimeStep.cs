using Escalation.Runtime;

namespace Escalation.DependencyInjection;

/// <summary>One change of a runtime's options. Registered under the policy's name; run in the order of registration.</summary>
/// <param name="Change">Gives the changed options.</param>
internal sealed record RuntimeStep(Func<EscalationRuntimeOptions, EscalationRuntimeOptions> Change);
