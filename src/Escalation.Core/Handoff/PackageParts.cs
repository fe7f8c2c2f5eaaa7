using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>The parts of a package that a person needs to go on without asking again.</summary>
internal static class PackageParts
{
    internal static PackagePart[] All { get; } =
    [
        new("original-request", 20, [PackageField.Request], p => p.OriginalRequest.Text.Length > 0, p => p.OriginalRequest.IsWhole),
        new(
            "attempted",
            15,
            [PackageField.AttemptArguments, PackageField.AttemptResult],
            p => p.Attempted.Count > 0,
            p => p.OmittedAttempts == 0 && p.Attempted.All(a => a.Arguments is not { IsWhole: false } && a.Result is not { IsWhole: false })),
        new("intermediate-results", 10, [PackageField.ResultText], p => p.IntermediateResults.Count > 0, p => p.OmittedResults == 0 && p.IntermediateResults.All(r => r.Text.IsWhole)),
        new("best-guess", 10, [PackageField.Answer], p => p.BestGuess is not null, p => p.BestGuess is not { Answer.IsWhole: false }),
        new("why", 10, [PackageField.Decision], p => p.Why.Summary.Text.Length > 0, p => p.Why.Summary.IsWhole && p.Why.Triggers.All(t => t.Evidence.IsWhole)),
        new(
            "transcript",
            15,
            [StepFields.Transcript.Text, StepFields.Transcript.Observation],
            p => p.TranscriptReference is { Location: not null } || p.Transcript.Any(e => e.Step is not null),
            IsTranscriptWhole),
        new("requester", 10, [PackageField.RequesterName], p => !string.IsNullOrWhiteSpace(p.Requester?.Name) || !string.IsNullOrWhiteSpace(p.Requester?.Contact), _ => true),
        new("reply-address", 5, [PackageField.RequesterContact, PackageField.ConversationId], p => !string.IsNullOrWhiteSpace(p.Requester?.Contact) || p.ConversationId is not null, _ => true),
        new("user-message", 5, [PackageField.FallbackMessage], p => p.FallbackMessage is not null, p => p.FallbackMessage is not { IsWhole: false }),
        new(
            "pending-action",
            10,
            [StepFields.Pending.Action, StepFields.Pending.Arguments],
            p => p.PendingAction is not null,
            p => p.PendingAction is not { OmittedCharacters: > 0 })
        {
            Applies = p => p.Why.Outcome == DecisionOutcome.RequestApproval,
        },
        new("attachments", 5, [PackageField.AttachmentName, PackageField.AttachmentLocation], p => p.Attachments.Count > 0, p => p.OmittedAttachments == 0)
        {
            Applies = p => p.Attachments.Count + p.OmittedAttachments > 0,
        },
    ];

    /// <summary>A reference to a conversation that somebody keeps is whole; one to a transcript that was written from what was retained, if nothing was forgotten.</summary>
    private static bool IsTranscriptWhole(ContextPackage package) => package.TranscriptReference is { Location: not null } reference
        ? reference.Sha256 is null || package.Transcript.All(entry => entry.Omitted is not { Reason: not OmissionReason.ByReference })
        : package.Transcript.All(entry => entry.Omitted is null && entry.OmittedCharacters == 0);
}
