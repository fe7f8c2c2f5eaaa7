using Escalation.Auditing;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Handoff.Lifecycle;
using Escalation.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.DependencyInjection;

/// <summary>Makes the runtime of one policy from the services under the policy's name.</summary>
/// <remarks>A constructor and not a factory, so that a container that validates itself finds a missing channel, router or sink when it is built.</remarks>
internal sealed class RuntimeHolder
{
    public RuntimeHolder(
        [ServiceKey] string name,
        IEscalationPolicyProvider policies,
        IHandoffRouterProvider routers,
        [FromKeyedServices] HandoffRouter router,
        [FromKeyedServices] IHandoffChannel channel,
        [FromKeyedServices] IAuditSink audit,
        [FromKeyedServices] SignalWatch watch,
        [FromKeyedServices] IEnumerable<IDecisionObserver> own,
        [FromKeyedServices] IEnumerable<RuntimeStep> steps,
        [FromKeyedServices] IEnumerable<EscalationDesk> desks,
        [FromKeyedServices] IEnumerable<EscalationRecordOptions> records,
        IEnumerable<IDecisionObserver> general,
        TimeProvider? time = null,
        IFallbackResponder? fallback = null,
        [FromKeyedServices] IFallbackResponder? ownFallback = null)
    {
        fallback = ownFallback ?? fallback;
        var options = new EscalationRuntimeOptions { Observers = [watch, .. own, .. general] };
        options = time is null ? options : options with { Time = time };
        options = fallback is null ? options : options with { Fallback = fallback };
        EscalationDesk? desk = desks.LastOrDefault();
        options = options with { Custodian = desk };
        foreach (RuntimeStep step in steps)
        {
            options = step.Change(options);
        }

        // The router is asked for above to be missed when the container is built; which one is current, its provider says.
        ArgumentNullException.ThrowIfNull(router);
        Runtime = new EscalationRuntime(policies is EscalationPolicyProvider ? () => routers.GetSnapshot(name) : new PairedSnapshots(name, policies, routers).Current, channel, audit, options);
        Recorder = Runtime.Recorder(records.LastOrDefault());
    }

    internal EscalationRuntime Runtime { get; }

    /// <summary>Records what happens at the policy's desk.</summary>
    internal IEscalationObserver Recorder { get; }
}
