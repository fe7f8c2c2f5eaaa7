using System.Globalization;
using System.Text.Json;

namespace Escalation.Monitoring;

/// <summary>Reads one JSON object of a saved state field by field, strictly: each field once, every field asked for, none left over.</summary>
internal readonly struct StateFields
{
    private const long LargestExact = 1L << 53;

    private readonly Dictionary<string, JsonElement> _fields;
    private readonly string _path;

    internal StateFields(JsonElement element, string path)
    {
        _path = path;
        _fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new MonitorStateException($"The state's '{path}' must be an object.");
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!_fields.TryAdd(property.Name, property.Value))
            {
                throw Fail(property.Name, "occurs twice");
            }
        }
    }

    internal string Text(string name)
    {
        JsonElement value = Take(name);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Fail(name, "must be a text");
    }

    internal string? OptionalText(string name) => TakeNull(name) ? null : Text(name);

    internal double Number(string name) => Number(Take(name), name);

    internal double? OptionalNumber(string name) => TakeNull(name) ? null : Number(name);

    internal long Count(string name) => Count(Take(name), name);

    internal ulong Hexadecimal(string name)
    {
        string text = Text(name);
        return text.Length == 16 && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong bits)
            ? bits
            : throw Fail(name, "must be 16 hexadecimal digits");
    }

    internal T Word<T>(string name)
        where T : struct, Enum => Word<T>(Take(name), name);

    internal T Word<T>(JsonElement value, string name)
        where T : struct, Enum
    {
        string? text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        foreach (T word in Enum.GetValues<T>())
        {
            if (string.Equals(StateWords.Of(word), text, StringComparison.Ordinal))
            {
                return word;
            }
        }

        throw Fail(name, "has an unknown value");
    }

    internal StateFields Object(string name) => new(Take(name), $"{_path}{name}.");

    internal StateFields? OptionalObject(string name) => TakeNull(name) ? null : Object(name);

    internal double[] Numbers(string name)
    {
        StateFields self = this;
        return Items(name, item => self.Number(item, name));
    }

    internal long[] Counts(string name)
    {
        StateFields self = this;
        return Items(name, item => self.Count(item, name));
    }

    internal string[] Texts(string name)
    {
        StateFields self = this;
        return Items(name, item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw self.Fail(name, "must hold texts only"));
    }

    /// <summary>A list of objects or lists, each read by the same function.</summary>
    internal T[] Items<T>(string name, Func<JsonElement, T> read)
    {
        JsonElement value = Take(name);
        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(read)] : throw Fail(name, "must be a list");
    }

    internal double Number(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number) ? number : throw Fail(name, "must be a finite number");

    internal long Count(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long count) && count >= 0 && count <= LargestExact ? count : throw Fail(name, "must be a whole number from 0 to 2^53");

    /// <summary>Throws when a field was never asked for.</summary>
    internal void RequireEmpty()
    {
        foreach (string name in _fields.Keys)
        {
            throw Fail(name, "is unknown");
        }
    }

    internal MonitorStateException Fail(string name, string problem) => new($"The state's field '{_path}{name}' {problem}.");

    private JsonElement Take(string name) => _fields.Remove(name, out JsonElement value) ? value : throw Fail(name, "is missing");

    private bool TakeNull(string name) =>
        _fields.TryGetValue(name, out JsonElement value) && value.ValueKind == JsonValueKind.Null && _fields.Remove(name);
}
