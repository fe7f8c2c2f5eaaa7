using System.Text.Json;

namespace Escalation.Auditing;

/// <summary>The data of a <c>retained</c> record: how many of the oldest records were removed, and the hash of the last of them.</summary>
internal sealed record AuditRetention(long Through, string LastHash)
{
    internal AuditEntry Entry() => new(AuditKind.Retained, null, writer =>
    {
        writer.WriteNumber("through", Through);
        writer.WriteString("lastHash", LastHash);
    });

    internal static AuditRetention? Read(JsonElement data) =>
        data.TryGetProperty("through", out JsonElement through) && through.ValueKind == JsonValueKind.Number && through.TryGetInt64(out long count) && count >= 0
        && data.TryGetProperty("lastHash", out JsonElement hash) && hash.ValueKind == JsonValueKind.String && AuditHash.IsHash(hash.GetString())
            ? new AuditRetention(count, hash.GetString()!)
            : null;
}
