using System.Globalization;
using System.Text.Json;
using Escalation.Decisions;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Replay;

/// <summary>The members of one JSON object of a history, with the place for messages.</summary>
internal readonly struct StepMembers
{
    private readonly JsonElement _json;
    private readonly string _place;

    internal StepMembers(JsonElement json, string place)
    {
        _json = json;
        _place = place;
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new ToolException($"{place}: a JSON object was expected, but {ErrorText.Quote(json.GetRawText())} is none");
        }
    }

    /// <summary>The object as a step; members that a step does not have are ignored.</summary>
    internal AgentStep ToStep()
    {
        string kind = Text("kind") ?? throw Fault("kind", "is missing");
        return new AgentStep
        {
            Kind = AgentStepJson.TryParseKind(kind, out AgentStepKind parsed)
                ? parsed
                : throw Fault("kind", $"must be user, tool, message, chunk or condensation, but was {ErrorText.Quote(kind)}"),
            Action = Text("action"),
            Arguments = Json("arguments"),
            Observation = Text("observation"),
            IsError = Truth("isError"),
            Text = Text("text"),
            At = Instant("at"),
            Vetoed = Truth("vetoed"),
        };
    }

    /// <summary>A text, or null when the member is absent or null.</summary>
    internal string? Text(string name)
    {
        if (!_json.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.String ? Decode(name, value) : throw Fault(name, $"must be a text, but was {ErrorText.Quote(value.GetRawText())}");
    }

    internal ToolException Fault(string name, string complaint) => new($"{_place}: '{name}' {complaint}");

    /// <summary>Arguments as JSON text: an object as it stands, a text as the JSON that it holds.</summary>
    private string? Json(string name) =>
        _json.TryGetProperty(name, out JsonElement value) && value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null)
            ? value.GetRawText()
            : Text(name);

    /// <summary>A time as RFC 3339 writes it, with its offset: without one it would be another time on another machine.</summary>
    private DateTimeOffset? Instant(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        return text.Contains('T', StringComparison.Ordinal) && HasOffset(text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset at)
            ? at
            : throw Fault(name, $"must be a time with an offset such as 2026-01-31T08:30:00Z, but was {ErrorText.Quote(text)}");
    }

    private static bool HasOffset(string text) => text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal);

    private bool Truth(string name)
    {
        if (!_json.TryGetProperty(name, out JsonElement value))
        {
            return false;
        }

        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False or JsonValueKind.Null => false,
            _ => throw Fault(name, $"must be true or false, but was {ErrorText.Quote(value.GetRawText())}"),
        };
    }

    private string Decode(string name, JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Fault(name, "is not valid Unicode");
        }
    }
}
