using System.Globalization;
using System.Text.Json;
using Escalation.Journal;
using static Escalation.Handoff.PackageProblemWriter;
using static Escalation.Handoff.PackageTextWriter;

namespace Escalation.Handoff;

/// <summary>Writes a context package in the current version.</summary>
internal static class ContextPackageWriter
{
    internal const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    internal static void Write(Utf8JsonWriter writer, ContextPackage package)
    {
        writer.WriteStartObject();
        writer.WriteString("schema", ContextPackage.Schema);
        writer.WriteString("escalationId", package.EscalationId);
        WriteOptional(writer, "conversationId", package.ConversationId);
        writer.WriteString("turnId", package.TurnId);
        WriteCorrelation(writer, package.Correlation);
        writer.WriteString("createdAt", Time(package.CreatedAt));
        WriteRequester(writer, package.Requester);
        WriteText(writer, "originalRequest", package.OriginalRequest);
        WriteText(writer, "summary", package.Summary);
        WriteUnderstanding(writer, package.Understanding);
        WriteHistory(writer, package);
        WriteGuess(writer, package.BestGuess);
        if (package.PendingAction is { } pending)
        {
            writer.WritePropertyName("pendingAction");
            WriteEntry(writer, pending);
        }

        PackageCauseWriter.Write(writer, package.Why);
        WriteStrings(writer, "labels", package.Labels);
        WriteRoute(writer, package.Route);
        writer.WriteStartArray("transcript");
        foreach (TranscriptEntry entry in package.Transcript)
        {
            WriteEntry(writer, entry);
        }

        writer.WriteEndArray();
        WriteReference(writer, package.TranscriptReference);
        WriteAttachments(writer, package);
        WriteText(writer, "fallbackMessage", package.FallbackMessage);
        WriteFacts(writer, "attributes", package.Attributes);
        WriteCount(writer, "omittedAttributes", package.OmittedAttributes);
        WriteUnreadable(writer, package.Unreadable);
        WriteRedaction(writer, package.Redaction);
        writer.WriteEndObject();
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    private static void WriteHistory(Utf8JsonWriter writer, ContextPackage package)
    {
        writer.WriteStartArray("attempted");
        foreach (AttemptedAction attempt in package.Attempted)
        {
            writer.WriteStartObject();
            writer.WriteNumber("step", attempt.Step);
            writer.WriteString("action", attempt.Action);
            WriteText(writer, "arguments", attempt.Arguments);
            writer.WriteBoolean("failed", attempt.Failed);
            WriteText(writer, "result", attempt.Result);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteCount(writer, "omittedAttempts", package.OmittedAttempts);
        writer.WriteStartArray("intermediateResults");
        foreach (IntermediateResult result in package.IntermediateResults)
        {
            writer.WriteStartObject();
            writer.WriteNumber("step", result.Step);
            writer.WriteString("source", result.Source);
            WriteText(writer, "text", result.Text);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteCount(writer, "omittedResults", package.OmittedResults);
    }

    private static void WriteGuess(Utf8JsonWriter writer, BestGuess? guess)
    {
        if (guess is null)
        {
            return;
        }

        writer.WriteStartObject("bestGuess");
        WriteText(writer, "answer", guess.Answer);
        if (guess.Confidence is { } confidence)
        {
            JsonNumber.Write(writer, "confidence", confidence);
        }

        writer.WriteEndObject();
    }

    internal static void WriteRoute(Utf8JsonWriter writer, HandoffRoute route)
    {
        writer.WriteStartObject("route");
        writer.WriteString("key", route.Key);
        writer.WriteString("queue", route.Queue);
        writer.WriteString("owner", route.Owner);
        writer.WriteString("priority", PackageNames.Of(route.Priority));
        WriteOptional(writer, "deadline", route.Deadline is { } deadline ? Time(deadline) : null);
        WriteOptional(writer, "rule", route.Rule);
        if (route.Skills.Count > 0)
        {
            WriteStrings(writer, "skills", route.Skills);
        }

        writer.WriteEndObject();
    }
}
