using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Escalation.Journal;

namespace Escalation.Auditing;

/// <summary>Writes and reads one line of an audit log: <c>{v, sequence, time, clockSkew?, kind, id?, data, previous, hash}</c>, in this order and nothing else.</summary>
internal static class AuditLine
{
    internal const int Version = 1;

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";
    private const int HashDigits = 64;

    /// <summary>More than what stands around a body.</summary>
    private const int EnvelopeBytes = 512;

    private static readonly JsonDocumentOptions StrictJson = new() { AllowDuplicateProperties = false };
    private static readonly byte[] PreviousMember = Encoding.UTF8.GetBytes(",\"previous\":\"");
    private static readonly byte[] Opening = Encoding.UTF8.GetBytes("{\"v\":1,\"sequence\":");
    private static readonly byte[] HashMember = Encoding.UTF8.GetBytes(",\"hash\":\"");
    private static readonly byte[] Closing = Encoding.UTF8.GetBytes("\"}");

    private static int SuffixLength => HashMember.Length + HashDigits + Closing.Length;

    /// <summary>Writes what the caller of an append knows, <c>"kind":...,"id":...,"data":{...}</c>, and makes sure that it can be read back: a member written twice, say, would make the log unreadable for ever.</summary>
    /// <exception cref="ArgumentException">Thrown when the entry's data is not JSON that can be read back.</exception>
    internal static byte[] Body(AuditEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", entry.Kind.Code);
            if (entry.Id is not null)
            {
                writer.WriteString("id", entry.Id);
            }

            entry.WriteData(writer);
            writer.WriteEndObject();
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(buffer.WrittenMemory, StrictJson);
            var members = new AuditMembers(document.RootElement);
            ReadBody(ref members, out _, out _, out _);
            members.End();
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            throw new ArgumentException($"The data of this '{entry.Kind}' record could not be read back.", nameof(entry), fault);
        }

        ReadOnlySpan<byte> body = buffer.WrittenSpan[1..^1];
        return body.Length + EnvelopeBytes <= JournalWriter.MaximumRecordBytes && !body.Contains((byte)'\n')
            ? body.ToArray()
            : throw new ArgumentException($"The data of this '{entry.Kind}' record makes it longer than {JournalWriter.MaximumRecordBytes} bytes, or holds a line feed.", nameof(entry));
    }

    /// <summary>Writes a record without its line end.</summary>
    /// <param name="buffer">Receives the record.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="time">When it is recorded, in UTC.</param>
    /// <param name="clockSkew">By how much the wall clock was moved since the log was opened; zero is left out.</param>
    /// <param name="body">What <see cref="Body"/> wrote.</param>
    /// <param name="previous">The hash of the record before.</param>
    /// <param name="sha256">Computes hashes; one that is used again costs less than one a record.</param>
    /// <param name="hash">Receives the record's hash, 32 bytes.</param>
    internal static void Write(JournalBuffer buffer, long sequence, DateTimeOffset time, TimeSpan clockSkew, ReadOnlySpan<byte> body, ReadOnlySpan<byte> previous, IncrementalHash sha256, Span<byte> hash)
    {
        int start = buffer.Length;
        Span<byte> head = buffer.GetSpan(EnvelopeBytes);
        Utf8.TryWrite(head, CultureInfo.InvariantCulture, $"{{\"v\":{Version},\"sequence\":{sequence},\"time\":\"", out int written);
        time.UtcDateTime.TryFormat(head[written..], out int timeBytes, "O", CultureInfo.InvariantCulture);
        written += timeBytes;
        if (clockSkew != TimeSpan.Zero)
        {
            Utf8.TryWrite(head[written..], CultureInfo.InvariantCulture, $"\",\"clockSkew\":{(long)clockSkew.TotalMilliseconds},", out int skewBytes);
            written += skewBytes;
        }
        else
        {
            "\","u8.CopyTo(head[written..]);
            written += 2;
        }

        buffer.Advance(written);
        buffer.Write(body);
        buffer.Write(PreviousMember);
        WriteHex(buffer, previous);
        buffer.Write(Closing);
        sha256.AppendData(buffer.Written[start..]);
        sha256.GetHashAndReset(hash);
        buffer.CutTo(buffer.Length - 1);
        buffer.Write(HashMember);
        WriteHex(buffer, hash);
        buffer.Write(Closing);
    }

    private static void WriteHex(JournalBuffer buffer, ReadOnlySpan<byte> hash)
    {
        Convert.TryToHexStringLower(hash, buffer.GetSpan(HashDigits), out int written);
        buffer.Advance(written);
    }

    /// <summary>A time as records hold it.</summary>
    internal static string TimeText(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

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
            using JsonDocument document = JsonDocument.Parse(line, StrictJson);
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
        TimeSpan skew = members.TryNext("clockSkew", out JsonElement skewElement) ? Skew(skewElement) : TimeSpan.Zero;
        ReadBody(ref members, out AuditKind kind, out string? id, out JsonElement data);
        string previous = Hash(members.Next("previous"), "previous");
        string hash = Hash(members.Next("hash"), "hash");
        members.End();
        return DateTimeOffset.TryParseExact(time, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset parsed)
            ? new AuditRecord(sequence, parsed, kind, id, data.Clone(), previous, hash) { ClockSkew = skew }
            : throw new FormatException("time must be an ISO 8601 time in UTC with seven decimals.");
    }

    private static void ReadBody(ref AuditMembers members, out AuditKind kind, out string? id, out JsonElement data)
    {
        kind = new AuditKind(Text(members.Next("kind"), "kind"));
        id = members.TryNext("id", out JsonElement idElement) ? Text(idElement, "id") : null;
        data = members.Next("data");
        if (data.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("data must be an object.");
        }
    }

    private static TimeSpan Skew(JsonElement json) => json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out long value) && Math.Abs((double)value) <= TimeSpan.MaxValue.TotalMilliseconds
        ? TimeSpan.FromMilliseconds(value)
        : throw new FormatException("clockSkew must be whole milliseconds.");

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
