using Escalation.Decisions;
using Escalation.Handoff;

namespace Escalation.Runtime;

/// <summary>The policy and router of the moment, where the policy's routes are known to lead somewhere.</summary>
internal sealed class CheckedSnapshots
{
    private readonly Func<EscalationSnapshot> _source;
    private EscalationSnapshot _checked;

    internal CheckedSnapshots(Func<EscalationSnapshot> source)
    {
        _source = source;
        _checked = Check(source());
    }

    /// <summary>Snapshots of a policy that can be replaced, and of a router that stays.</summary>
    internal static CheckedSnapshots Of(Func<EscalationPolicy> policy, HandoffRouter router)
    {
        EscalationSnapshot? last = null;
        return new CheckedSnapshots(() =>
        {
            EscalationPolicy current = policy();
            if (Volatile.Read(ref last) is { } known && ReferenceEquals(known.Policy, current))
            {
                return known;
            }

            var next = new EscalationSnapshot(current, router);
            Volatile.Write(ref last, next);
            return next;
        });
    }

    /// <exception cref="HandoffRoutingException">Thrown when a policy that is new names a key without a queue.</exception>
    internal EscalationSnapshot Current()
    {
        EscalationSnapshot current = _source();
        if (!ReferenceEquals(current, Volatile.Read(ref _checked)))
        {
            Volatile.Write(ref _checked, Check(current));
        }

        return current;
    }

    private static EscalationSnapshot Check(EscalationSnapshot? snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        snapshot.Router.RequireRoutes(snapshot.Policy.RouteKeys);
        return snapshot;
    }
}
