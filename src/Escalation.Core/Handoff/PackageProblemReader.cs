using System.Text.Json;
using Escalation.Decisions;
using Escalation.Journal;
using Escalation.Redaction;

namespace Escalation.Handoff;

/// <summary>Reads who asked, how the request was understood, the files and what was redacted.</summary>
internal static class PackageProblemReader
{
    internal static Correlation ReadCorrelation(JsonElement json)
    {
        var members = new PackageObject(json, "The correlation");
        var ids = new Correlation(members.OptionalText("sessionId"), members.OptionalText("traceId"), members.OptionalText("tenantId"));
        members.Done();
        return ids;
    }

    internal static Requester ReadRequester(JsonElement json)
    {
        var members = new PackageObject(json, "The requester");
        var requester = new Requester(members.OptionalText("name"), members.OptionalText("contact"), members.OptionalText("language"), members.OptionalText("tier"));
        members.Done();
        return requester;
    }

    internal static RequestUnderstanding ReadUnderstanding(JsonElement json)
    {
        var members = new PackageObject(json, "The understanding");
        var understanding = new RequestUnderstanding
        {
            Intent = members.OptionalText("intent"),
            Slots = PackageTextReader.ReadFacts(members.Required("slots"), "slots"),
            OmittedSlots = (int)members.Count("omittedSlots"),
            IntentScores = members.List("intentScores", score => JsonNumber.Read(score, "intentScores")),
            Interpretations = members.List("interpretations", ReadReading),
        };
        members.Done();
        return understanding;
    }

    internal static TranscriptReference ReadReference(JsonElement json)
    {
        var members = new PackageObject(json, "The transcript's reference");
        var reference = new TranscriptReference(Location(members), PackageObject.Integer(members.Required("steps"), "steps", 0, long.MaxValue)) { Sha256 = members.OptionalText("sha256") };
        members.Done();
        return reference;
    }

    internal static AttachmentReference ReadAttachment(JsonElement json)
    {
        var members = new PackageObject(json, "An attachment");
        var file = new AttachmentReference(members.Text("name"), members.Text("mediaType"), Location(members))
        {
            Size = members.Optional("size") is { } size ? PackageObject.Integer(size, "size", 0, long.MaxValue) : null,
            Sha256 = members.OptionalText("sha256"),
        };
        members.Done();
        return file;
    }

    internal static UnreadablePart ReadUnreadable(JsonElement json)
    {
        var members = new PackageObject(json, "An unreadable part");
        var part = new UnreadablePart(members.Text("part"), members.Text("fault"));
        members.Done();
        return part;
    }

    internal static RedactionReport ReadRedaction(JsonElement json)
    {
        var members = new PackageObject(json, "The redaction");
        var report = new RedactionReport(members.List("counts", ReadCount), members.OptionalText("keyId"));
        members.Done();
        return report;
    }

    private static RequestReading ReadReading(JsonElement json)
    {
        var members = new PackageObject(json, "An interpretation");
        var reading = new RequestReading(PackageTextReader.Read(members.Required("text")), members.OptionalNumber("score"));
        members.Done();
        return reading;
    }

    private static RedactionCount ReadCount(JsonElement json)
    {
        var members = new PackageObject(json, "A count");
        var count = new RedactionCount(members.Text("field"), new DataClass(members.Text("class")), PackageNames.Method(members.Text("method")), (int)members.Count("count", 1));
        members.Done();
        return count;
    }

    private static Uri? Location(PackageObject members)
    {
        if (members.OptionalText("location") is not { } text)
        {
            return null;
        }

        return PackageLocation.TryParse(text, out Uri? location) ? location : throw new FormatException("location must be an absolute URI.");
    }
}
