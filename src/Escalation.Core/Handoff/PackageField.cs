using System.Collections.Frozen;
using Escalation.Redaction;

namespace Escalation.Handoff;

/// <summary>The fields of a context package that hold data of the turn, and the class of each.</summary>
/// <remarks>
/// Not among them, and never changed: the ids of the escalation and the turn, under which the package is sent, times and numbers, and the names that the
/// deployment itself chose (policy, triggers, reason codes, route). The fields of <see cref="ContextPackage.Attributes"/> have the classes that a
/// <see cref="PackageRedaction"/> gives them by name.
/// </remarks>
public static class PackageField
{
    internal const string ConversationId = "conversationId";
    internal const string SessionId = "correlation.sessionId";
    internal const string TraceId = "correlation.traceId";
    internal const string TenantId = "correlation.tenantId";
    internal const string RequesterName = "requester.name";
    internal const string RequesterContact = "requester.contact";
    internal const string RequesterLanguage = "requester.language";
    internal const string RequesterTier = "requester.tier";
    internal const string Request = "originalRequest";
    internal const string Summary = "summary";
    internal const string Intent = "understanding.intent";
    internal const string Slots = "understanding.slots";
    internal const string Interpretations = "understanding.interpretations.text";
    internal const string AttemptAction = "attempted.action";
    internal const string AttemptArguments = "attempted.arguments";
    internal const string AttemptResult = "attempted.result";
    internal const string ResultSource = "intermediateResults.source";
    internal const string ResultText = "intermediateResults.text";
    internal const string Answer = "bestGuess.answer";
    internal const string Decision = "why.summary";
    internal const string DecisionClass = "why.decisionClass";
    internal const string Evidence = "why.triggers.evidence";
    internal const string Labels = "labels";
    internal const string TranscriptLocation = "transcriptReference.location";
    internal const string AttachmentName = "attachments.name";
    internal const string AttachmentMediaType = "attachments.mediaType";
    internal const string AttachmentLocation = "attachments.location";
    internal const string FallbackMessage = "fallbackMessage";
    internal const string Attributes = "attributes";

    /// <summary>The class of each field, by its path in the JSON; elements of arrays have no index.</summary>
    public static IReadOnlyDictionary<string, DataClass> Classes { get; } = new Dictionary<string, DataClass>(StringComparer.Ordinal)
    {
        [ConversationId] = DataClass.Identifier,
        [SessionId] = DataClass.Identifier,
        [TraceId] = DataClass.Identifier,
        [TenantId] = DataClass.Identifier,
        [RequesterName] = DataClass.PersonName,
        [RequesterContact] = DataClass.Contact,
        [RequesterLanguage] = DataClass.Operational,
        [RequesterTier] = DataClass.Operational,
        [Request] = DataClass.Content,
        [Summary] = DataClass.Content,
        [Intent] = DataClass.Operational,
        [Slots] = DataClass.Content,
        [Interpretations] = DataClass.Content,
        [AttemptAction] = DataClass.Operational,
        [AttemptArguments] = DataClass.Content,
        [AttemptResult] = DataClass.Content,
        [ResultSource] = DataClass.Operational,
        [ResultText] = DataClass.Content,
        [Answer] = DataClass.Content,
        [Decision] = DataClass.Content,
        [DecisionClass] = DataClass.Operational,
        [Evidence] = DataClass.Content,
        [Labels] = DataClass.Operational,
        [StepFields.Pending.Action] = DataClass.Operational,
        [StepFields.Pending.Arguments] = DataClass.Content,
        [StepFields.Pending.Text] = DataClass.Content,
        [StepFields.Pending.Observation] = DataClass.Content,
        [StepFields.Transcript.Action] = DataClass.Operational,
        [StepFields.Transcript.Arguments] = DataClass.Content,
        [StepFields.Transcript.Text] = DataClass.Content,
        [StepFields.Transcript.Observation] = DataClass.Content,
        [TranscriptLocation] = DataClass.Location,
        [AttachmentName] = DataClass.Content,
        [AttachmentMediaType] = DataClass.Operational,
        [AttachmentLocation] = DataClass.Location,
        [FallbackMessage] = DataClass.Content,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
