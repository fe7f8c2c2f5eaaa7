namespace Escalation.Monitoring;

/// <summary>Is told of alarms, for example to swap a policy for a stricter one.</summary>
public interface IAlarmObserver
{
    /// <summary>Called once for the first alarm of each watch, on the thread that told the monitor of the decision or outcome and outside the monitor's lock. An exception reaches that caller; the alarm stands all the same.</summary>
    /// <param name="alarm">The alarm.</param>
    void OnAlarm(Alarm alarm);
}
