using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Escalation.Auditing;

/// <summary>Writes and reads one line of an audit log: <c>{v, sequence, time, kind, id?, data, previous, hash}</c>, in this order and nothing else.</summary>
internal static class AuditLine
{
    internal const int Version = 1;

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
    private const int HashDigits = 64;

    private static readonly byte[] Opening = Encoding.UTF8.GetBytes("{\"v\":1,\"sequence\":");
    private static readonly byte[] HashMember = Encoding.UTF8.GetBytes(",\"hash\":\"");
    private static readonly byte[] Closing = Encoding.UTF8.GetBytes("\"}");

    private static int SuffixLength => HashMember.Length + HashDigits + Closing.Length;

    /// <summary>Writes a record without its line end.</summary>
    /// <returns>The record's hash.</returns>
    internal static string Write(ArrayBufferWriter<byte> buffer, long sequence, DateTimeOffset time, AuditEntry entry, string previous)
    {
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v", Version);
            writer.WriteNumber("sequence", sequence);
            writer.WriteString("time", time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
            writer.WriteString("kind", entry.Kind.Code);
            if (entry.Id is not null)
            {
                writer.WriteString("id", entry.Id);
            }

            entry.WriteData(writer);
            writer.WriteString("previous", previous);
            writer.WriteEndObject();
        }

        string hash = AuditHash.Of(buffer.WrittenSpan);
        byte[] unsealed = buffer.WrittenSpan[..^1].ToArray();
        buffer.ResetWrittenCount();
        buffer.Write(unsealed);
        buffer.Write(HashMember);
        buffer.Write(Encoding.ASCII.GetBytes(hash));
        buffer.Write(Closing);
        return hash;
    }

    /// <summary>Whether bytes can be the beginning of a log's first record.</summary>
    internal static bool CanBegin(ReadOnlySpan<byte> bytes)
    {
        int compared = Math.Min(bytes.Length, Opening.Length);
        return compared > 0 && bytes[..compared].SequenceEqual(Opening.AsSpan(0, compared));
    }

    /// <summary>Whether the line's hash is that of its bytes.</summary>
    internal static bool IsSealed(ReadOnlySpan<byte> line)
    {
        if (line.Length <= SuffixLength || !line.EndsWith(Closing) || !line[^SuffixLength..].StartsWith(HashMember))
        {
            return false;
        }

        Span<byte> actual = stackalloc byte[SHA256.HashSizeInBytes];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(line[..^SuffixLength]);
        hash.AppendData(Closing.AsSpan(1));
        hash.GetHashAndReset(actual);
        ReadOnlySpan<byte> claimed = line[^(HashDigits + Closing.Length)..^Closing.Length];
        return claimed.SequenceEqual(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(actual)));
    }

    /// <summary>Reads a line strictly; its hash is not checked.</summary>
    /// <exception cref="FormatException">Thrown when the line is not a record of a known version.</exception>
    internal static AuditRecord Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("Not an audit record.", fault);
        }
    }

    private static AuditRecord Read(JsonElement root)
    {
        var members = new AuditMembers(root);
        long version = Number(members.Next("v"), "v");
        if (version != Version)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"Unknown record version {version}; this library reads {Version}."));
        }

        long sequence = Number(members.Next("sequence"), "sequence");
        string time = Text(members.Next("time"), "time");
        var kind = new AuditKind(Text(members.Next("kind"), "kind"));
        string? id = members.TryNext("id", out JsonElement idElement) ? Text(idElement, "id") : null;
        JsonElement data = members.Next("data");
        string previous = Hash(members.Next("previous"), "previous");
        string hash = Hash(members.Next("hash"), "hash");
        members.End();
        if (data.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("data must be an object.");
        }

        return DateTimeOffset.TryParseExact(time, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset parsed)
            ? new AuditRecord(sequence, parsed, kind, id, data.Clone(), previous, hash)
            : throw new FormatException("time must be an ISO 8601 time in UTC with seven decimals.");
    }

    private static long Number(JsonElement json, string name) => json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out long value) && value > 0
        ? value
        : throw new FormatException($"{name} must be an integer above 0.");

    private static string Text(JsonElement json, string name) => json.ValueKind == JsonValueKind.String
        ? json.GetString()!
        : throw new FormatException($"{name} must be a string.");

    private static string Hash(JsonElement json, string name) => Text(json, name) is { } text && AuditHash.IsHash(text)
        ? text
        : throw new FormatException($"{name} must be 64 lower-case hex digits.");
}
