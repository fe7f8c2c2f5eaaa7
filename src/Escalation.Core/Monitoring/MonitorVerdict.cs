namespace Escalation.Monitoring;

/// <summary>Whether what was promised still looks true. The default is the strict one.</summary>
public enum MonitorVerdict
{
    /// <summary>Some watch has raised an alarm, now or earlier: the promise does not hold, or the alarm is one of the few that a level allows. It stays.</summary>
    Alarm = 0,

    /// <summary>Nothing speaks against the promise so far. It is no proof that it holds.</summary>
    Continue,
}
