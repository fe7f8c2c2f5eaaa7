using System.Globalization;
using System.Text.Json;
using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Writes a package's transcript as the attachment of a hand-off event.</summary>
internal static class HandoffTranscript
{
    internal static void Write(Utf8JsonWriter writer, ContextPackage package, HandoffEventAddress? address)
    {
        writer.WriteStartArray("attachments");
        writer.WriteStartObject();
        writer.WriteString("contentType", "application/json");
        writer.WriteString("name", "Transcript");
        writer.WriteStartObject("content");
        writer.WriteStartArray("activities");
        foreach (TranscriptEntry entry in package.Transcript)
        {
            WriteActivity(writer, entry, address);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    /// <summary>What was said is a message; tool calls, condensations and placeholders are events, which hubs that do not know them pass over.</summary>
    private static void WriteActivity(Utf8JsonWriter writer, TranscriptEntry entry, HandoffEventAddress? address)
    {
        bool isMessage = entry.Step is { Kind: AgentStepKind.User or AgentStepKind.Message or AgentStepKind.Chunk };
        bool isUser = entry.Step is { Kind: AgentStepKind.User };
        writer.WriteStartObject();
        writer.WriteString("type", isMessage ? "message" : "event");
        if (!isMessage)
        {
            writer.WriteString("name", entry.Step is { } step ? AgentStepJson.NameOf(step.Kind) : "omitted");
        }

        if (entry.Step?.At is { } at)
        {
            writer.WriteString("timestamp", at.UtcDateTime.ToString(ContextPackageWriter.TimeFormat, CultureInfo.InvariantCulture));
        }

        writer.WriteStartObject("from");
        writer.WriteString("id", isUser ? address?.UserId ?? "user" : address?.BotId ?? "agent");
        writer.WriteString("role", isUser ? "user" : "bot");
        writer.WriteEndObject();
        if (isMessage)
        {
            writer.WriteString("text", entry.Step!.Text ?? "");
        }

        writer.WritePropertyName("value");
        PackageTextWriter.WriteEntry(writer, entry);
        writer.WriteEndObject();
    }
}
