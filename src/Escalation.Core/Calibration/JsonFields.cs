using System.Globalization;
using System.Text.Json;

namespace Escalation.Calibration;

/// <summary>Reads one JSON object field by field, strictly: each field once, every field asked for, none left over.</summary>
internal readonly struct JsonFields
{
    private readonly Dictionary<string, JsonElement> _fields;
    private readonly string _prefix;

    internal JsonFields(JsonElement element, string prefix)
    {
        _prefix = prefix;
        _fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
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
        string text = value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Fail(name, $"must be a text, but was {Shown(value)}");
        return string.IsNullOrWhiteSpace(text) ? throw Fail(name, "must not be blank") : text;
    }

    internal string? OptionalText(string name) => TakeNull(name) ? null : Text(name);

    /// <summary>A text that stands for a value; null from the look-up means that it does not.</summary>
    internal T Word<T>(string name, Func<string, T?> lookup)
        where T : struct
    {
        string text = Text(name);
        return lookup(text) ?? throw Fail(name, $"has an unknown value '{text}'");
    }

    internal T? OptionalWord<T>(string name, Func<string, T?> lookup)
        where T : struct => TakeNull(name) ? null : Word(name, lookup);

    internal void Exactly(string name, string expected)
    {
        string text = Text(name);
        if (!string.Equals(text, expected, StringComparison.Ordinal))
        {
            throw Fail(name, $"must be '{expected}', but was '{text}'");
        }
    }

    internal string Hexadecimal(string name, int digits)
    {
        string text = Text(name);
        return Hex.IsLower(text, digits) ? text : throw Fail(name, string.Create(CultureInfo.InvariantCulture, $"must be {digits} lowercase hexadecimal digits, but was '{text}'"));
    }

    internal double Number(string name, double least = double.MinValue, double most = double.MaxValue)
    {
        JsonElement value = Take(name);
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out double number) || !double.IsFinite(number))
        {
            throw Fail(name, $"must be a finite number, but was {Shown(value)}");
        }

        return number >= least && number <= most
            ? number
            : throw Fail(name, string.Create(CultureInfo.InvariantCulture, $"must be from {least:R} to {most:R}, but was {number:R}"));
    }

    internal double? OptionalNumber(string name, double least, double most) => TakeNull(name) ? null : Number(name, least, most);

    internal double Level(string name)
    {
        double level = Number(name);
        return level is > 0.0 and < 1.0
            ? level
            : throw Fail(name, string.Create(CultureInfo.InvariantCulture, $"must be strictly between 0 and 1, but was {level:R}"));
    }

    internal long Count(string name, long least, long most)
    {
        JsonElement value = Take(name);
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out long count) || count < least || count > most)
        {
            throw Fail(name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}, but was {Shown(value)}"));
        }

        return count;
    }

    internal long? OptionalCount(string name, long least, long most) => TakeNull(name) ? null : Count(name, least, most);

    internal IReadOnlyList<string> Texts(string name)
    {
        JsonElement value = Take(name);
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            throw Fail(name, "must be a list of at least one text");
        }

        var texts = new List<string>(value.GetArrayLength());
        foreach (JsonElement item in value.EnumerateArray())
        {
            texts.Add(item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Fail(name, $"must hold texts only, but has {Shown(item)}"));
        }

        return texts.AsReadOnly();
    }

    internal List<JsonFields> Objects(string name)
    {
        JsonElement value = Take(name);
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            throw Fail(name, "must be a list of at least one object");
        }

        var objects = new List<JsonFields>(value.GetArrayLength());
        foreach (JsonElement item in value.EnumerateArray())
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{name}[{objects.Count}]");
            objects.Add(item.ValueKind == JsonValueKind.Object ? new JsonFields(item, $"{_prefix}{place}.") : throw Fail(place, $"must be an object, but was {Shown(item)}"));
        }

        return objects;
    }

    internal JsonFields Object(string name)
    {
        JsonElement value = Take(name);
        return value.ValueKind == JsonValueKind.Object ? new JsonFields(value, $"{_prefix}{name}.") : throw Fail(name, $"must be an object, but was {Shown(value)}");
    }

    internal JsonFields? OptionalObject(string name)
    {
        if (TakeNull(name))
        {
            return null;
        }

        JsonElement value = Take(name);
        return value.ValueKind == JsonValueKind.Object ? new JsonFields(value, $"{_prefix}{name}.") : throw Fail(name, $"must be an object or null, but was {Shown(value)}");
    }

    /// <summary>Throws when a field was never asked for.</summary>
    internal void RequireEmpty()
    {
        foreach (string name in _fields.Keys)
        {
            throw Fail(name, "is unknown");
        }
    }

    private JsonElement Take(string name) =>
        _fields.Remove(name, out JsonElement value) ? value : throw Fail(name, "is missing");

    private bool TakeNull(string name) =>
        _fields.TryGetValue(name, out JsonElement value) && value.ValueKind == JsonValueKind.Null && _fields.Remove(name);

    private CertificateFormatException Fail(string name, string problem) =>
        new(_prefix + name, $"The certificate's field '{_prefix}{name}' {problem}.");

    /// <summary>A value as its author wrote it, cut short, since a hostile document may hold anything.</summary>
    private static string Shown(JsonElement value)
    {
        const int Longest = 40;
        string raw = value.GetRawText().ReplaceLineEndings(" ");
        return raw.Length <= Longest ? raw : string.Concat(raw.AsSpan(0, Longest), "...");
    }
}
