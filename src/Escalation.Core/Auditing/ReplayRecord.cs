using System.Text.Json;
using Escalation.Decisions;
using Escalation.Journal;

namespace Escalation.Auditing;

/// <summary>A decision record read for its replay.</summary>
internal sealed class ReplayRecord
{
    /// <exception cref="FormatException">Thrown when a member is absent or not what it should be.</exception>
    internal ReplayRecord(JsonElement data)
    {
        JsonElement replay = Member(data, "replay");
        Outcome = OutcomeOf(data, "outcome");
        Reason = Text(data, "reason") ?? "";
        Route = Text(data, "route");
        Priority = PriorityOf(data);
        Severity = SeverityOf(data);
        Score = JsonNumber.Read(Member(data, "score"), "score");
        Threshold = JsonNumber.Read(Member(data, "threshold"), "threshold");
        ModelIsRight = JsonNumber.Read(Member(data, "modelIsRight"), "modelIsRight");
        ExpertIsRight = JsonNumber.Read(Member(data, "expertIsRight"), "expertIsRight");
        CostOfActing = JsonNumber.Read(Member(data, "costOfActing"), "costOfActing");
        CostOfEscalating = JsonNumber.Read(Member(data, "costOfEscalating"), "costOfEscalating");
        Triggers = [.. Member(data, "triggers").EnumerateArray().Select(Signal)];
        Asked = Member(replay, "asked").GetBoolean();
        Source = Member(replay, "source").GetInt32();
        Budget = Member(replay, "budget").GetInt32();
        Lead = Member(replay, "lead").GetInt32();
        Fingerprint = Text(replay, "fingerprint") ?? "";
        Rule = replay.TryGetProperty("rule", out JsonElement rule) ? RuleOf(rule) : null;
        Otherwise = replay.TryGetProperty("otherwise", out JsonElement otherwise) ? new ReplayedSignal { Said = "missing", Reason = Decisions.Reason.NoSignal.Code, Proposal = DecisionOutcome.EscalateToPerson, Route = Text(otherwise, "route"), Priority = PriorityOf(otherwise) } : null;
        bool sound = Source >= -1 && Source < MaximumIndex && Budget >= -1 && Budget < MaximumIndex && Lead >= -1 && Lead < MaximumIndex && AuditHash.IsHash(Fingerprint);
        if (!sound)
        {
            throw new FormatException("replay has an index or a fingerprint that is none.");
        }
    }

    private static int MaximumIndex => EscalationPolicyBuilder.MaximumTriggers;

    internal DecisionOutcome Outcome { get; }

    internal string Reason { get; }

    internal string? Route { get; }

    internal Priority Priority { get; }

    internal Severity Severity { get; }

    internal double Score { get; }

    internal double Threshold { get; }

    internal double ModelIsRight { get; }

    internal double ExpertIsRight { get; }

    internal double CostOfActing { get; }

    internal double CostOfEscalating { get; }

    internal ReplayedSignal[] Triggers { get; }

    internal bool Asked { get; }

    internal int Source { get; }

    internal int Budget { get; }

    internal int Lead { get; }

    internal string Fingerprint { get; }

    internal ReplayedRule? Rule { get; }

    /// <summary>What is said when nobody says anything, or when nobody was asked.</summary>
    internal ReplayedSignal? Otherwise { get; }

    private static ReplayedSignal Signal(JsonElement json)
    {
        string said = Text(json, "said") ?? "";
        string? direction = json.TryGetProperty("direction", out JsonElement element) ? element.GetString() : null;
        int side = Array.IndexOf(ReplayEntry.Directions, direction);
        bool known = said is "fires" or "quiet" or "abstains" or "missing" or "fault" or "held-back" or "skipped" && (direction is null || side >= 0);
        if (!known)
        {
            throw new FormatException("A trigger said something unknown.");
        }

        bool speaks = said is "fires" or "missing" or "fault";
        bool held = said == "held-back";
        return new ReplayedSignal
        {
            Said = said,
            Reason = speaks || held ? Text(json, "reason") ?? "" : Decisions.Reason.WithinThresholds.Code,
            Proposal = speaks ? OutcomeOf(json, "proposes") : DecisionOutcome.Act,
            Severity = SeverityOf(json),
            Restraint = json.TryGetProperty("restraint", out JsonElement restraint) ? restraint.GetString() : null,
            Direction = side < 0 ? null : (ScoreDirection)side,
            Score = said == "skipped" ? double.NaN : JsonNumber.Read(Member(json, "score"), "score"),
            Threshold = said == "skipped" ? double.NaN : JsonNumber.Read(Member(json, "threshold"), "threshold"),
            Route = speaks ? Text(json, "route") : null,
            Priority = speaks ? PriorityOf(json) : Priority.Normal,
        };
    }

    private static ReplayedRule RuleOf(JsonElement json)
    {
        double wrongAct = JsonNumber.Read(Member(json, "wrongAct"), "wrongAct");
        double escalation = JsonNumber.Read(Member(json, "escalation"), "escalation");
        var signal = new ReplayedSignal
        {
            Said = Text(json, "said") ?? "",
            Reason = Text(json, "reason") ?? "",
            Proposal = OutcomeOf(json, "proposes"),
            Score = JsonNumber.Read(Member(json, "gain"), "gain"),
            Threshold = escalation / wrongAct,
            Route = Text(json, "route"),
            Priority = PriorityOf(json),
        };
        return new ReplayedRule(signal, Member(json, "direct").GetBoolean(), wrongAct, escalation);
    }

    private static JsonElement Member(JsonElement json, string name) => json.TryGetProperty(name, out JsonElement value) ? value : throw new FormatException($"The record has no member '{name}'.");

    private static string? Text(JsonElement json, string name) => Member(json, name).GetString();

    private static DecisionOutcome OutcomeOf(JsonElement json, string name) => DecisionOutcomeNames.TryParse(Text(json, name), out DecisionOutcome outcome) ? outcome : throw new FormatException($"{name} is no outcome.");

    private static Priority PriorityOf(JsonElement json) => (Priority)Member(json, "priority").GetInt32() is >= Priority.Low and <= Priority.Urgent and var priority ? priority : throw new FormatException("priority is none.");

    private static Severity SeverityOf(JsonElement json) => !json.TryGetProperty("severity", out JsonElement value) ? Severity.Moderate
        : (Severity)value.GetInt32() is >= Severity.Low and <= Severity.Critical and var severity ? severity : throw new FormatException("severity is none.");
}
