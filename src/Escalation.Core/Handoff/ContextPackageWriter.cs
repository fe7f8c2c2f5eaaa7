using System.Globalization;
using System.Text.Json;
using Escalation.Decisions;
using Escalation.Journal;

namespace Escalation.Handoff;

/// <summary>Writes the parts of a context package.</summary>
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
        writer.WriteString("createdAt", package.CreatedAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
        WriteRequester(writer, package.Requester);
        WriteText(writer, "originalRequest", package.OriginalRequest);
        WriteHistory(writer, package);
        WriteGuess(writer, package.BestGuess);
        if (package.PendingAction is { } pending)
        {
            writer.WritePropertyName("pendingAction");
            WriteEntry(writer, pending);
        }

        WriteCause(writer, package.Why);
        WriteRoute(writer, package.Route);
        writer.WriteStartArray("transcript");
        foreach (TranscriptEntry entry in package.Transcript)
        {
            WriteEntry(writer, entry);
        }

        writer.WriteEndArray();
        WriteText(writer, "fallbackMessage", package.FallbackMessage);
        writer.WriteStartObject("attributes");
        foreach ((string name, string value) in package.Attributes.OrderBy(attribute => attribute.Key, StringComparer.Ordinal))
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        WriteCount(writer, "omittedAttributes", package.OmittedAttributes);
        writer.WriteEndObject();
    }

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

    private static void WriteCause(Utf8JsonWriter writer, EscalationCause why)
    {
        writer.WriteStartObject("why");
        writer.WriteString("outcome", DecisionOutcomeNames.Of(why.Outcome));
        writer.WriteString("reason", why.Reason.Code);
        WriteText(writer, "summary", why.Summary);
        WriteOptional(writer, "policy", why.Policy);
        JsonNumber.Write(writer, "score", why.Score);
        JsonNumber.Write(writer, "threshold", why.Threshold);
        WriteOptional(writer, "certificateId", why.CertificateId);
        writer.WriteString("guaranteeScope", PackageNames.Of(why.GuaranteeScope));
        writer.WriteStartArray("outsideGuarantee");
        foreach (string outside in why.OutsideGuarantee)
        {
            writer.WriteStringValue(outside);
        }

        writer.WriteEndArray();
        JsonNumber.Write(writer, "modelIsRight", why.ModelIsRight);
        JsonNumber.Write(writer, "expertIsRight", why.ExpertIsRight);
        JsonNumber.Write(writer, "expectedCostOfActing", why.ExpectedCostOfActing);
        JsonNumber.Write(writer, "expectedCostOfEscalating", why.ExpectedCostOfEscalating);
        writer.WriteStartArray("triggers");
        foreach (TriggerFinding finding in why.Triggers)
        {
            writer.WriteStartObject();
            writer.WriteString("name", finding.Name);
            writer.WriteString("kind", PackageNames.Of(finding.Kind));
            writer.WriteString("proposal", DecisionOutcomeNames.Of(finding.Proposal));
            writer.WriteString("reason", finding.Reason.Code);
            JsonNumber.Write(writer, "score", finding.Score);
            JsonNumber.Write(writer, "threshold", finding.Threshold);
            WriteText(writer, "evidence", finding.Evidence);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteRequester(Utf8JsonWriter writer, Requester? requester)
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

    internal static void WriteRoute(Utf8JsonWriter writer, HandoffRoute route)
    {
        writer.WriteStartObject("route");
        writer.WriteString("key", route.Key);
        writer.WriteString("queue", route.Queue);
        writer.WriteString("owner", route.Owner);
        writer.WriteString("priority", PackageNames.Of(route.Priority));
        WriteOptional(writer, "deadline", route.Deadline?.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
        WriteOptional(writer, "rule", route.Rule);
        if (route.Skills.Count > 0)
        {
            writer.WriteStartArray("skills");
            foreach (string skill in route.Skills)
            {
                writer.WriteStringValue(skill);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter writer, TranscriptEntry entry)
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

    private static void WriteText(Utf8JsonWriter writer, string name, PackageText? text)
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

    private static void WriteCount(Utf8JsonWriter writer, string name, int count)
    {
        if (count != 0)
        {
            writer.WriteNumber(name, count);
        }
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
