using Escalation.Decisions;

namespace Escalation.Runtime;

/// <summary>Reasons that the runtime adds to those of the policy.</summary>
public static class RuntimeReason
{
    /// <summary>The decision could not be recorded, and no record means no act.</summary>
    public static Reason AuditUnavailable { get; } = new("audit-unavailable");

    /// <summary>The custodian did not say who has the conversation, so that a person may have it.</summary>
    public static Reason CustodyUnknown { get; } = new("custody-unknown");

    /// <summary>The policy itself failed, beyond the faults of triggers that it turns into signals.</summary>
    public static Reason PolicyFault { get; } = new("policy-fault");
}
