namespace Escalation.Runtime;

/// <summary>What happens when a decision cannot be recorded.</summary>
public enum AuditFailureMode
{
    /// <summary>Nothing acts without a record: the turn goes to a person. The default.</summary>
    Require = 0,

    /// <summary>The decision stands, and the failure is counted.</summary>
    BestEffort,
}
