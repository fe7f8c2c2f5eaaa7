using System.Globalization;
using System.Text.Json;
using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Reads the parts of a context package.</summary>
internal static class ContextPackageReader
{
    internal static ContextPackage Read(JsonElement json)
    {
        var root = new PackageObject(json, "The package");
        string schema = root.Text("schema");
        if (!string.Equals(schema, ContextPackage.Schema, StringComparison.Ordinal))
        {
            throw new FormatException($"Unknown package schema '{schema}'; this library reads '{ContextPackage.Schema}'.");
        }

        var package = new ContextPackage
        {
            EscalationId = Filled(root, "escalationId"),
            ConversationId = root.OptionalText("conversationId"),
            TurnId = Filled(root, "turnId"),
            CreatedAt = Time(root.Text("createdAt"), "createdAt"),
            Requester = root.Optional("requester") is { } requester ? ReadRequester(requester) : null,
            OriginalRequest = ReadText(root.Required("originalRequest")),
            Attempted = root.List("attempted", ReadAttempt),
            OmittedAttempts = (int)root.Count("omittedAttempts"),
            IntermediateResults = root.List("intermediateResults", ReadResult),
            OmittedResults = (int)root.Count("omittedResults"),
            BestGuess = root.Optional("bestGuess") is { } guess ? ReadGuess(guess) : null,
            PendingAction = root.Optional("pendingAction") is { } pending ? ReadEntry(pending) : null,
            Why = ReadCause(root.Required("why")),
            Route = ReadRoute(root.Required("route")),
            Transcript = root.List("transcript", ReadEntry),
            FallbackMessage = OptionalText(root, "fallbackMessage"),
            Attributes = ReadAttributes(root.Required("attributes")),
            OmittedAttributes = (int)root.Count("omittedAttributes"),
        };
        root.Done();
        return package;
    }

    private static AttemptedAction ReadAttempt(JsonElement json)
    {
        var members = new PackageObject(json, "An attempt");
        var attempt = new AttemptedAction(
            members.Count("step", 1, long.MaxValue),
            members.Text("action"),
            OptionalText(members, "arguments"),
            members.Flag("failed"),
            OptionalText(members, "result"));
        members.Done();
        return attempt;
    }

    private static IntermediateResult ReadResult(JsonElement json)
    {
        var members = new PackageObject(json, "A result");
        var result = new IntermediateResult(members.Count("step", 1, long.MaxValue), members.Text("source"), ReadText(members.Required("text")));
        members.Done();
        return result;
    }

    private static BestGuess ReadGuess(JsonElement json)
    {
        var members = new PackageObject(json, "The best guess");
        var guess = new BestGuess(ReadText(members.Required("answer")), members.OptionalNumber("confidence"));
        members.Done();
        return guess;
    }

    private static EscalationCause ReadCause(JsonElement json)
    {
        var members = new PackageObject(json, "The cause");
        var cause = new EscalationCause
        {
            Outcome = PackageNames.Outcome(members.Text("outcome")),
            Reason = new Reason(members.Text("reason")),
            Summary = ReadText(members.Required("summary")),
            Policy = members.OptionalText("policy"),
            Score = members.Number("score"),
            Threshold = members.Number("threshold"),
            CertificateId = members.OptionalText("certificateId"),
            GuaranteeScope = PackageNames.Scope(members.Text("guaranteeScope")),
            OutsideGuarantee = members.List("outsideGuarantee", name => PackageObject.Text(name, "outsideGuarantee")),
            ModelIsRight = members.Number("modelIsRight"),
            ExpertIsRight = members.Number("expertIsRight"),
            ExpectedCostOfActing = members.Number("expectedCostOfActing"),
            ExpectedCostOfEscalating = members.Number("expectedCostOfEscalating"),
            Triggers = members.List("triggers", ReadFinding),
        };
        members.Done();
        return cause;
    }

    private static TriggerFinding ReadFinding(JsonElement json)
    {
        var members = new PackageObject(json, "A trigger's finding");
        var finding = new TriggerFinding(
            members.Text("name"),
            PackageNames.Kind(members.Text("kind")),
            PackageNames.Outcome(members.Text("proposal")),
            new Reason(members.Text("reason")),
            members.Number("score"),
            members.Number("threshold"),
            ReadText(members.Required("evidence")));
        members.Done();
        return finding;
    }

    private static Requester ReadRequester(JsonElement json)
    {
        var members = new PackageObject(json, "The requester");
        var requester = new Requester(members.OptionalText("name"), members.OptionalText("contact"), members.OptionalText("language"), members.OptionalText("tier"));
        members.Done();
        return requester;
    }

    internal static HandoffRoute ReadRoute(JsonElement json)
    {
        var members = new PackageObject(json, "The route");
        var route = new HandoffRoute(Filled(members, "key"), Filled(members, "queue"), Filled(members, "owner"), PackageNames.PriorityOf(members.Text("priority")))
        {
            Deadline = members.OptionalText("deadline") is { } deadline ? Time(deadline, "deadline") : null,
            Rule = members.Optional("rule") is { } rule ? Filled(PackageObject.Text(rule, "rule"), "rule") : null,
            Skills = members.Optional("skills") is { } skills ? ReadSkills(skills) : [],
        };
        members.Done();
        return route;
    }

    /// <summary>An empty list is written by leaving it out, so that equal routes have one form.</summary>
    private static string[] ReadSkills(JsonElement json) => json.ValueKind == JsonValueKind.Array && json.GetArrayLength() > 0
        ? [.. json.EnumerateArray().Select(skill => Filled(PackageObject.Text(skill, "skills"), "skills"))]
        : throw new FormatException("'skills' must be an array with at least one skill.");

    private static TranscriptEntry ReadEntry(JsonElement json)
    {
        var members = new PackageObject(json, "A transcript entry");
        TranscriptEntry entry = members.Optional("omitted") is { } omitted
            ? ReadOmission(omitted)
            : TranscriptEntry.Of(AgentStepJson.Read(members.Required("step")), (int)members.Count("omittedCharacters"));
        members.Done();
        return entry;
    }

    private static TranscriptEntry ReadOmission(JsonElement json)
    {
        var members = new PackageObject(json, "An omission");
        var omitted = new OmittedSteps(members.Count("steps", 1, long.MaxValue), PackageNames.Omission(members.Text("reason")));
        members.Done();
        return TranscriptEntry.Of(omitted);
    }

    private static PackageText ReadText(JsonElement json)
    {
        var members = new PackageObject(json, "A text");
        var text = new PackageText(members.Text("text"), (int)members.Count("omittedCharacters"));
        members.Done();
        return text;
    }

    private static PackageText? OptionalText(PackageObject members, string name) => members.Optional(name) is { } text ? ReadText(text) : null;

    private static Dictionary<string, string> ReadAttributes(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("attributes must be an object.");
        }

        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty attribute in json.EnumerateObject())
        {
            attributes.Add(attribute.Name, PackageObject.Text(attribute.Value, attribute.Name));
        }

        return attributes;
    }

    private static string Filled(PackageObject members, string name) => Filled(members.Text(name), name);

    private static string Filled(string text, string name) => !string.IsNullOrWhiteSpace(text)
        ? text
        : throw new FormatException($"'{name}' must not be blank.");

    internal static DateTimeOffset Time(string text, string name) =>
        DateTimeOffset.TryParseExact(text, ContextPackageWriter.TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? time
            : throw new FormatException($"{name} must be an ISO 8601 time in UTC with seven decimals.");
}
