using System.Globalization;
using Escalation.Auditing;
using Escalation.Journal;
using Escalation.Tests.Shared;

namespace Escalation.Tool.Tests.Verbs.Audit;

/// <summary>A log of ten conversations of four turns: in every other one all are escalated and resolved, a quarter against the agent's guess, and nobody hands back.</summary>
internal static class ConversationLog
{
    internal static string Write(TemporaryFolder folder)
    {
        string path = folder.PathOf("conversations.jsonl");
        using AuditLog log = AuditLog.Open(path, new AuditLogOptions { Durability = JournalDurability.Written, Time = new ManualTimeProvider() });
        for (int i = 0; i < 40; i++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"turn-{i}");
            string conversation = string.Create(CultureInfo.InvariantCulture, $"chat-{i % 10}");
            bool escalates = i % 2 == 0;
            Append(log, AuditKind.Decision, id, json =>
            {
                json.WriteString("policy", "support");
                json.WriteString("conversation", conversation);
                json.WriteString("outcome", escalates ? "escalate-to-person" : "act");
                json.WriteString("reason", escalates ? "low-confidence" : "within-thresholds");
                json.WriteNumber("score", 0.5);
                json.WriteStartArray("triggers");
                json.WriteStartObject();
                json.WriteString("name", "confidence");
                json.WriteString("said", escalates ? "fires" : "quiet");
                json.WriteString("reason", escalates ? "low-confidence" : "within-thresholds");
                json.WriteNumber("score", 0.5);
                json.WriteEndObject();
                json.WriteEndArray();
            });
            if (escalates)
            {
                Append(log, AuditKind.HandoffResolved, id, json => json.WriteBoolean("modelWasRight", i % 8 != 0));
            }
        }

        return path;
    }

    private static void Append(AuditLog log, AuditKind kind, string id, Action<System.Text.Json.Utf8JsonWriter> data) =>
        log.AppendAsync(new AuditEntry(kind, id, data)).AsTask().GetAwaiter().GetResult();
}
