using System.Globalization;
using System.Text.Json;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Replay;

/// <summary>Reads histories: a JSON array of <c>{name, steps}</c>, or one such object a line.</summary>
internal static class AgentHistoryReader
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>Reads every history of a source.</summary>
    /// <exception cref="ToolException">Thrown at the first part that is no history; the message names the source, the line or the history, and the step.</exception>
    internal static IReadOnlyList<AgentHistory> Read(string path, ToolConsole console)
    {
        string name = InputSource.NameOf(path);
        string text = InputSource.ReadAllText(path, console);
        List<AgentHistory> histories = text.AsSpan().TrimStart() is ['[', ..] ? ReadArray(name, text) : ReadLines(name, text);
        return histories.Count > 0 ? histories : throw new ToolException($"{name}: there is no history in it");
    }

    private static List<AgentHistory> ReadArray(string name, string text)
    {
        using JsonDocument document = Parse(text, message => new ToolException($"{name}: {message}"));
        var histories = new List<AgentHistory>();
        foreach (JsonElement element in document.RootElement.EnumerateArray())
        {
            histories.Add(ReadHistory(element, string.Create(CultureInfo.InvariantCulture, $"{name}: history {histories.Count + 1}")));
        }

        return histories;
    }

    private static List<AgentHistory> ReadLines(string name, string text)
    {
        var histories = new List<AgentHistory>();
        string[] lines = text.TrimEnd().Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{name}: line {i + 1}");
            if (lines is [""])
            {
                throw new ToolException($"{name}: the file is empty");
            }

            using JsonDocument document = Parse(lines[i].TrimEnd('\r'), message => new ToolException($"{place}: {message}"));
            histories.Add(ReadHistory(document.RootElement, place));
        }

        return histories;
    }

    private static JsonDocument Parse(string text, Func<string, ToolException> fault)
    {
        try
        {
            return JsonDocument.Parse(text, Options);
        }
        catch (JsonException exception)
        {
            throw fault(JsonFault.Describe(exception));
        }
        catch (InvalidOperationException)
        {
            throw fault("a member's name is not valid Unicode");
        }
    }

    private static AgentHistory ReadHistory(JsonElement json, string place)
    {
        var members = new StepMembers(json, place);
        string name = members.Text("name") ?? throw members.Fault("name", "is missing");
        JsonElement steps = json.TryGetProperty("steps", out JsonElement found) ? found : throw members.Fault("steps", "is missing");
        if (steps.ValueKind != JsonValueKind.Array)
        {
            throw members.Fault("steps", $"must be an array, but was {ErrorText.Quote(steps.GetRawText())}");
        }

        int number = 0;
        return new AgentHistory(name, [.. steps.EnumerateArray().Select(step => new StepMembers(step, string.Create(CultureInfo.InvariantCulture, $"{place}, step {++number}")).ToStep())]);
    }
}
