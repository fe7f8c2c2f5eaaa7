using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Escalation.Calibration;

/// <summary>JSON in the canonical form of RFC 8785: keys in ordinal order, no white space, numbers as <see cref="CanonicalNumber"/>, only the escapes that JSON demands.</summary>
/// <remarks>Pure; the same document gives the same bytes on every machine, so a hash of them identifies it.</remarks>
internal static class CanonicalJson
{
    /// <summary>The canonical UTF-8 bytes of a document.</summary>
    /// <param name="root">The document.</param>
    /// <param name="except">A key of the root object to leave out; null for none.</param>
    /// <exception cref="FormatException">Thrown when a number is beyond double precision's range or a key occurs twice.</exception>
    internal static byte[] Serialize(JsonElement root, string? except = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(buffer, root, except);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> buffer, JsonElement element, string? except)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(buffer, element, except);
                break;
            case JsonValueKind.Array:
                WriteArray(buffer, element);
                break;
            case JsonValueKind.String:
                WriteString(buffer, element.GetString()!);
                break;
            case JsonValueKind.Number:
                WriteNumber(buffer, element.GetDouble());
                break;
            default:
                buffer.Write(Encoding.ASCII.GetBytes(element.GetRawText()));
                break;
        }
    }

    private static void WriteObject(ArrayBufferWriter<byte> buffer, JsonElement element, string? except)
    {
        List<JsonProperty> properties = [.. element.EnumerateObject()];
        properties.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        buffer.Write("{"u8);
        string? previous = null;
        foreach (JsonProperty property in properties)
        {
            if (string.Equals(property.Name, except, StringComparison.Ordinal))
            {
                continue;
            }

            if (string.Equals(property.Name, previous, StringComparison.Ordinal))
            {
                throw new FormatException($"the key '{previous}' occurs twice");
            }

            if (previous is not null)
            {
                buffer.Write(","u8);
            }

            WriteString(buffer, property.Name);
            buffer.Write(":"u8);
            Write(buffer, property.Value, except: null);
            previous = property.Name;
        }

        buffer.Write("}"u8);
    }

    private static void WriteArray(ArrayBufferWriter<byte> buffer, JsonElement element)
    {
        buffer.Write("["u8);
        bool first = true;
        foreach (JsonElement item in element.EnumerateArray())
        {
            if (!first)
            {
                buffer.Write(","u8);
            }

            Write(buffer, item, except: null);
            first = false;
        }

        buffer.Write("]"u8);
    }

    private static void WriteNumber(ArrayBufferWriter<byte> buffer, double value)
    {
        if (!double.IsFinite(value))
        {
            throw new FormatException("a number is beyond the range of double precision");
        }

        buffer.Advance(CanonicalNumber.Format(value, buffer.GetSpan(CanonicalNumber.MaxLength)));
    }

    private static void WriteString(ArrayBufferWriter<byte> buffer, string text)
    {
        var escaped = new StringBuilder(text.Length + 2).Append('"');
        foreach (char character in text)
        {
            _ = character switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append("\\\\"),
                '\b' => escaped.Append("\\b"),
                '\f' => escaped.Append("\\f"),
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                < ' ' => escaped.Append("\\u00").Append(((int)character).ToString("x2", System.Globalization.CultureInfo.InvariantCulture)),
                _ => escaped.Append(character),
            };
        }

        buffer.Write(Encoding.UTF8.GetBytes(escaped.Append('"').ToString()));
    }
}
