using System.Text.Json;

namespace Escalation.Prediction.Interventions;

/// <summary>One training target: a conversation whose last turn reasons about probability and cost, and decides.</summary>
/// <param name="System">The system message.</param>
/// <param name="User">The user message: question, accuracy signal and cost framing.</param>
/// <param name="Assistant">The assistant message: the reasoning, and on a line of its own the decision.</param>
/// <param name="Ratio">The cost ratio R that it teaches.</param>
/// <param name="Framing">How it reasons.</param>
/// <param name="Escalates">Its decision.</param>
public sealed record InterventionTarget(string System, string User, string Assistant, double Ratio, TargetFraming Framing, bool Escalates)
{
    /// <summary>Writes the member <c>messages</c> of a chat record: an array of objects with <c>role</c> and <c>content</c>.</summary>
    /// <param name="json">A writer inside an object.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="json"/> is null.</exception>
    public void WriteMessages(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartArray("messages");
        Write(json, "system", System);
        Write(json, "user", User);
        Write(json, "assistant", Assistant);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string role, string content)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", content);
        json.WriteEndObject();
    }
}
