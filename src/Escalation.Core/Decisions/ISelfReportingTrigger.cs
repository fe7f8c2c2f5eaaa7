namespace Escalation.Decisions;

/// <summary>A trigger that can fire because of what the agent's own text says of itself, see <see cref="ISelfReported"/>.</summary>
internal interface ISelfReportingTrigger
{
    /// <summary>Whether this one does.</summary>
    bool IsSelfReporting { get; }
}
