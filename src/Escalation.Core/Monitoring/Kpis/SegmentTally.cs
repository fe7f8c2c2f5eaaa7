namespace Escalation.Monitoring.Kpis;

/// <summary>The counts of one segment.</summary>
internal sealed class SegmentTally(KpiSegmentKind kind, string name, int number)
{
    private readonly PeriodSeries _fired = new();
    private readonly AuditedLosses _losses = new();
    private long _tasks;
    private long _escalated;
    private long _reviewed;
    private long _needed;
    private long _judged;
    private long _sufficient;

    internal void Add(KpiTask task, bool escalates, bool? needed, bool fired)
    {
        _tasks++;
        _escalated += escalates ? 1 : 0;
        if (escalates && needed is { } wasNeeded)
        {
            _reviewed++;
            _needed += wasNeeded ? 1 : 0;
        }

        if (escalates && task.Sufficient.Value is { } sufficient)
        {
            _judged++;
            _sufficient += sufficient ? 1 : 0;
        }

        if (task.Acts)
        {
            _losses.Add(task);
        }

        if (kind == KpiSegmentKind.Trigger)
        {
            _fired.Add(task.Period, fired);
        }
    }

    internal KpiSegment Finish(KpiOptions options)
    {
        bool isTrigger = kind == KpiSegmentKind.Trigger;
        return new KpiSegment
        {
            Kind = kind,
            Name = name,
            EscalationRate = new KpiProportion(_escalated, _tasks, options.Delta, "no tasks"),
            Appropriateness = new KpiProportion(_needed, _reviewed, options.Delta, "no escalation was reviewed"),
            HandoffSufficiency = new KpiProportion(_sufficient, _judged, options.Delta, "nobody said whether a handoff was sufficient"),
            MissedEscalationRate = _losses.Kept(options.Delta),
            Fired = isTrigger ? _fired.Proportion(options.Delta, "no tasks") : null,

            // Triggers share one half of the alarms' level: the j-th, in order of first appearance, has 1 / (j (j + 1)) of it, so that it does not matter how many come.
            Trend = isTrigger ? _fired.Trend(options, options.AlarmDelta / 2.0 / ((double)number * (number + 1))) : null,
        };
    }
}
