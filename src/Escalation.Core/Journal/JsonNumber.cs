using System.Text.Json;

namespace Escalation.Journal;

/// <summary>Numbers in JSON that may be NaN or infinite: those are the strings <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>, so that recording a fault never fails because of its value.</summary>
internal static class JsonNumber
{
    private const string NotANumber = "NaN";
    private const string PositiveInfinity = "Infinity";
    private const string NegativeInfinity = "-Infinity";

    internal static void Write(Utf8JsonWriter writer, string name, double value)
    {
        writer.WritePropertyName(name);
        WriteValue(writer, value);
    }

    /// <summary>An element of an array.</summary>
    internal static void WriteValue(Utf8JsonWriter writer, double value)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteStringValue(double.IsNaN(value) ? NotANumber : value > 0.0 ? PositiveInfinity : NegativeInfinity);
        }
    }

    /// <summary>Reads what <see cref="Write"/> wrote. A number that overflows is refused: only the token means infinity.</summary>
    /// <exception cref="FormatException">Thrown when the value is neither a number nor one of the tokens.</exception>
    internal static double Read(JsonElement json, string name)
    {
        if (json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out double value) && double.IsFinite(value))
        {
            return value;
        }

        return (json.ValueKind == JsonValueKind.String ? json.GetString() : null) switch
        {
            NotANumber => double.NaN,
            PositiveInfinity => double.PositiveInfinity,
            NegativeInfinity => double.NegativeInfinity,
            _ => throw new FormatException($"{name} must be a number or one of '{NotANumber}', '{PositiveInfinity}', '{NegativeInfinity}'."),
        };
    }
}
