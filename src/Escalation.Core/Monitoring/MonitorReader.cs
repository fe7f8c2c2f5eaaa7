using System.Text.Json;
using Escalation.Auditing;
using Escalation.Calibration;
using Escalation.Statistics.Sequential;

namespace Escalation.Monitoring;

/// <summary>Reads monitors strictly.</summary>
internal static class MonitorReader
{
    /// <exception cref="MonitorStateException">Thrown when the document is not a whole, undamaged monitor of this version.</exception>
    internal static MonitorEngine Read(ReadOnlySpan<byte> utf8Json, IReadOnlyList<IAlarmObserver> observers) =>
        StateDocument.Read(utf8Json, MonitorWriter.Schema, fields => Engine(fields, observers));

    private static MonitorEngine Engine(StateFields fields, IReadOnlyList<IAlarmObserver> observers)
    {
        var options = new MonitorOptions
        {
            Stream = Id(fields.Text("stream")),
            Level = fields.Number("level"),
            Promise = fields.Word<AlarmPromise>("promise"),
            LabelOrder = fields.Word<LabelOrder>("labelOrder"),
            LabelWindow = Window(fields),
            Observers = observers,
        };
        MonitorCounters counters = Counters(fields.Object("counters"));
        JsonElement[] elements = fields.Items("watches", static element => element);
        if (elements.Length == 0)
        {
            throw fields.Fail("watches", "must not be empty");
        }

        EvidenceWatch[] watches = Array.ConvertAll(elements, element => Watch(new StateFields(element, "watches."), options, options.Level / elements.Length));
        if (watches.DistinctBy(watch => watch.Plan.Name).Count() != watches.Length)
        {
            throw fields.Fail("watches", "has a name twice");
        }

        var engine = new MonitorEngine(options, watches);
        long open = fields.Count("open");
        engine.Restore(counters, fields.Items("window", element => Slot(fields, element)), open);
        return engine;
    }

    private static int Window(StateFields fields) =>
        fields.Count("labelWindow") is var window and >= 1 and <= int.MaxValue ? (int)window : throw fields.Fail("labelWindow", "is out of range");

    private static MonitorCounters Counters(StateFields fields)
    {
        var counters = new MonitorCounters
        {
            Decisions = fields.Count("decisions"),
            Escalations = fields.Count("escalations"),
            RepeatedDecisions = fields.Count("repeatedDecisions"),
            Unscored = fields.Count("unscored"),
            Labelled = fields.Count("labelled"),
            Awaited = fields.Count("awaited"),
            NeverLabelled = fields.Count("neverLabelled"),
            UnknownOutcomes = fields.Count("unknownOutcomes"),
            RepeatedOutcomes = fields.Count("repeatedOutcomes"),
            UnaskedOutcomes = fields.Count("unaskedOutcomes"),
        };
        fields.RequireEmpty();
        return counters;
    }

    private static EvidenceWatch Watch(StateFields fields, MonitorOptions options, double level)
    {
        string name = Id(fields.Text("name"));
        WatchSubject subject = fields.Word<WatchSubject>("subject");
        string? certificate = fields.OptionalText("certificate");
        bool scored = subject == WatchSubject.ScoreDistribution;
        WatchPlan plan = (scored ? WatchPlan.Drift(Scores(fields), name) : Rate(subject, fields.Number("alpha"), name)).Of(certificate, fields.Word<CertificateScope>("scope"), fields.Word<CertificateUnit>("unit"), fields.OptionalText("group"));
        var watch = new EvidenceWatch(plan, options.Promise, level, options.Stream, scored ? [] : fields.Numbers("alternatives"));
        long[] seen = scored ? fields.Counts("seen") : [];
        var evidence = new EvidenceState
        {
            Count = fields.Count("steps"),
            Sum = fields.Number("sum"),
            Rounding = fields.Number("rounding"),
            MaxLogValue = fields.OptionalNumber("largest") ?? double.NegativeInfinity,
            Capitals = fields.Items("capitals", element => Capital(fields, element)),
        };
        string[] firstIds = Array.ConvertAll(fields.Texts("firstIds"), Id);
        WeightedMeanState? risk = Risk(fields.OptionalObject("risk"));
        watch.Restore(evidence, firstIds, seen, risk, Alarm(fields.OptionalObject("alarm"), plan, options, level));
        fields.RequireEmpty();
        return watch;
    }

    private static WatchPlan Rate(WatchSubject subject, double alpha, string name) => subject switch
    {
        WatchSubject.DelegationRate => WatchPlan.DelegationRate(alpha, name),
        WatchSubject.RiskAmongActed => WatchPlan.Risk(alpha, name),
        _ => WatchPlan.RiskOfAll(alpha, name),
    };

    private static ScoreReference Scores(StateFields fields)
    {
        ulong seed = fields.Hexadecimal("seed");
        return ScoreReference.Restore(fields.Numbers("edges"), fields.Numbers("ties"), fields.Counts("gaps"), seed);
    }

    private static CapitalState Capital(StateFields fields, JsonElement element)
    {
        JsonElement list = List(fields, element, "capitals", 4);
        return new CapitalState(fields.Number(list[0], "capitals"), fields.Number(list[1], "capitals"), fields.Count(list[2], "capitals"), fields.Number(list[3], "capitals"));
    }

    private static WeightedMeanState? Risk(StateFields? fields)
    {
        if (fields is not { } risk)
        {
            return null;
        }

        var state = new WeightedMeanState
        {
            Count = risk.Count("count"),
            Sum = risk.Number("sum"),
            SquaredDeviations = risk.Number("squaredDeviations"),
            Weight = risk.Number("weight"),
            WeightedSum = risk.Number("weightedSum"),
            Penalty = risk.Number("penalty"),
        };
        risk.RequireEmpty();
        return state;
    }

    private static Alarm? Alarm(StateFields? fields, WatchPlan plan, MonitorOptions options, double level)
    {
        if (fields is not { } alarm)
        {
            return null;
        }

        var raised = new Alarm
        {
            Watch = plan.Name,
            Subject = plan.Subject,
            Stream = options.Stream,
            CertificateId = plan.CertificateId,
            Alpha = plan.Alpha,
            Promise = options.Promise,
            Level = level,
            LogEvidence = alarm.Number("logEvidence"),
            FirstStep = alarm.Count("firstStep"),
            FirstDecisionId = Id(alarm.Text("firstDecisionId")),
            Step = alarm.Count("step"),
            DecisionId = Id(alarm.Text("decisionId")),
            EstimatedRate = alarm.Number("estimatedRate"),
        };
        alarm.RequireEmpty();
        return raised.FirstStep >= 1 && raised.FirstStep <= raised.Step ? raised : throw alarm.Fail("firstStep", "is out of range");
    }

    private static DecisionSlot Slot(StateFields fields, JsonElement element)
    {
        JsonElement list = List(fields, element, "window", 6);
        var slot = new DecisionSlot
        {
            Id = Id(list[0].GetString() ?? ""),
            Kind = fields.Word<SlotKind>(list[1], "window"),
            Propensity = fields.Number(list[2], "window"),
            Predicted = fields.Number(list[3], "window"),
            Loss = fields.Number(list[4], "window"),
            Escalated = list[5].ValueKind is JsonValueKind.True or JsonValueKind.False ? list[5].GetBoolean() : throw fields.Fail("window", "must hold a truth value last"),
        };

        // What an observation would refuse is refused here, before it is its turn.
        _ = slot.Weighted;
        return slot;
    }

    private static JsonElement List(StateFields fields, JsonElement element, string name, int length) =>
        element.ValueKind == JsonValueKind.Array && element.GetArrayLength() == length ? element : throw fields.Fail(name, $"must hold lists of {length}");

    private static string Id(string id)
    {
        AuditEntry.RequireId(id, nameof(id));
        return id;
    }
}
