using System.Text.Json;

namespace Escalation.Auditing;

/// <summary>One record of an audit log.</summary>
/// <param name="Sequence">Its number; the first record has 1.</param>
/// <param name="Time">When it was recorded, in UTC, by the writer's clock. The order of records is the sequence, not the time.</param>
/// <param name="Kind">What it tells.</param>
/// <param name="Id">The id of the turn it belongs to, or null.</param>
/// <param name="Data">Its data, a JSON object.</param>
/// <param name="Previous">The hash of the record before, 64 lower-case hex digits; zeros for the first.</param>
/// <param name="Hash">Its own hash, 64 lower-case hex digits.</param>
public sealed record AuditRecord(long Sequence, DateTimeOffset Time, AuditKind Kind, string? Id, JsonElement Data, string Previous, string Hash)
{
    /// <summary>By how much the writer's wall clock had been moved since it opened the log, seen against a clock that cannot be moved; zero below one second.</summary>
    public TimeSpan ClockSkew { get; init; }
}
