using System.Globalization;
using System.Text.Json;
using Escalation.Journal;

namespace Escalation.Auditing;

/// <summary>The data of the record that begins a segment: <c>{segment, records, peaks, broken?: {segment, record, offset, reason, sha256?}}</c>.</summary>
/// <param name="Number">The segment's number.</param>
/// <param name="Records">How many records there were before.</param>
/// <param name="Peaks">The peaks of their Merkle tree.</param>
/// <param name="Broken">The number of the segment that ended early, or null.</param>
internal sealed record AuditSegment(long Number, long Records, IReadOnlyList<ReadOnlyMemory<byte>> Peaks, long? Broken)
{
    internal static AuditEntry Entry(long number, MerkleTree tree, long records, JournalBreak? broken) => new(AuditKind.Segment, null, writer =>
    {
        writer.WriteNumber("segment", number);
        writer.WriteNumber("records", records);
        writer.WriteStartArray("peaks");
        foreach (ReadOnlyMemory<byte> peak in tree.Peaks)
        {
            writer.WriteStringValue(Convert.ToHexStringLower(peak.Span));
        }

        writer.WriteEndArray();
        if (broken is not null)
        {
            writer.WriteStartObject("broken");
            Write(writer, broken);
            writer.WriteEndObject();
        }
    });

    internal static AuditEntry Damaged(JournalBreak broken) => new(AuditKind.Damaged, null, writer => Write(writer, broken));

    /// <summary>The segment that a <c>damaged</c> record names, or null.</summary>
    internal static long? DamagedIn(JsonElement data) => data.TryGetProperty("segment", out JsonElement segment) && segment.ValueKind == JsonValueKind.Number && segment.TryGetInt64(out long number) ? number : null;

    /// <returns>Null when the data is not what <see cref="Entry"/> writes.</returns>
    internal static AuditSegment? Read(JsonElement data)
    {
        try
        {
            long number = data.GetProperty("segment").GetInt64();
            long records = data.GetProperty("records").GetInt64();
            ReadOnlyMemory<byte>[] peaks = [.. data.GetProperty("peaks").EnumerateArray().Select(peak => new ReadOnlyMemory<byte>(Convert.FromHexString(peak.GetString()!)))];
            long? broken = data.TryGetProperty("broken", out JsonElement element) ? DamagedIn(element) : null;
            return records >= 0 && peaks.Length == long.PopCount(records) && peaks.All(peak => peak.Length == MerkleTree.HashBytes) ? new AuditSegment(number, records, peaks, broken) : null;
        }
        catch (Exception fault) when (fault is KeyNotFoundException or InvalidOperationException or FormatException or ArgumentNullException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter writer, JournalBreak broken)
    {
        writer.WriteNumber("segment", broken.Segment);
        writer.WriteNumber("record", broken.Record);
        writer.WriteNumber("offset", broken.Offset);
        writer.WriteString("reason", broken.Reason);
        if (broken.Sha256 is not null)
        {
            writer.WriteString("sha256", broken.Sha256);
        }
    }
}
