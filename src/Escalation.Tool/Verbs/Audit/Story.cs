using System.Text.Json;
using Escalation.Auditing;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Audit;

/// <summary>Records in words: codes and numbers only. A text that is no code is not shown, whatever a foreign writer put into the log.</summary>
internal static class Story
{
    internal static string Of(AuditRecord record) => record.Kind.Code switch
    {
        "decision" => Decision(record.Data),
        "released" => Flag(record.Data, "completed") == false ? $"the act was released and failed{Because(record.Data, "fault")}" : "the act was released and has ended",
        "withheld" => $"nothing was released{Because(record.Data, "reason")}",
        "cancelled" => "the caller gave up before anything was released",
        "handoff-intent" => $"about to be sent{To(record.Data)}{Choice(record.Data)}",
        "handoff-delivered" => $"taken{To(record.Data, "by")}{(Code(record.Data, "reference") is { } reference ? $" as {reference}" : "")}",
        "handoff-failed" => $"not taken{To(record.Data, "by")}{Because(record.Data, "failure")}",
        "handoff-accepted" => $"a person took over{By(record.Data)}{To(record.Data, "in")}{Verdicts(record.Data)}",
        "handoff-declined" => $"declined{By(record.Data)}{Because(record.Data, "reason")}",
        "handoff-timed-out" => $"the time ran out{To(record.Data, "in")}{Because(record.Data, "reason")}",
        "handoff-rerouted" => $"moved{To(record.Data)}{Because(record.Data, "reason")}",
        "handoff-reminded" => $"reminded{To(record.Data, "in")}",
        "handoff-resolved" => $"resolved{By(record.Data)}{Because(record.Data, "resolution")}{Verdicts(record.Data)}",
        "handoff-returned" => $"handed back to the agent{By(record.Data)}{Verdicts(record.Data)}",
        "handoff-abandoned" => $"abandoned{Because(record.Data, "reason")}",
        "outcome" => Flag(record.Data, "wasRight") switch { true => "the model was right", false => "the model was wrong", _ => "no outcome" },
        "sampled" => $"{(Flag(record.Data, "selected") == true ? "drawn for an audit" : "not drawn for an audit")} with probability {Number(record.Data, "propensity")}",
        "idempotency-conflict" => "refused: another turn under this id",
        "segment" => $"segment {Number(record.Data, "segment")} begins after {Number(record.Data, "records")} records",
        "damaged" => $"segment {Number(record.Data, "segment")} was found damaged at record {Number(record.Data, "record")}",
        "recovered" => "a torn tail was cut off",
        "retained" => "the oldest records were removed on purpose",
        "erased" => "the key of somebody's personal fields was erased",
        _ => Codes(record.Data),
    };

    /// <summary>What each trigger, and the cost rule, said of a decision.</summary>
    internal static IEnumerable<string> Triggers(AuditRecord record)
    {
        if (record.Data.TryGetProperty("triggers", out JsonElement triggers) && triggers.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement trigger in triggers.EnumerateArray().Where(trigger => trigger.ValueKind == JsonValueKind.Object))
            {
                string proposes = Code(trigger, "proposes") is { } outcome ? $", proposes {outcome}" : "";
                yield return $"{Code(trigger, "name") ?? "a trigger"} {Code(trigger, "said")}{Because(trigger, "reason")}{Comparison(trigger)}{proposes}";
            }
        }

        if (record.Data.TryGetProperty("replay", out JsonElement replay) && replay.ValueKind == JsonValueKind.Object && replay.TryGetProperty("rule", out JsonElement rule) && rule.ValueKind == JsonValueKind.Object)
        {
            yield return $"cost rule {Code(rule, "said")}: gain {Number(rule, "gain")}, costs {Number(rule, "wrongAct")} and {Number(rule, "escalation")}";
        }
    }

    /// <summary>The rule that chose the queue, and the queues before it.</summary>
    private static string Choice(JsonElement data)
    {
        string text = Code(data, "rule") is { } rule ? $" by rule {rule}" : "";
        if (data.TryGetProperty("passedOver", out JsonElement queues) && queues.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement queue in queues.EnumerateArray().Where(queue => queue.ValueKind == JsonValueKind.Object))
            {
                text += $", not to {Code(queue, "queue") ?? "another"}{Because(queue, "because")}";
            }
        }

        return text;
    }

    private static string Decision(JsonElement data)
    {
        string route = Code(data, "route") is { } key ? $" to {key} (priority {Number(data, "priority")})" : "";
        string shadow = Flag(data, "enforced") == false ? ", not enforced" : "";
        string certificate = Code(data, "certificate") is { } id ? $", certificate {id}" : "";
        return $"{Code(data, "outcome")}{route}{Because(data, "reason")}{Comparison(data)}; policy {Code(data, "policy") ?? "-"}{certificate}{shadow}";
    }

    private static string Comparison(JsonElement data) =>
        data.TryGetProperty("score", out JsonElement score) && score.ValueKind == JsonValueKind.Number ? $", score {Number(data, "score")} against {Number(data, "threshold")}" : "";

    private static string Verdicts(JsonElement data)
    {
        string text = Flag(data, "sufficient") switch { true => ", nothing had to be asked again", false => ", had to ask again", _ => "" };
        text += Flag(data, "needed") switch { true => ", it needed a person", false => ", it needed no person", _ => "" };
        return Code(data, "label") is { } label ? $"{text}, label {label}" : text;
    }

    private static string Because(JsonElement data, string member) => Code(data, member) is { } code ? $": {code}" : "";

    private static string By(JsonElement data) => Code(data, "actor") is { } actor ? $" by {actor}" : "";

    private static string To(JsonElement data, string word = "to") => Code(data, "queue") is { } queue ? $" {word} {queue}" : "";

    /// <summary>All members of a record of unknown kind that are codes, numbers or flags.</summary>
    private static string Codes(JsonElement data)
    {
        IEnumerable<string> members = data.EnumerateObject()
            .Where(member => AuditCode.IsCode(member.Name))
            .Select(member => (member.Name, Text: member.Value.ValueKind switch
            {
                JsonValueKind.String => Code(data, member.Name),
                JsonValueKind.Number => Number(data, member.Name),
                JsonValueKind.True => "yes",
                JsonValueKind.False => "no",
                _ => null,
            }))
            .Where(member => member.Text is not null)
            .Select(member => $"{member.Name} {member.Text}");
        return string.Join(", ", members);
    }

    private static bool? Flag(JsonElement data, string name) => !data.TryGetProperty(name, out JsonElement value) ? null : value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static string? Code(JsonElement data, string name) =>
        data.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? AuditCode.Keep(value.GetString()) : null;

    private static string Number(JsonElement data, string name) =>
        data.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number)
            ? value.TryGetInt64(out long whole) ? Report.Count(whole) : Report.Short(number)
            : "-";
}
