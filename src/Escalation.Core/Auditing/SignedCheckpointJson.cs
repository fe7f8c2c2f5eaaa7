using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Escalation.Auditing;

/// <summary>Writes and reads signed checkpoints as one line of JSON each: <c>{v, count, lastHash, root, time, keyId, algorithm, signature}</c>.</summary>
public static class SignedCheckpointJson
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Writes a checkpoint.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    public static byte[] ToUtf8Bytes(SignedCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v", 1);
            writer.WriteNumber("count", checkpoint.Checkpoint.Count);
            writer.WriteString("lastHash", checkpoint.Checkpoint.LastHash);
            writer.WriteString("root", checkpoint.Root);
            writer.WriteString("time", checkpoint.Time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
            writer.WriteString("keyId", checkpoint.KeyId);
            writer.WriteString("algorithm", checkpoint.Algorithm);
            writer.WriteString("signature", checkpoint.Signature);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads what <see cref="ToUtf8Bytes"/> wrote. The signature is not checked: that is <see cref="CheckpointKeyring"/>.</summary>
    /// <param name="utf8Json">The line.</param>
    /// <exception cref="FormatException">Thrown when the line is not a signed checkpoint.</exception>
    public static SignedCheckpoint Parse(ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(utf8Json, Strict);
            var members = new AuditMembers(document.RootElement);
            if (members.Next("v").GetInt32() != 1)
            {
                throw new FormatException("Unknown version of a signed checkpoint; this library reads 1.");
            }

            var checkpoint = new AuditCheckpoint(members.Next("count").GetInt64(), Text(members.Next("lastHash")));
            string root = Text(members.Next("root"));
            bool hasTime = DateTimeOffset.TryParseExact(Text(members.Next("time")), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time);
            var read = new SignedCheckpoint(checkpoint, root, time, Text(members.Next("keyId")), Text(members.Next("algorithm")), Text(members.Next("signature")));
            members.End();
            return hasTime && AuditHash.IsHash(root) ? read : throw new FormatException("time must be an ISO 8601 time in UTC with seven decimals, root 64 lower-case hex digits.");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("Not a signed checkpoint.", fault);
        }
    }

    private static string Text(JsonElement json) => json.GetString() ?? throw new FormatException("A member of a signed checkpoint is null.");
}
