using Escalation.Statistics.Sequential;

namespace Escalation.Monitoring;

/// <summary>What a monitor does, without its lock and its observers.</summary>
/// <remarks>A decision or outcome costs O(number of watches) on average: an outcome on which later ones waited settles them too, but each decision is settled once. Nothing is allocated but alarms.</remarks>
internal sealed class MonitorEngine
{
    private readonly bool _needsLabels;
    private readonly bool _needsLabelsOfEscalations;
    private readonly bool _needsScores;

    internal MonitorEngine(MonitorOptions options, IReadOnlyList<EvidenceWatch> watches)
    {
        Options = options;
        Watches = [.. watches];
        Window = new DecisionWindow(options.LabelWindow);
        foreach (EvidenceWatch watch in watches)
        {
            _needsLabels |= watch.Risk is not null;
            _needsLabelsOfEscalations |= watch.Plan.Subject == WatchSubject.RiskAmongAll;
            _needsScores |= watch.Plan.Subject == WatchSubject.ScoreDistribution;
        }
    }

    internal MonitorOptions Options { get; }

    internal EvidenceWatch[] Watches { get; }

    internal DecisionWindow Window { get; }

    /// <summary>The first decision that has not become evidence yet, when labels count in the order of decisions.</summary>
    internal long Cursor { get; private set; }

    internal MonitorCounters Counters => new()
    {
        Decisions = Decisions,
        Escalations = Escalations,
        RepeatedDecisions = RepeatedDecisions,
        Unscored = Unscored,
        Labelled = LabelCount,
        Awaited = Awaited,
        NeverLabelled = NeverLabelled,
        UnknownOutcomes = UnknownOutcomes,
        RepeatedOutcomes = RepeatedOutcomes,
        UnaskedOutcomes = UnaskedOutcomes,
    };

    /// <summary>The alarms so far, the first first.</summary>
    internal List<Alarm> Alarms { get; } = [];

    private long Decisions { get; set; }

    private long Escalations { get; set; }

    private long RepeatedDecisions { get; set; }

    private long Unscored { get; set; }

    private long LabelCount { get; set; }

    private long Awaited { get; set; }

    private long NeverLabelled { get; set; }

    private long UnknownOutcomes { get; set; }

    private long RepeatedOutcomes { get; set; }

    private long UnaskedOutcomes { get; set; }

    internal void Decide(string id, bool escalates, double? score, in AuditDraw draw, double predicted)
    {
        if (Window.TryFind(id, out _))
        {
            RepeatedDecisions++;
            return;
        }

        if (Window.IsFull)
        {
            Forget();
        }

        SlotKind kind = !NeedsLabel(escalates) ? SlotKind.Unwatched : draw.IsSelected ? SlotKind.Awaited : SlotKind.Unaudited;
        Window.Add(new DecisionSlot { Id = id, Escalated = escalates, Kind = kind, Propensity = draw.Propensity, Predicted = predicted });
        Decisions++;
        Escalations += escalates ? 1 : 0;
        Awaited += kind == SlotKind.Awaited ? 1 : 0;
        Unscored += _needsScores && score is null ? 1 : 0;
        ObserveDecision(id, escalates, score);
        if (Options.LabelOrder == LabelOrder.Decision)
        {
            Advance();
        }
        else if (kind != SlotKind.Awaited)
        {
            Settle(Window[Window.Next - 1]);
        }
    }

    /// <param name="id">The decision.</param>
    /// <param name="loss">The loss of whoever answered.</param>
    /// <param name="ofModel">Whether it is the loss of the model's answer, whoever answered: then it says nothing about an escalation.</param>
    internal OutcomeStatus Label(string id, double loss, bool ofModel)
    {
        if (!Window.TryFind(id, out long number))
        {
            UnknownOutcomes++;
            return OutcomeStatus.Unknown;
        }

        ref DecisionSlot slot = ref Window[number];
        switch (slot.Kind)
        {
            case SlotKind.Labelled:
                RepeatedOutcomes++;
                return OutcomeStatus.Repeated;
            case SlotKind.Awaited when !(ofModel && slot.Escalated):
                slot.Kind = SlotKind.Labelled;
                slot.Loss = loss;
                LabelCount++;
                Awaited--;
                break;
            default:
                UnaskedOutcomes++;
                return OutcomeStatus.NotAwaited;
        }

        if (Options.LabelOrder == LabelOrder.Decision)
        {
            Advance();
        }
        else
        {
            Settle(slot);
        }

        return OutcomeStatus.Counted;
    }

    /// <exception cref="ArgumentException">Thrown when the parts contradict each other.</exception>
    internal void Restore(MonitorCounters counters, IReadOnlyList<DecisionSlot> slots, long cursor)
    {
        long first = counters.Decisions - slots.Count;
        Require(slots.Count == Math.Min(counters.Decisions, Window.Capacity), "the number of decisions in the window");
        Require(counters.Escalations <= counters.Decisions, "the number of escalations");
        Window.BeginAt(first);
        long awaited = 0;
        foreach (DecisionSlot slot in slots)
        {
            Require(!Window.TryFind(slot.Id, out _), $"the repeated decision '{slot.Id}'");
            Require(slot.Kind == SlotKind.Unwatched != NeedsLabel(slot.Escalated), $"the kind of decision '{slot.Id}'");
            awaited += slot.Kind == SlotKind.Awaited ? 1 : 0;
            Window.Add(slot);
        }

        Require(awaited == counters.Awaited, "the number of awaited labels");
        RequireCursor(cursor);
        Cursor = cursor;
        Decisions = counters.Decisions;
        Escalations = counters.Escalations;
        RepeatedDecisions = counters.RepeatedDecisions;
        Unscored = counters.Unscored;
        LabelCount = counters.Labelled;
        Awaited = counters.Awaited;
        NeverLabelled = counters.NeverLabelled;
        UnknownOutcomes = counters.UnknownOutcomes;
        RepeatedOutcomes = counters.RepeatedOutcomes;
        UnaskedOutcomes = counters.UnaskedOutcomes;
        foreach (EvidenceWatch watch in Watches)
        {
            Note(watch, watch.Alarm is not null);
            RequireSteps(watch);
        }
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new ArgumentException($"The saved window of a monitor contradicts itself in {what}.");
        }
    }

    /// <summary>In the order of decisions everything before the cursor is evidence, and it stands at an awaited label or behind the latest decision.</summary>
    private void RequireCursor(long cursor)
    {
        bool stands = Options.LabelOrder == LabelOrder.Arrival
            ? cursor == 0
            : cursor >= Window.Oldest && cursor <= Window.Next && (cursor == Window.Next || Window[cursor].Kind == SlotKind.Awaited);
        Require(stands, "the first open decision");
        for (long number = Window.Oldest; Options.LabelOrder == LabelOrder.Decision && number < cursor; number++)
        {
            Require(Window[number].Kind != SlotKind.Awaited, "a label that is awaited before the first open decision");
        }
    }

    private void RequireSteps(EvidenceWatch watch)
    {
        long most = watch.Plan.Subject == WatchSubject.ScoreDistribution ? Decisions - Unscored : Decisions;
        bool exact = watch.Plan.Subject is WatchSubject.ScoreDistribution or WatchSubject.DelegationRate;
        Require(exact ? watch.Capitals.Count == most : watch.Capitals.Count <= most, $"the steps of watch '{watch.Plan.Name}'");
    }

    private void ObserveDecision(string id, bool escalates, double? score)
    {
        foreach (EvidenceWatch watch in Watches)
        {
            if (watch.Plan.Subject == WatchSubject.DelegationRate)
            {
                Note(watch, watch.Observe(WeightedLoss.Seen(escalates ? 1.0 : 0.0), id));
            }
            else if (watch.Plan.Subject == WatchSubject.ScoreDistribution && score is { } known)
            {
                Note(watch, watch.ObserveScore(known, id));
            }
        }
    }

    /// <summary>The oldest decision leaves. If its label is still awaited, it counts as no loss in the order of decisions, so that the ones behind it can count, and not at all in the order of arrival.</summary>
    private void Forget()
    {
        ref DecisionSlot oldest = ref Window[Window.Oldest];
        if (oldest.Kind == SlotKind.Awaited)
        {
            NeverLabelled++;
            Awaited--;
            oldest.Kind = SlotKind.Labelled;
            oldest.Loss = 0.0;
            if (Options.LabelOrder == LabelOrder.Decision)
            {
                Advance();
            }
        }

        Window.DropOldest();
    }

    private void Advance()
    {
        while (Cursor < Window.Next && Window[Cursor].Kind != SlotKind.Awaited)
        {
            Settle(Window[Cursor]);
            Cursor++;
        }
    }

    private void Settle(in DecisionSlot slot)
    {
        if (slot.Kind == SlotKind.Unwatched)
        {
            return;
        }

        WeightedLoss loss = slot.Weighted;
        foreach (EvidenceWatch watch in Watches)
        {
            bool counts = watch.Plan.Subject == WatchSubject.RiskAmongAll || (watch.Plan.Subject == WatchSubject.RiskAmongActed && !slot.Escalated);
            if (counts)
            {
                Note(watch, watch.Observe(loss, slot.Id));
            }
        }
    }

    private bool NeedsLabel(bool escalates) => escalates ? _needsLabelsOfEscalations : _needsLabels;

    private void Note(EvidenceWatch watch, bool raised)
    {
        if (raised)
        {
            Alarms.Add(watch.Alarm!);
        }
    }
}
