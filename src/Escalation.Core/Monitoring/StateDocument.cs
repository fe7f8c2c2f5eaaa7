using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Escalation.Calibration;

namespace Escalation.Monitoring;

/// <summary>The frame of a saved state: a schema, fields, and a hash of its canonical form (RFC 8785), so that damage anywhere is noticed.</summary>
internal static class StateDocument
{
    private const string HashName = "sha256";
    private const int MaxDepth = 8;

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static byte[] Write(string schema, Action<Utf8JsonWriter> writeFields)
    {
        byte[] open = Body(schema, writeFields, hash: null);
        using var document = JsonDocument.Parse(open, new JsonDocumentOptions { MaxDepth = MaxDepth });
        return Body(schema, writeFields, HashOf(document.RootElement));
    }

    /// <exception cref="MonitorStateException">Thrown when the document is not a whole, undamaged state of this schema.</exception>
    internal static T Read<T>(ReadOnlySpan<byte> utf8Json, string schema, Func<StateFields, T> readFields)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8Json.ToArray(), new JsonDocumentOptions { MaxDepth = MaxDepth });
            var fields = new StateFields(document.RootElement, "");
            string found = fields.Text("schema");
            if (!string.Equals(found, schema, StringComparison.Ordinal))
            {
                throw new MonitorStateException($"The state has the schema '{found}', but must have '{schema}'.");
            }

            if (!string.Equals(fields.Text(HashName), HashOf(document.RootElement), StringComparison.Ordinal))
            {
                throw new MonitorStateException("The state is damaged: its content does not have the hash that it names.");
            }

            T state = readFields(fields);
            fields.RequireEmpty();
            return state;
        }
        catch (MonitorStateException)
        {
            throw;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw new MonitorStateException($"The document is not a saved state: {fault.Message.ReplaceLineEndings(" ")}", fault);
        }
    }

    private static byte[] Body(string schema, Action<Utf8JsonWriter> writeFields, string? hash)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            json.WriteStartObject();
            json.WriteString("schema", schema);
            writeFields(json);
            if (hash is not null)
            {
                json.WriteString(HashName, hash);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static string HashOf(JsonElement root) => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Serialize(root, HashName)));
}
