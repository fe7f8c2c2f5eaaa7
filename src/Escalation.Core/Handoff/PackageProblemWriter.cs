using System.Text.Json;
using Escalation.Decisions;
using Escalation.Journal;
using static Escalation.Handoff.PackageTextWriter;

namespace Escalation.Handoff;

/// <summary>Writes who asked, how the request was understood, the files and what was redacted.</summary>
internal static class PackageProblemWriter
{
    internal static void WriteCorrelation(Utf8JsonWriter writer, Correlation? ids)
    {
        if (ids is null)
        {
            return;
        }

        writer.WriteStartObject("correlation");
        WriteOptional(writer, "sessionId", ids.SessionId);
        WriteOptional(writer, "traceId", ids.TraceId);
        WriteOptional(writer, "tenantId", ids.TenantId);
        writer.WriteEndObject();
    }

    internal static void WriteRequester(Utf8JsonWriter writer, Requester? requester)
    {
        if (requester is null)
        {
            return;
        }

        writer.WriteStartObject("requester");
        WriteOptional(writer, "name", requester.Name);
        WriteOptional(writer, "contact", requester.Contact);
        WriteOptional(writer, "language", requester.Language);
        WriteOptional(writer, "tier", requester.Tier);
        writer.WriteEndObject();
    }

    internal static void WriteUnderstanding(Utf8JsonWriter writer, RequestUnderstanding? understanding)
    {
        if (understanding is null)
        {
            return;
        }

        writer.WriteStartObject("understanding");
        WriteOptional(writer, "intent", understanding.Intent);
        WriteFacts(writer, "slots", understanding.Slots);
        WriteCount(writer, "omittedSlots", understanding.OmittedSlots);
        writer.WriteStartArray("intentScores");
        foreach (double score in understanding.IntentScores)
        {
            JsonNumber.WriteValue(writer, score);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("interpretations");
        foreach (RequestReading reading in understanding.Interpretations)
        {
            writer.WriteStartObject();
            WriteText(writer, "text", reading.Text);
            if (reading.Score is { } score)
            {
                JsonNumber.Write(writer, "score", score);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    internal static void WriteReference(Utf8JsonWriter writer, TranscriptReference? reference)
    {
        if (reference is null)
        {
            return;
        }

        writer.WriteStartObject("transcriptReference");
        WriteOptional(writer, "location", reference.Location is { } location ? PackageLocation.TextOf(location) : null);
        WriteOptional(writer, "sha256", reference.Sha256);
        writer.WriteNumber("steps", reference.Steps);
        writer.WriteEndObject();
    }

    internal static void WriteAttachments(Utf8JsonWriter writer, ContextPackage package)
    {
        writer.WriteStartArray("attachments");
        foreach (AttachmentReference file in package.Attachments)
        {
            writer.WriteStartObject();
            writer.WriteString("name", file.Name);
            writer.WriteString("mediaType", file.MediaType);
            WriteOptional(writer, "location", file.Location is { } location ? PackageLocation.TextOf(location) : null);
            if (file.Size is { } size)
            {
                writer.WriteNumber("size", size);
            }

            WriteOptional(writer, "sha256", file.Sha256);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteCount(writer, "omittedAttachments", package.OmittedAttachments);
    }

    internal static void WriteUnreadable(Utf8JsonWriter writer, IReadOnlyList<UnreadablePart> parts)
    {
        writer.WriteStartArray("unreadable");
        foreach (UnreadablePart part in parts)
        {
            writer.WriteStartObject();
            writer.WriteString("part", part.Part);
            writer.WriteString("fault", part.Fault);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    internal static void WriteRedaction(Utf8JsonWriter writer, RedactionReport? report)
    {
        if (report is null)
        {
            return;
        }

        writer.WriteStartObject("redaction");
        WriteOptional(writer, "keyId", report.KeyId);
        writer.WriteStartArray("counts");
        foreach (RedactionCount count in report.Counts)
        {
            writer.WriteStartObject();
            writer.WriteString("field", count.Field);
            writer.WriteString("class", count.Class.Code);
            writer.WriteString("method", PackageNames.Of(count.Method));
            writer.WriteNumber("count", count.Count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
