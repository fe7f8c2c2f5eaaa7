namespace Escalation.Monitoring.Kpis;

/// <summary>The counts of one segment.</summary>
internal sealed class SegmentTally(KpiSegmentKind kind, string name, int number)
{
    private readonly PeriodSeries _escalated = new();
    private readonly PeriodSeries _needed = new();
    private readonly PeriodSeries _sufficient = new();
    private readonly PeriodSeries _fired = new();
    private readonly AuditedLosses _losses = new();

    internal void Add(KpiTask task, bool escalates, bool? needed, bool fired)
    {
        _escalated.Add(task.Period, escalates, task.Conversation);
        if (escalates && needed is { } wasNeeded)
        {
            _needed.Add(task.Period, wasNeeded, task.Conversation);
        }

        if (escalates && task.Sufficient.Value is { } sufficient)
        {
            _sufficient.Add(task.Period, sufficient, task.Conversation);
        }

        if (task.Acts)
        {
            _losses.Add(task);
        }

        if (kind == KpiSegmentKind.Trigger)
        {
            _fired.Add(task.Period, fired, task.Conversation);
        }
    }

    internal KpiSegment Finish(KpiOptions options)
    {
        bool isTrigger = kind == KpiSegmentKind.Trigger;
        return new KpiSegment
        {
            Kind = kind,
            Name = name,
            EscalationRate = _escalated.Proportion(options, "no tasks"),
            Appropriateness = _needed.Proportion(options, "no escalation was reviewed"),
            HandoffSufficiency = _sufficient.Proportion(options, "nobody said whether a handoff was sufficient"),
            MissedEscalationRate = _losses.Kept(options),
            Fired = isTrigger ? _fired.Proportion(options, "no tasks") : null,

            // Triggers share one half of the alarms' level: the j-th, in order of first appearance, has 1 / (j (j + 1)) of it, so that it does not matter how many come.
            Trend = isTrigger ? _fired.Trend(options, options.AlarmDelta / 2.0 / ((double)number * (number + 1))) : null,
        };
    }
}
