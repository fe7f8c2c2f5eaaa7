using System.Globalization;
using System.Text.Json;
using static Escalation.Handoff.PackageProblemReader;

namespace Escalation.Handoff;

/// <summary>Reads a context package of any version: a member that its version does not have is refused like any unknown one.</summary>
internal static class ContextPackageReader
{
    private static readonly string[] Versions = ["escalation-context/1", ContextPackage.Schema];

    internal static ContextPackage Read(JsonElement json)
    {
        var root = new PackageObject(json, "The package");
        int version = Array.IndexOf(Versions, root.Text("schema")) + 1;
        if (version == 0)
        {
            throw new FormatException($"Unknown package schema; this library reads '{string.Join("', '", Versions)}'.");
        }

        ContextPackage package = ReadCommon(root, version);
        if (version > 1)
        {
            package = ReadNewer(root, package);
        }

        root.Done();
        return package;
    }

    private static ContextPackage ReadCommon(PackageObject root, int version) => new()
    {
        EscalationId = Filled(root, "escalationId"),
        ConversationId = root.OptionalText("conversationId"),
        TurnId = Filled(root, "turnId"),
        CreatedAt = Time(root.Text("createdAt"), "createdAt"),
        Requester = root.Optional("requester") is { } requester ? ReadRequester(requester) : null,
        OriginalRequest = PackageTextReader.Read(root.Required("originalRequest")),
        Attempted = root.List("attempted", ReadAttempt),
        OmittedAttempts = (int)root.Count("omittedAttempts"),
        IntermediateResults = root.List("intermediateResults", ReadResult),
        OmittedResults = (int)root.Count("omittedResults"),
        BestGuess = root.Optional("bestGuess") is { } guess ? ReadGuess(guess) : null,
        PendingAction = root.Optional("pendingAction") is { } pending ? PackageTextReader.ReadEntry(pending) : null,
        Why = PackageCauseReader.Read(root.Required("why"), version),
        Route = ReadRoute(root.Required("route"), version),
        Transcript = root.List("transcript", PackageTextReader.ReadEntry),
        FallbackMessage = PackageTextReader.ReadOptional(root, "fallbackMessage"),
        Attributes = PackageTextReader.ReadFacts(root.Required("attributes"), "attributes"),
        OmittedAttributes = (int)root.Count("omittedAttributes"),
    };

    private static ContextPackage ReadNewer(PackageObject root, ContextPackage package) => package with
    {
        Correlation = root.Optional("correlation") is { } ids ? ReadCorrelation(ids) : null,
        Summary = PackageTextReader.ReadOptional(root, "summary"),
        Understanding = root.Optional("understanding") is { } understanding ? ReadUnderstanding(understanding) : null,
        Labels = root.List("labels", label => PackageObject.Text(label, "labels")),
        TranscriptReference = root.Optional("transcriptReference") is { } reference ? ReadReference(reference) : null,
        Attachments = root.List("attachments", ReadAttachment),
        OmittedAttachments = (int)root.Count("omittedAttachments"),
        Unreadable = root.List("unreadable", ReadUnreadable),
        Redaction = root.Optional("redaction") is { } redaction ? ReadRedaction(redaction) : null,
    };

    private static AttemptedAction ReadAttempt(JsonElement json)
    {
        var members = new PackageObject(json, "An attempt");
        var attempt = new AttemptedAction(
            members.Count("step", 1, long.MaxValue),
            members.Text("action"),
            PackageTextReader.ReadOptional(members, "arguments"),
            members.Flag("failed"),
            PackageTextReader.ReadOptional(members, "result"));
        members.Done();
        return attempt;
    }

    private static IntermediateResult ReadResult(JsonElement json)
    {
        var members = new PackageObject(json, "A result");
        var result = new IntermediateResult(members.Count("step", 1, long.MaxValue), members.Text("source"), PackageTextReader.Read(members.Required("text")));
        members.Done();
        return result;
    }

    private static BestGuess ReadGuess(JsonElement json)
    {
        var members = new PackageObject(json, "The best guess");
        var guess = new BestGuess(PackageTextReader.Read(members.Required("answer")), members.OptionalNumber("confidence"));
        members.Done();
        return guess;
    }

    internal static HandoffRoute ReadRoute(JsonElement json) => ReadRoute(json, Versions.Length);

    private static HandoffRoute ReadRoute(JsonElement json, int version)
    {
        var members = new PackageObject(json, "The route");
        var route = new HandoffRoute(Filled(members, "key"), Filled(members, "queue"), Filled(members, "owner"), PackageNames.PriorityOf(members.Text("priority")));
        if (version > 1)
        {
            route = route with
            {
                Deadline = members.OptionalText("deadline") is { } deadline ? Time(deadline, "deadline") : null,
                Rule = members.Optional("rule") is { } rule ? Filled(PackageObject.Text(rule, "rule"), "rule") : null,
                Skills = members.Optional("skills") is { } skills ? ReadSkills(skills) : [],
            };
        }

        members.Done();
        return route;
    }

    /// <summary>An empty list is written by leaving it out, so that equal routes have one form.</summary>
    private static string[] ReadSkills(JsonElement json) => json.ValueKind == JsonValueKind.Array && json.GetArrayLength() > 0
        ? [.. json.EnumerateArray().Select(skill => Filled(PackageObject.Text(skill, "skills"), "skills"))]
        : throw new FormatException("'skills' must be an array with at least one skill.");

    private static string Filled(PackageObject members, string name) => Filled(members.Text(name), name);

    private static string Filled(string text, string name) => !string.IsNullOrWhiteSpace(text)
        ? text
        : throw new FormatException($"'{name}' must not be blank.");

    internal static DateTimeOffset Time(string text, string name) =>
        DateTimeOffset.TryParseExact(text, ContextPackageWriter.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? time
            : throw new FormatException($"{name} must be an ISO 8601 time in UTC with seven decimals.");
}
