using System.Globalization;
using System.Text.Json;

namespace Escalation.Calibration.Counting;

/// <summary>Reads one JSON object of counts field by field, strictly: every field asked for, none left over.</summary>
internal readonly struct CountFields
{
    private readonly Dictionary<string, JsonElement> _fields;
    private readonly string _prefix;

    internal CountFields(JsonElement element, string prefix)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new ThresholdCountsFormatException($"The counts{(prefix.Length == 0 ? string.Empty : $"' field '{prefix.TrimEnd('.')}'")} must be a JSON object.");
        }

        _prefix = prefix;
        _fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            _fields.Add(property.Name, property.Value);
        }
    }

    internal static ThresholdCountsFormatException Fail(string field, string problem) => new(field, problem);

    internal CountFields Object(string name) => new(Take(name), $"{_prefix}{name}.");

    internal string Text(string name) => Text(Take(name), _prefix + name);

    internal void Exactly(string name, string expected)
    {
        string text = Text(name);
        if (!string.Equals(text, expected, StringComparison.Ordinal))
        {
            throw Fail(_prefix + name, $"must be '{expected}', but was '{text}'");
        }
    }

    internal string? OptionalSha256(string name)
    {
        JsonElement value = Take(name);
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        string text = Text(value, _prefix + name);
        return Hex.IsSha256(text) ? text : throw Fail(_prefix + name, "must be 64 lowercase hexadecimal digits or null");
    }

    internal double Number(string name)
    {
        JsonElement value = Take(name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number)
            ? number
            : throw Fail(_prefix + name, "must be a finite number");
    }

    internal long Count(string name) => Count(Take(name), _prefix + name);

    internal long[] Counts(string name, int length)
    {
        JsonElement list = List(name, length);
        long[] counts = new long[length];
        for (int i = 0; i < length; i++)
        {
            counts[i] = Count(list[i], At(name, i));
        }

        return counts;
    }

    internal UInt128[] Units(string name, int length)
    {
        JsonElement list = List(name, length);
        var units = new UInt128[length];
        for (int i = 0; i < length; i++)
        {
            string text = Text(list[i], At(name, i));
            bool canonical = UInt128.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out units[i])
                && string.Equals(text, units[i].ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            if (!canonical)
            {
                throw Fail(At(name, i), "must be a whole number in digits");
            }
        }

        return units;
    }

    /// <summary>Throws when a field was never asked for.</summary>
    internal void RequireEmpty()
    {
        foreach (string name in _fields.Keys)
        {
            throw Fail(_prefix + name, "is unknown");
        }
    }

    private static long Count(JsonElement value, string field) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long count) && count >= 0
            ? count
            : throw Fail(field, "must be a whole number from 0 to 9223372036854775807");

    private static string Text(JsonElement value, string field)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Fail(field, "must be a text");
        }
        catch (InvalidOperationException)
        {
            // What JsonElement throws for an escape that is half of a surrogate pair.
            throw Fail(field, "is not valid Unicode");
        }
    }

    private static string At(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]");

    private JsonElement List(string name, int length)
    {
        JsonElement value = Take(name);
        return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == length
            ? value
            : throw Fail(_prefix + name, string.Create(CultureInfo.InvariantCulture, $"must be a list of {length}"));
    }

    private JsonElement Take(string name) =>
        _fields.Remove(name, out JsonElement value) ? value : throw Fail(_prefix + name, "is missing");
}
