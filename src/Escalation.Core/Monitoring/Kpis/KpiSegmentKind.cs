namespace Escalation.Monitoring.Kpis;

/// <summary>By what a segment is told apart.</summary>
public enum KpiSegmentKind
{
    /// <summary>The policy that decided.</summary>
    Policy = 0,

    /// <summary>The class of the proposed act.</summary>
    DecisionClass,

    /// <summary>A trigger.</summary>
    Trigger,
}
