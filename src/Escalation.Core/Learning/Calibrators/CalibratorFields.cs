using System.Globalization;
using System.Text.Json;

namespace Escalation.Learning.Calibrators;

/// <summary>Reads one JSON object of a saved map field by field, strictly: each field once, every field asked for, none left over.</summary>
internal readonly struct CalibratorFields
{
    private readonly Dictionary<string, JsonElement> _fields;
    private readonly string _path;

    internal CalibratorFields(JsonElement element, string path)
    {
        _path = path;
        _fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"The calibrator's '{path}' must be an object.");
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!_fields.TryAdd(property.Name, property.Value))
            {
                throw Fault(property.Name, "occurs twice");
            }
        }
    }

    internal string Text(string name)
    {
        JsonElement value = Take(name);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Fault(name, "must be a text");
    }

    internal bool Flag(string name)
    {
        JsonElement value = Take(name);
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Fault(name, "must be true or false");
    }

    internal int Whole(string name)
    {
        JsonElement value = Take(name);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : throw Fault(name, "must be a whole number");
    }

    internal double Number(string name) => Number(Take(name), name);

    internal CalibratorFields Object(string name) => new(Take(name), $"{_path}{name}.");

    /// <summary>A list of finite numbers that rise strictly; may be empty.</summary>
    internal double[] Ascending(string name)
    {
        double[] numbers = Numbers(name);
        RequireOrder(this, name, numbers, strict: true);
        return numbers;
    }

    /// <summary>So many numbers in [0, 1].</summary>
    internal double[] Probabilities(string name, int count)
    {
        double[] numbers = Numbers(name);
        return numbers.Length == count && Array.TrueForAll(numbers, static number => number is >= 0.0 and <= 1.0)
            ? numbers
            : throw Fault(name, string.Create(CultureInfo.InvariantCulture, $"must hold {count} numbers in [0, 1]"));
    }

    internal static void RequireOrder(CalibratorFields fields, string name, double[] numbers, bool strict)
    {
        for (int i = 1; i < numbers.Length; i++)
        {
            if (strict ? numbers[i - 1] >= numbers[i] : numbers[i - 1] > numbers[i])
            {
                throw fields.Fault(name, strict ? "must rise strictly" : "must not fall");
            }
        }
    }

    /// <summary>Throws when a field was never asked for.</summary>
    internal void RequireEmpty()
    {
        foreach (string name in _fields.Keys)
        {
            throw Fault(name, "is unknown");
        }
    }

    internal FormatException Fault(string name, string problem) => new($"The calibrator's field '{_path}{name}' {problem}.");

    private double[] Numbers(string name)
    {
        JsonElement value = Take(name);
        if (value.ValueKind != JsonValueKind.Array)
        {
            throw Fault(name, "must be a list of numbers");
        }

        double[] numbers = new double[value.GetArrayLength()];
        int count = 0;
        foreach (JsonElement item in value.EnumerateArray())
        {
            numbers[count++] = Number(item, name);
        }

        return numbers;
    }

    private double Number(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number) ? number : throw Fault(name, "must be finite");

    private JsonElement Take(string name) => _fields.Remove(name, out JsonElement value) ? value : throw Fault(name, "is missing");
}
