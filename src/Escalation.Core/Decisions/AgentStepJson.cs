using System.Globalization;
using System.Text.Json;

namespace Escalation.Decisions;

/// <summary>The JSON form of a step: <c>{kind, action, arguments, observation, isError, text, at, vetoed}</c>, unused parts left out.</summary>
public static class AgentStepJson
{
    private static readonly string[] KindNames = ["user", "tool", "message", "chunk", "condensation"];

    /// <summary>The name of a kind in JSON.</summary>
    /// <param name="kind">The kind.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the kind is not one of the enum.</exception>
    public static string NameOf(AgentStepKind kind) => (int)kind is >= 0 and < 5
        ? KindNames[(int)kind]
        : throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of step.");

    /// <summary>Reads a kind's name.</summary>
    /// <param name="name">The name, compared ordinally.</param>
    /// <param name="kind">The kind.</param>
    /// <returns>Whether there is such a kind.</returns>
    public static bool TryParseKind(string? name, out AgentStepKind kind)
    {
        int index = Array.IndexOf(KindNames, name);
        kind = index < 0 ? default : (AgentStepKind)index;
        return index >= 0;
    }

    /// <summary>Writes a step as a JSON object.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="step">The step.</param>
    public static void Write(Utf8JsonWriter writer, AgentStep step)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(step);
        writer.WriteStartObject();
        writer.WriteString("kind", NameOf(step.Kind));
        WriteOptional(writer, "action", step.Action);
        WriteOptional(writer, "arguments", step.Arguments);
        WriteOptional(writer, "observation", step.Observation);
        if (step.IsError)
        {
            writer.WriteBoolean("isError", true);
        }

        WriteOptional(writer, "text", step.Text);
        WriteOptional(writer, "at", step.At?.ToString("O", CultureInfo.InvariantCulture));
        if (step.Vetoed)
        {
            writer.WriteBoolean("vetoed", true);
        }

        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Write"/> wrote. Unknown members are refused.</summary>
    /// <param name="json">A JSON object.</param>
    /// <exception cref="FormatException">Thrown when the value is not such an object.</exception>
    public static AgentStep Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"A step must be a JSON object, but was {json.ValueKind}.");
        }

        AgentStepKind? kind = null;
        string? action = null, arguments = null, observation = null, text = null;
        bool isError = false, vetoed = false;
        DateTimeOffset? at = null;
        foreach (JsonProperty property in json.EnumerateObject())
        {
            switch (property.Name)
            {
                case "kind":
                    kind = TryParseKind(Text(property), out AgentStepKind parsed)
                        ? parsed
                        : throw new FormatException("Unknown kind of step.");
                    break;
                case "action":
                    action = Text(property);
                    break;
                case "arguments":
                    arguments = Text(property);
                    break;
                case "observation":
                    observation = Text(property);
                    break;
                case "text":
                    text = Text(property);
                    break;
                case "isError":
                    isError = Truth(property);
                    break;
                case "at":
                    at = DateTimeOffset.TryParseExact(Text(property), "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTimeOffset time)
                        ? time
                        : throw new FormatException("at must be a time such as 2024-05-01T10:00:00.0000000+00:00.");
                    break;
                case "vetoed":
                    vetoed = Truth(property);
                    break;
                default:
                    throw new FormatException("Unknown member in a step.");
            }
        }

        return new AgentStep
        {
            Kind = kind ?? throw new FormatException("A step has no kind."),
            Action = action,
            Arguments = arguments,
            Observation = observation,
            IsError = isError,
            Text = text,
            At = at,
            Vetoed = vetoed,
        };
    }

    private static string Text(JsonProperty property) => property.Value.ValueKind == JsonValueKind.String
        ? property.Value.GetString()!
        : throw new FormatException($"{property.Name} must be a string, but was {property.Value.ValueKind}.");

    private static bool Truth(JsonProperty property) => property.Value.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? property.Value.GetBoolean()
        : throw new FormatException($"{property.Name} must be true or false.");

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
