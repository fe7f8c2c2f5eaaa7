using System.Text.Json;
using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Reads what packages are made of: texts, entries and facts by name.</summary>
internal static class PackageTextReader
{
    internal static PackageText Read(JsonElement json)
    {
        var members = new PackageObject(json, "A text");
        var text = new PackageText(members.Text("text"), (int)members.Count("omittedCharacters"));
        members.Done();
        return text;
    }

    internal static PackageText? ReadOptional(PackageObject members, string name) => members.Optional(name) is { } text ? Read(text) : null;

    internal static TranscriptEntry ReadEntry(JsonElement json)
    {
        var members = new PackageObject(json, "A transcript entry");
        TranscriptEntry entry = members.Optional("omitted") is { } omitted
            ? ReadOmission(omitted)
            : TranscriptEntry.Of(AgentStepJson.Read(members.Required("step")), (int)members.Count("omittedCharacters"));
        members.Done();
        return entry;
    }

    internal static Dictionary<string, string> ReadFacts(JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{name} must be an object.");
        }

        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty fact in json.EnumerateObject())
        {
            facts.Add(fact.Name, PackageObject.Text(fact.Value, name));
        }

        return facts;
    }

    private static TranscriptEntry ReadOmission(JsonElement json)
    {
        var members = new PackageObject(json, "An omission");
        var omitted = new OmittedSteps(members.Count("steps", 1, long.MaxValue), PackageNames.Omission(members.Text("reason")));
        members.Done();
        return TranscriptEntry.Of(omitted);
    }
}
