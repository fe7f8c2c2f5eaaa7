using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Escalation.Journal;

namespace Escalation.Handoff;

/// <summary>One line of an outbox's journal: the state of a package from then on, <c>{v, op, id, sha256, attempts, notBefore, failure?, package?, crc}</c>.</summary>
/// <remarks>Each line says everything but the package, which the first line of an id brings and a line after compaction brings again; so a line may come twice, or its forerunners be gone.</remarks>
internal static class OutboxRecord
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    internal static byte[] Write(OutboxEntry entry, OutboxState state, bool withPackage)
    {
        var buffer = new ArrayBufferWriter<byte>(256 + (withPackage ? entry.Package?.Length ?? 0 : 0));
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v", 1);
            writer.WriteString("op", NameOf(state));
            writer.WriteString("id", entry.Id);
            writer.WriteString("sha256", entry.Sha256);
            writer.WriteNumber("attempts", entry.Attempts);
            writer.WriteString("notBefore", entry.NotBefore.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
            if (entry.Failure is not null)
            {
                writer.WriteString("failure", entry.Failure);
            }

            if (withPackage && entry.Package is not null)
            {
                writer.WritePropertyName("package");
                writer.WriteRawValue(entry.Package, skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        return LineChecksum.Seal(buffer.WrittenSpan);
    }

    /// <exception cref="FormatException">Thrown when the line is not a record of a known version.</exception>
    internal static OutboxEntry Read(ReadOnlyMemory<byte> line)
    {
        if (!LineChecksum.IsSealed(line.Span))
        {
            throw new FormatException("The line's checksum is not that of its bytes.");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(line, Strict);
            JsonElement root = document.RootElement;
            if (root.GetProperty("v").GetInt32() != 1)
            {
                throw new FormatException("Unknown version of an outbox record; this library reads 1.");
            }

            return new OutboxEntry(Text(root, "id"), Text(root, "sha256"))
            {
                State = StateOf(Text(root, "op")),
                Attempts = root.GetProperty("attempts").GetInt32(),
                NotBefore = DateTimeOffset.ParseExact(Text(root, "notBefore"), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
                Failure = root.TryGetProperty("failure", out JsonElement failure) ? failure.GetString() : null,
                Package = root.TryGetProperty("package", out JsonElement package) ? System.Text.Encoding.UTF8.GetBytes(package.GetRawText()) : null,
            };
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException("Not an outbox record.", fault);
        }
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"{name} must be a string.");

    private static string NameOf(OutboxState state) => state switch
    {
        OutboxState.Waiting => "waiting",
        OutboxState.Sending => "sending",
        OutboxState.Delivered => "delivered",
        OutboxState.Dead => "dead",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state that is kept."),
    };

    private static OutboxState StateOf(string name) => name switch
    {
        "waiting" => OutboxState.Waiting,
        "sending" => OutboxState.Sending,
        "delivered" => OutboxState.Delivered,
        "dead" => OutboxState.Dead,
        _ => throw new FormatException("Unknown op of an outbox record."),
    };
}
