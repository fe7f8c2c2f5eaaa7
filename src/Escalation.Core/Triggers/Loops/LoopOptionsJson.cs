using System.Text.Json;

namespace Escalation.Triggers.Loops;

/// <summary>Reads loop options from a policy document: <c>{"loops": {"exactRepeats": 4, …, "tools": {NAME: {"polling", "readOnly", "sideEffectFree", "exempt", "noiseFields", "parallelCalls"}}}}</c>.</summary>
/// <remarks>Strict: unknown, doubled or differently spelt members and wrong types are refused, since a misspelt limit that is silently ignored limits nothing. A byte-order mark is tolerated.</remarks>
public static class LoopOptionsJson
{
    /// <summary>Reads a whole policy document that declares nothing but loops.</summary>
    /// <param name="utf8Json">The document, UTF-8.</param>
    /// <exception cref="FormatException">Thrown when the document is not of that form; the message names the member.</exception>
    public static LoopOptions Parse(ReadOnlyMemory<byte> utf8Json)
    {
        ReadOnlyMemory<byte> body = utf8Json.Span.StartsWith("\uFEFF"u8) ? utf8Json[3..] : utf8Json;
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false });
            RequireObject(document.RootElement, "The policy");
            LoopOptions? options = null;
            foreach (JsonProperty member in document.RootElement.EnumerateObject())
            {
                options = member.Name == "loops" ? Read(member.Value) : throw Unknown(member.Name, "the policy");
            }

            return options ?? throw new FormatException("The policy has no member 'loops'.");
        }
        catch (JsonException fault)
        {
            throw new FormatException($"The policy is no valid JSON: {fault.Message}", fault);
        }
    }

    /// <summary>Reads the value of the member <c>loops</c>. Names are those of <see cref="LoopOptions"/> in camel case.</summary>
    /// <param name="loops">A JSON object.</param>
    /// <exception cref="FormatException">Thrown when the value is not of that form; the message names the member.</exception>
    public static LoopOptions Read(JsonElement loops)
    {
        RequireObject(loops, "loops");
        var options = new LoopOptions();
        foreach (JsonProperty member in loops.EnumerateObject())
        {
            Set(options, member);
        }

        return Checked(options);
    }

    private static LoopOptions Checked(LoopOptions options)
    {
        try
        {
            _ = new LoopRules(options);
            return options;
        }
        catch (ArgumentException fault)
        {
            throw new FormatException($"loops: {fault.Message}", fault);
        }
    }

    private static void Set(LoopOptions options, JsonProperty member)
    {
        switch (member.Name)
        {
            case "exactRepeats":
                options.ExactRepeats = Number(member);
                break;
            case "repeatedErrors":
                options.RepeatedErrors = Number(member);
                break;
            case "cyclePeriods":
                options.CyclePeriods = Number(member);
                break;
            case "longestPeriod":
                options.LongestPeriod = Number(member);
                break;
            case "monologue":
                options.Monologue = Number(member);
                break;
            case "sameErrors":
                options.SameErrors = Number(member);
                break;
            case "sameResults":
                options.SameResults = Number(member);
                break;
            case "longResult":
                options.LongResult = Number(member);
                break;
            case "noProgressRepeats":
                options.NoProgressRepeats = Number(member);
                break;
            case "noProgressWindow":
                options.NoProgressWindow = Number(member);
                break;
            case "condensations":
                options.Condensations = Number(member);
                break;
            case "chants":
                options.Chants = Number(member);
                break;
            case "pollingTolerance":
                options.PollingTolerance = Number(member);
                break;
            case "stopAfter":
                options.StopAfter = Number(member);
                break;
            case "history":
                options.History = Number(member);
                break;
            case "ignoreVolatileTokens":
                options.IgnoreVolatileTokens = Flag(member);
                break;
            case "conversationIsOptional":
                options.ConversationIsOptional = Flag(member);
                break;
            case "tools":
                ReadTools(options, member.Value);
                break;
            default:
                throw Unknown(member.Name, "loops");
        }
    }

    private static void ReadTools(LoopOptions options, JsonElement tools)
    {
        RequireObject(tools, "loops.tools");
        foreach (JsonProperty entry in tools.EnumerateObject())
        {
            if (string.IsNullOrWhiteSpace(entry.Name))
            {
                throw new FormatException("loops.tools has a tool without a name.");
            }

            RequireObject(entry.Value, $"Tool '{entry.Name}'");
            LoopToolOptions tool = options.Tool(entry.Name);
            foreach (JsonProperty member in entry.Value.EnumerateObject())
            {
                Set(tool, entry.Name, member);
            }
        }
    }

    private static void Set(LoopToolOptions tool, string name, JsonProperty member)
    {
        switch (member.Name)
        {
            case "polling":
                tool.Polling = Flag(member);
                break;
            case "readOnly":
                tool.ReadOnly = Flag(member);
                break;
            case "sideEffectFree":
                tool.SideEffectFree = Flag(member);
                break;
            case "exempt":
                tool.Exempt = Flag(member);
                break;
            case "noiseFields" when member.Value.ValueKind == JsonValueKind.Array:
                foreach (JsonElement field in member.Value.EnumerateArray())
                {
                    tool.NoiseFields.Add(Text(field, $"noiseFields of tool '{name}'"));
                }

                break;
            case "noiseFields":
                throw new FormatException($"noiseFields of tool '{name}' must be an array of strings, but is {member.Value.ValueKind}.");
            case "parallelCalls":
                tool.ParallelCalls = Text(member.Value, $"parallelCalls of tool '{name}'");
                break;
            default:
                throw Unknown(member.Name, $"tool '{name}'");
        }
    }

    private static void RequireObject(JsonElement value, string what)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{what} must be a JSON object, but is {value.ValueKind}.");
        }
    }

    private static int Number(JsonProperty member) => member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt32(out int number)
        ? number
        : throw new FormatException($"{member.Name} must be an integer, but is {member.Value.GetRawText()}.");

    private static bool Flag(JsonProperty member) => member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? member.Value.GetBoolean()
        : throw new FormatException($"{member.Name} must be true or false, but is {member.Value.GetRawText()}.");

    private static string Text(JsonElement value, string what) => value.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(value.GetString())
        ? value.GetString()!
        : throw new FormatException($"{what} must be text that is not blank, but is {value.GetRawText()}.");

    private static FormatException Unknown(string member, string where) => new($"Unknown member '{member}' in {where}.");
}
