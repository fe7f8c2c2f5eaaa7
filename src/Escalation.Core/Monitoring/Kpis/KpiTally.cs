using Escalation.Decisions;

namespace Escalation.Monitoring.Kpis;

/// <summary>Adds closed tasks up and makes the report of them.</summary>
internal sealed class KpiTally(KpiOptions options)
{
    /// <summary>One half of the alarms' level is shared by the figures over all tasks, the other half by the triggers.</summary>
    private const int WatchedFigures = 8;

    private const string NotYet = "no handoff has had that long";

    private readonly PeriodSeries _escalated = new();
    private readonly PeriodSeries _appropriate = new();
    private readonly PeriodSeries _sufficient = new();
    private readonly PeriodSeries _overridden = new();
    private readonly PeriodSeries _abandoned = new();
    private readonly AuditedLosses _losses = new();
    private readonly List<KpiTask> _handoffs = [];
    private readonly List<SegmentTally> _order = [];
    private readonly Dictionary<(KpiSegmentKind Kind, string Name), SegmentTally> _segments = [];
    private readonly int[] _segmentsOfKind = new int[3];
    private long _unreleased;
    private long _approvals;
    private long _silent;
    private long _cancelled;
    private long _otherMode;
    private long _byOutcome;
    private long _clockFaults;
    private long _notReturned;
    private long _takenBack;

    private double FigureLevel => options.AlarmDelta / 2.0 / WatchedFigures;

    internal void Add(KpiTask task)
    {
        if (task.Silent)
        {
            _silent++;
        }
        else if (task.Enforced == options.Shadow)
        {
            _otherMode++;
        }
        else if (task.Cancelled && !task.IsCarriedOut && !task.HandedOff)
        {
            _cancelled++;
        }
        else
        {
            Count(task);
        }
    }

    internal KpiReport Finish(TaskCollector read)
    {
        (DurationKpi toAccept, DurationKpi toResolve) = Times(read.EndsAt);
        KpiSegment[] segments = [.. _order.Select(segment => segment.Finish(options))];
        var report = new KpiReport
        {
            Options = options,
            From = read.From,
            To = read.To,
            Counts = CountsOf(read),
            EscalationRate = Figure("escalationRate", _escalated, "no tasks"),
            Appropriateness = Figure("appropriateness", _appropriate, "no escalation was reviewed"),
            ReviewedByOutcome = _byOutcome,
            MissedEscalations = _losses.Finish(options, FigureLevel),
            HandoffSufficiency = Figure("handoffSufficiency", _sufficient, "nobody said whether a handoff was sufficient"),
            OverrideRate = Figure("overrideRate", _overridden, "nobody said whether the agent was right"),
            AbandonedRate = Figure("abandonedRate", _abandoned, "no handoff was accepted, resolved or abandoned"),
            TimeToAccept = toAccept,
            TimeToResolve = toResolve,
            Segments = segments,
            Alarms = [],
        };
        return report with { Alarms = [.. AlarmsOf(report)] };
    }

    private static IEnumerable<KpiAlarm> AlarmsOf(KpiReport report)
    {
        (string Name, KpiTrend? Trend)[] watched =
        [
            .. new[] { report.EscalationRate, report.Appropriateness, report.HandoffSufficiency, report.OverrideRate, report.AbandonedRate, report.TimeToAccept.InTime, report.TimeToResolve.InTime }.Select(kpi => (kpi.Name, (KpiTrend?)kpi.Trend)),
            ("missedEscalationRate", report.MissedEscalations.Trend),
            .. report.Segments.Where(segment => segment.Kind == KpiSegmentKind.Trigger).Select(segment => ($"trigger:{segment.Name}", segment.Trend)),
        ];
        return watched.Where(one => one.Trend?.Change is { IsAlarm: true }).Select(one => new KpiAlarm(one.Name, one.Trend!.Change!));
    }

    private void Count(KpiTask task)
    {
        bool? needed = null;
        _escalated.Add(task.Period, task.Escalates, task.Conversation);
        if (task.Escalates)
        {
            needed = Review(task);
        }
        else if (task.Acts)
        {
            _losses.Add(task);
            _unreleased += task.Released ? 0 : 1;
        }
        else
        {
            _approvals++;
        }

        if (task.Overridden.Value is { } overridden)
        {
            // A refused approval too: the person decided otherwise than the agent.
            _overridden.Add(task.Overridden.Period, overridden, task.Conversation);
        }

        if (task.Escalates && task.HandedOff)
        {
            HandOff(task);
        }

        AddTo(KpiSegmentKind.Policy, task.Policy, task, task.Escalates, needed, fired: false);
        AddTo(KpiSegmentKind.DecisionClass, task.DecisionClass, task, task.Escalates, needed, fired: false);
        foreach (TriggerWord trigger in task.Triggers)
        {
            AddTo(KpiSegmentKind.Trigger, trigger.Name, task, task.Escalates && trigger.Name == task.Source, needed, trigger.Fired);
        }
    }

    private bool? Review(KpiTask task)
    {
        if (task.Needed.Value is { } said)
        {
            _appropriate.Add(task.Needed.Period, said, task.Conversation);
            return said;
        }

        if (task.WasRight.Value is not { } wasRight)
        {
            return null;
        }

        _byOutcome++;
        _appropriate.Add(task.WasRight.Period, !wasRight, task.Conversation);
        return !wasRight;
    }

    private void HandOff(KpiTask task)
    {
        if (task.Sufficient.Value is { } sufficient)
        {
            _sufficient.Add(task.Sufficient.Period, sufficient, task.Conversation);
        }

        if (task.EndedIn is { } ended)
        {
            _abandoned.Add(ended, task.IsAbandoned, task.Conversation);
        }

        if (task.Outcome == DecisionOutcome.EscalateToPerson)
        {
            _handoffs.Add(task);
            _notReturned += task is { Resolved: true, Returned: false } ? 1 : 0;
            _takenBack += task.TakenBack ? 1 : 0;
        }
    }

    private void AddTo(KpiSegmentKind kind, string? name, KpiTask task, bool escalates, bool? needed, bool fired)
    {
        if (name is null)
        {
            return;
        }

        if (!_segments.TryGetValue((kind, name), out SegmentTally? segment))
        {
            if (_segmentsOfKind[(int)kind] >= options.MaximumSegments)
            {
                return;
            }

            segment = new SegmentTally(kind, name, ++_segmentsOfKind[(int)kind]);
            _segments.Add((kind, name), segment);
            _order.Add(segment);
        }

        segment.Add(task, escalates, needed, fired);
    }

    private (DurationKpi ToAccept, DurationKpi ToResolve) Times(long endsAt)
    {
        var accept = new HandoffTimes(options.AcceptWithin, options.Period);
        var resolve = new HandoffTimes(options.ResolveWithin, options.Period);
        foreach (KpiTask task in _handoffs)
        {
            // Whoever resolved it had accepted it by then.
            Time(accept, task, task.AcceptedAt ?? task.ResolvedAt, endsAt);
            Time(resolve, task, task.ResolvedAt, endsAt);
            _clockFaults += task.AcceptedAt < task.DecidedAt || task.ResolvedAt < task.DecidedAt ? 1 : 0;
        }

        return (
            accept.Finish("timeToAccept", Figure("acceptedInTime", accept.InTime, NotYet), options.Delta, "no acceptance is recorded"),
            resolve.Finish("timeToResolve", Figure("resolvedInTime", resolve.InTime, NotYet), options.Delta, "no resolution is recorded"));
    }

    private static void Time(HandoffTimes times, KpiTask task, long? at, long endsAt)
    {
        if (at is { } ended)
        {
            times.Ended(task.DecidedAt, ended, endsAt, task.Conversation);
        }
        else if (task.IsAbandoned)
        {
            times.Never(task.DecidedAt, endsAt, task.Conversation);
        }
        else
        {
            times.Running(task.DecidedAt, endsAt, task.Conversation);
        }
    }

    private Kpi Figure(string name, PeriodSeries series, string reason) => new(name, series.Proportion(options, reason), series.Trend(options, FigureLevel));

    private KpiCounts CountsOf(TaskCollector read) => new()
    {
        Records = read.Records,
        Tasks = _escalated.Total,
        Acted = _losses.Acted,
        ApprovalsRequested = _approvals,
        Escalated = _escalated.Count,
        Unreleased = _unreleased,
        Silent = _silent,
        Cancelled = _cancelled,
        OtherMode = _otherMode,
        RepeatedDecisions = read.Repeated,
        Corrections = read.Corrections,
        Orphans = read.Orphans,
        ClosedEarly = read.ClosedEarly,
        IdempotencyConflicts = read.Conflicts,
        UnknownKinds = read.UnknownKinds,
        Unreadable = read.Unreadable,
        ClockFaults = _clockFaults,
        NotReturned = _notReturned,
        TakenBack = _takenBack,
    };
}
