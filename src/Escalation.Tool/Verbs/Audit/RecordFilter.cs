using System.Text.Json;
using Escalation.Auditing;

namespace Escalation.Tool.Verbs.Audit;

/// <summary>Which records to show.</summary>
/// <param name="Id">Of which turn or escalation; null for all.</param>
/// <param name="Kinds">Of which kinds; empty for all.</param>
/// <param name="From">From when on.</param>
/// <param name="To">Before when.</param>
internal sealed record RecordFilter(string? Id, IReadOnlyList<string> Kinds, DateTimeOffset? From, DateTimeOffset? To)
{
    internal bool Accepts(AuditRecord record) =>
        (Id is null || Id == record.Id || Names(record.Data, "escalation") || Names(record.Data, "decision"))
        && (Kinds.Count == 0 || Kinds.Contains(record.Kind.Code, StringComparer.Ordinal))
        && !(record.Time < From) && !(record.Time >= To);

    private bool Names(JsonElement data, string member) => data.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() == Id;
}
