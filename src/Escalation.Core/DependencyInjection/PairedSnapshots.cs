using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Runtime;

namespace Escalation.DependencyInjection;

/// <summary>The policy of a provider of the user's own, or one around ours, with the router of the moment. Safe for concurrent use; allocates when one of the two is new.</summary>
internal sealed class PairedSnapshots(string name, IEscalationPolicyProvider policies, IHandoffRouterProvider routers)
{
    /// <summary>How often a changed policy is read again: a provider may give another one at each call.</summary>
    private const int MaximumReads = 8;

    private EscalationSnapshot? _last;

    internal EscalationSnapshot Current()
    {
        EscalationPolicy policy = policies.Get(name);
        HandoffRouter router = routers.Get(name);

        // Ours swaps both at once: a router that was read between two readings of the same policy is that policy's.
        for (int read = 1; read < MaximumReads && policies.Get(name) is var again && !ReferenceEquals(policy, again); read++)
        {
            policy = again;
            router = routers.Get(name);
        }

        if (Volatile.Read(ref _last) is { } last && ReferenceEquals(last.Policy, policy) && ReferenceEquals(last.Router, router))
        {
            return last;
        }

        var next = new EscalationSnapshot(policy, router);
        Volatile.Write(ref _last, next);
        return next;
    }
}
