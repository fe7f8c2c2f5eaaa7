using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Runtime;

namespace Escalation.DependencyInjection;

/// <summary>A policy, unless nothing was said about one here, and its router if it has routes.</summary>
internal sealed class PolicySetup(EscalationPolicy? policy, HandoffRouter? router)
{
    internal EscalationPolicy? Policy => policy;

    internal HandoffRouter? Router => router;

    /// <summary>Both together; null without one of them.</summary>
    internal EscalationSnapshot? Snapshot { get; } = policy is null || router is null ? null : new EscalationSnapshot(policy, router);
}
