using System.Text.Json;
using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Writes what packages are made of: texts, entries, counts and members that may be absent.</summary>
internal static class PackageTextWriter
{
    internal static void WriteEntry(Utf8JsonWriter writer, TranscriptEntry entry)
    {
        writer.WriteStartObject();
        if (entry.Step is { } step)
        {
            writer.WritePropertyName("step");
            AgentStepJson.Write(writer, step);
            WriteCount(writer, "omittedCharacters", entry.OmittedCharacters);
        }
        else
        {
            writer.WriteStartObject("omitted");
            writer.WriteNumber("steps", entry.Omitted!.Count);
            writer.WriteString("reason", PackageNames.Of(entry.Omitted.Reason));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    internal static void WriteText(Utf8JsonWriter writer, string name, PackageText? text)
    {
        if (text is null)
        {
            return;
        }

        writer.WriteStartObject(name);
        writer.WriteString("text", text.Text);
        WriteCount(writer, "omittedCharacters", text.OmittedCharacters);
        writer.WriteEndObject();
    }

    internal static void WriteCount(Utf8JsonWriter writer, string name, int count)
    {
        if (count != 0)
        {
            writer.WriteNumber(name, count);
        }
    }

    internal static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    internal static void WriteStrings(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (string value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    internal static void WriteFacts(Utf8JsonWriter writer, string name, IReadOnlyDictionary<string, string> facts)
    {
        writer.WriteStartObject(name);
        foreach ((string fact, string value) in facts.OrderBy(fact => fact.Key, StringComparer.Ordinal))
        {
            writer.WriteString(fact, value);
        }

        writer.WriteEndObject();
    }
}
