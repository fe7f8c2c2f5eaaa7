using System.Buffers;
using System.Text.Json;
using Escalation.Auditing;

namespace Escalation.Core.Tests.Monitoring.Kpis;

/// <summary>Records as a log would hold them, one after another, without the log.</summary>
internal sealed class KpiLog
{
    internal static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private readonly List<AuditRecord> _records = [];

    internal DateTimeOffset Now { get; set; } = Start;

    internal IReadOnlyList<AuditRecord> Records => _records;

    internal KpiLog Wait(double seconds)
    {
        Now += TimeSpan.FromSeconds(seconds);
        return this;
    }

    internal KpiLog Write(string kind, string? id, object data)
    {
        var record = new AuditRecord(_records.Count + 1, Now, new AuditKind(kind), id, JsonSerializer.SerializeToElement(data), "", "");
        _records.Add(record);
        return this;
    }

    /// <summary>A decision as older versions wrote it, without what a replay needs.</summary>
    internal KpiLog Decide(string id, string outcome, string reason = "within-thresholds", string policy = "p", string? decisionClass = null, bool enforced = true, double score = 0.5, params (string Name, string Said)[] triggers)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteBoolean("enforced", enforced);
            json.WriteString("policy", policy);
            if (decisionClass is not null)
            {
                json.WriteString("class", decisionClass);
            }

            json.WriteString("outcome", outcome);
            json.WriteString("reason", reason);
            json.WriteNumber("score", score);
            json.WriteStartArray("triggers");
            foreach ((string name, string said) in triggers.Length == 0 ? [("confidence", outcome == "act" ? "quiet" : "fires")] : triggers)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteString("said", said);
                json.WriteString("reason", reason);
                json.WriteNumber("score", score);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        using JsonDocument document = JsonDocument.Parse(buffer.WrittenMemory);
        return Write("decision", id, document.RootElement.Clone());
    }

    /// <summary>An act that was decided, released and done.</summary>
    internal KpiLog Act(string id, double score = 0.9, string? decisionClass = null) => Decide(id, "act", score: score, decisionClass: decisionClass).Write("released", id, new { completed = true });

    /// <summary>An escalation to a person that a channel took.</summary>
    internal KpiLog Escalate(string id, string reason = "low-confidence", double score = 0.1, string? decisionClass = null) =>
        Decide(id, "escalate-to-person", reason, decisionClass: decisionClass, score: score).Write("handoff-intent", id, new { queue = "desk" }).Write("handoff-delivered", id, new { queue = "desk" });

    internal KpiLog Outcome(string id, bool wasRight) => Write("outcome", id, new { wasRight });

    internal KpiLog Drawn(string id, double propensity, bool selected = true) => Write("sampled", id, new { propensity, selected });
}
