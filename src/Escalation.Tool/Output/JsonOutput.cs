using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Escalation.Tool.Output;

/// <summary>The one JSON object of a run with <c>--json</c>.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        // Readable rules such as "score > 0.7"; nothing here ends up inside HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the object that <paramref name="members"/> fills, and a line feed.</summary>
    internal static void Write(ToolConsole console, Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        console.Output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        console.Output.Write('\n');
    }

    /// <summary>A number in shortest round-trip form; a missing one is null, a non-finite one null with a reason beside it.</summary>
    internal static void WriteNumber(this Utf8JsonWriter writer, string name, double? value)
    {
        if (value is null)
        {
            writer.WriteNull(name);
        }
        else if (double.IsFinite(value.Value))
        {
            writer.WriteNumber(name, value.Value);
        }
        else
        {
            writer.WriteNull(name);
            writer.WriteString($"{name}Reason", double.IsNaN(value.Value) ? "not a number" : value.Value > 0.0 ? "positive infinity" : "negative infinity");
        }
    }

    /// <summary>A number in shortest round-trip form; a missing one is null with the reason beside it.</summary>
    internal static void WriteNumber(this Utf8JsonWriter writer, string name, double? value, string reason)
    {
        writer.WriteNumber(name, value);
        if (value is null)
        {
            writer.WriteString($"{name}Reason", reason);
        }
    }

    /// <summary>A count, or null.</summary>
    internal static void WriteCount(this Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } count)
        {
            writer.WriteNumber(name, count);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
