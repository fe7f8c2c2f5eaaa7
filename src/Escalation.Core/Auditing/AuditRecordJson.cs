using System.Buffers;
using System.Text.Json;

namespace Escalation.Auditing;

/// <summary>Writes a record as the line it is in a log.</summary>
public static class AuditRecordJson
{
    /// <summary>The record's line without its end: byte for byte that of the log, if this library wrote it, so that records taken out of a log in their order still verify.</summary>
    /// <param name="record">The record.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="record"/> is null.</exception>
    public static byte[] ToUtf8Bytes(AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v", AuditLine.Version);
            writer.WriteNumber("sequence", record.Sequence);
            writer.WriteString("time", AuditLine.TimeText(record.Time));
            if (record.ClockSkew != TimeSpan.Zero)
            {
                writer.WriteNumber("clockSkew", (long)record.ClockSkew.TotalMilliseconds);
            }

            writer.WriteString("kind", record.Kind.Code);
            if (record.Id is { } id)
            {
                writer.WriteString("id", id);
            }

            writer.WritePropertyName("data");
            writer.WriteRawValue(record.Data.GetRawText(), skipInputValidation: true);
            writer.WriteString("previous", record.Previous);
            writer.WriteString("hash", record.Hash);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
