using System.Text.Json;
using Escalation.Auditing;
using Escalation.Decisions;

namespace Escalation.Monitoring.Kpis;

/// <summary>Joins the records of each turn id into a task and gives tasks away, oldest first, once they are closed.</summary>
internal sealed class TaskCollector(int maximumOpen, TimeSpan period, Action<KpiTask> close)
{
    private readonly Dictionary<string, KpiTask> _open = new(StringComparer.Ordinal);
    private readonly Queue<KpiTask> _order = new();
    private readonly Dictionary<string, string> _decisionOfEscalation = new(StringComparer.Ordinal);
    private readonly DecisionReading _decisions = new();
    private long _period = long.MinValue;

    internal long Records { get; private set; }

    internal long Repeated { get; private set; }

    internal long Corrections { get; private set; }

    internal long Orphans { get; private set; }

    internal long ClosedEarly { get; private set; }

    internal long Conflicts { get; private set; }

    internal long UnknownKinds { get; private set; }

    internal long Unreadable { get; private set; }

    internal DateTimeOffset? From { get; private set; }

    internal DateTimeOffset? To { get; private set; }

    /// <summary>The time of the last record by the clock that was not moved, in ticks.</summary>
    internal long EndsAt { get; private set; }

    internal void Take(AuditRecord record)
    {
        Records++;
        From ??= record.Time;
        To = record.Time;
        EndsAt = Math.Max(EndsAt, TicksOf(record));

        // A clock that was set back must not change a period that was closed.
        _period = Math.Max(_period, TicksOf(record) / period.Ticks);
        switch (record.Kind.Code)
        {
            case "decision":
                Decide(record);
                break;
            case "idempotency-conflict":
                Conflicts++;
                break;
            case "segment" or "recovered" or "damaged" or "retained" or "erased":
                break;
            case "withheld" or "released" or "cancelled" or "handoff-intent" or "handoff-failed" or "handoff-delivered" or "outcome" or "sampled":
                if (Find(record) is { } task)
                {
                    Join(record, task);
                }

                break;
            case "handoff-accepted" or "handoff-declined" or "handoff-timed-out" or "handoff-rerouted" or "handoff-resolved" or "handoff-returned" or "handoff-reminded" or "handoff-abandoned":
                if (Find(record) is { } handedOff)
                {
                    JoinLife(record, handedOff);
                }

                break;
            default:
                UnknownKinds++;
                break;
        }
    }

    internal void CloseAll()
    {
        while (_order.TryDequeue(out KpiTask? task))
        {
            close(task);
        }

        _open.Clear();
    }

    /// <summary>The time by the writer's clock without what it was moved by since the log was opened.</summary>
    private static long TicksOf(AuditRecord record) => Math.Max(0, record.Time.UtcTicks - record.ClockSkew.Ticks);

    private void Decide(AuditRecord record)
    {
        if (record.Id is not { } id)
        {
            Unreadable++;
            return;
        }

        if (_open.TryGetValue(id, out KpiTask? known))
        {
            Repeated++;
            bool readable = known.IsCarriedOut || _decisions.TryRead(record.Data, known);
            Unreadable += readable ? 0 : 1;
            return;
        }

        var task = new KpiTask { Id = id, Period = _period, DecidedAt = TicksOf(record) };
        if (!_decisions.TryRead(record.Data, task))
        {
            Unreadable++;
            return;
        }

        if (_order.Count >= maximumOpen)
        {
            KpiTask oldest = _order.Dequeue();
            _open.Remove(oldest.Id);
            ClosedEarly++;
            close(oldest);
        }

        _open.Add(id, task);
        _order.Enqueue(task);
    }

    /// <summary>The task that a record tells of: by the decision that it names, by its own id, or by an escalation that was named together with a decision before.</summary>
    private KpiTask? Find(AuditRecord record)
    {
        string? escalation = record.Data.Text("escalation");
        string? decision = record.Data.Text("decision");
        if (escalation is not null && decision is not null && escalation != decision && _decisionOfEscalation.Count < maximumOpen)
        {
            _decisionOfEscalation[escalation] = decision;
        }

        if (TryFind(decision, out KpiTask? task) || TryFind(record.Id, out task) || TryFind(escalation, out task)
            || (escalation is not null && _decisionOfEscalation.TryGetValue(escalation, out decision) && TryFind(decision, out task)))
        {
            return task;
        }

        Orphans++;
        return null;
    }

    private bool TryFind(string? id, out KpiTask? task)
    {
        task = null;
        return id is not null && _open.TryGetValue(id, out task);
    }

    private void Join(AuditRecord record, KpiTask task)
    {
        switch (record.Kind.Code)
        {
            case "withheld":
                // What was withheld because nobody knew who has the conversation was handed off.
                task.Silent = record.Data.Text("reason") is not { } reason || reason == Reason.OwnedByPerson.Code;
                task.Outcome = DecisionOutcome.EscalateToPerson;
                break;
            case "released":
                task.Released = true;
                break;
            case "cancelled":
                task.Cancelled = true;
                break;
            case "handoff-delivered":
                task.Delivered = true;
                task.HandedOff = true;
                break;
            case "handoff-intent" or "handoff-failed":
                task.HandedOff = true;
                break;
            case "sampled":
                Draw(record.Data, task);
                break;
            default:
                Unreadable += Say(record.Data, "wasRight", task.WasRight, out Verdict wasRight) ? 0 : 1;
                task.WasRight = wasRight;
                break;
        }
    }

    private void Draw(JsonElement data, KpiTask task)
    {
        double propensity = data.Number("propensity");
        if (data.Flag("selected") is not { } selected || !(propensity >= Statistics.Sequential.WeightedLoss.LeastPropensity && propensity <= 1.0))
        {
            Unreadable++;
        }
        else if (selected)
        {
            task.Propensity = propensity;
        }
    }

    private void JoinLife(AuditRecord record, KpiTask task)
    {
        task.HandedOff = true;
        Say(record.Data, "needed", task.Needed, out Verdict needed);
        Say(record.Data, "sufficient", task.Sufficient, out Verdict sufficient);
        (task.Needed, task.Sufficient) = (needed, sufficient);
        switch (record.Kind.Code)
        {
            case "handoff-accepted":
                task.AcceptedAt ??= TicksOf(record);
                task.EndedIn ??= _period;
                break;
            case "handoff-resolved":
                End(record, task);
                task.Resolved = true;
                Judge(record.Data, task);
                break;
            case "handoff-returned":
                End(record, task);
                task.Returned = true;
                task.TakenBack |= record.Data.Flag("takenBack") is true;
                break;
            case "handoff-abandoned":
                task.AbandonedIn ??= _period;
                task.EndedIn ??= _period;
                break;
            default:
                break;
        }
    }

    private void End(AuditRecord record, KpiTask task)
    {
        task.ResolvedAt ??= TicksOf(record);
        task.EndedIn ??= _period;
    }

    /// <summary>What the person decided stands in the resolution itself: it counts whether or not the conversation is ever handed back, and the outcome kept.</summary>
    private void Judge(JsonElement data, KpiTask task)
    {
        if (Say(data, "modelWasRight", task.WasRight, out Verdict wasRight))
        {
            task.WasRight = wasRight;
            task.Overridden = task.Overridden.With(!wasRight.Value!.Value, _period, out _);
        }
        else if (task.Outcome == DecisionOutcome.RequestApproval && data.Text("resolution") is ("approved" or "denied") and var answer)
        {
            task.Overridden = task.Overridden.With(answer == "denied", _period, out _);
        }
    }

    /// <returns>Whether the member was there.</returns>
    private bool Say(JsonElement data, string name, Verdict earlier, out Verdict verdict)
    {
        verdict = earlier;
        if (data.Flag(name) is not { } value)
        {
            return false;
        }

        verdict = earlier.With(value, _period, out bool corrects);
        Corrections += corrects ? 1 : 0;
        return true;
    }
}
