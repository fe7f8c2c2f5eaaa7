using Escalation.Decisions;
using Escalation.Handoff;

namespace Escalation.Runtime;

/// <summary>The policy of the moment, whose routes are known to lead somewhere.</summary>
internal sealed class RoutedPolicy
{
    private readonly Func<EscalationPolicy> _source;
    private readonly HandoffRouter _router;
    private EscalationPolicy _checked;

    internal RoutedPolicy(Func<EscalationPolicy> source, HandoffRouter router)
    {
        _source = source;
        _router = router;
        _checked = Check(source());
    }

    /// <exception cref="HandoffRoutingException">Thrown when a policy that is new names a key without a queue.</exception>
    internal EscalationPolicy Current()
    {
        EscalationPolicy current = _source();
        if (!ReferenceEquals(current, Volatile.Read(ref _checked)))
        {
            Volatile.Write(ref _checked, Check(current));
        }

        return current;
    }

    private EscalationPolicy Check(EscalationPolicy? policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        _router.RequireRoutes(policy.RouteKeys);
        return policy;
    }
}
