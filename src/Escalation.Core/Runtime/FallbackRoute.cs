using Escalation.Decisions;

namespace Escalation.Runtime;

/// <summary>The route of an escalation that the policy did not foresee.</summary>
internal static class FallbackRoute
{
    internal static string Of(EscalationPolicy policy) =>
        policy.RouteKeys.Contains(PolicyRoutes.DefaultKey, StringComparer.Ordinal) ? PolicyRoutes.DefaultKey : policy.RouteKeys[^1];
}
