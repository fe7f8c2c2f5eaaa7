using Escalation.Monitoring;

namespace Escalation.Core.Tests.Monitoring;

/// <summary>Keeps the alarms it is told of, and does what it is told to.</summary>
internal sealed class AlarmProbe(Action<Alarm>? onAlarm = null) : IAlarmObserver
{
    internal List<Alarm> Alarms { get; } = [];

    public void OnAlarm(Alarm alarm)
    {
        Alarms.Add(alarm);
        onAlarm?.Invoke(alarm);
    }
}
