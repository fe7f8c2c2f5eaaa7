using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Makes the package of an escalation from the turn, its conversation and the decision; the caller assembles nothing.</summary>
/// <remarks>
/// <para>Immutable and safe for concurrent use, as long as nobody drives the conversation meanwhile. When the limits are reached, what matters least is cut first:
/// the request, the guess and the reason come before attempts, attempts before results, results before the transcript, and the latest before the oldest.</para>
/// <para>Every text is redacted by <see cref="PackagingOptions.Redaction"/> on its way in, so nothing that must not leave is ever in a package.</para>
/// </remarks>
public sealed class ContextPackager
{
    private readonly PackageLimits _limits;
    private readonly TimeProvider _time;
    private readonly PackagingOptions _options;
    private readonly TranscriptFiling _filing;

    /// <summary>Creates a packager.</summary>
    /// <param name="limits">How large a package may become; the defaults when null.</param>
    /// <param name="time">The clock; the system's when null.</param>
    /// <param name="options">What goes into a package; the defaults when null.</param>
    public ContextPackager(PackageLimits? limits = null, TimeProvider? time = null, PackagingOptions? options = null)
    {
        _limits = limits ?? PackageLimits.Default;
        _time = time ?? TimeProvider.System;
        _options = options ?? PackagingOptions.Default;
        _filing = new TranscriptFiling(_options, _time);
    }

    /// <summary>Makes a package with its transcript inline; no store is asked. Linear in the retained steps.</summary>
    /// <param name="turn">The turn; it must have an id.</param>
    /// <param name="explanation">The decision in words.</param>
    /// <param name="route">Where it goes.</param>
    /// <param name="fallbackMessage">What the user is told, or null.</param>
    /// <exception cref="ArgumentException">Thrown when the turn has no id.</exception>
    public ContextPackage Pack(AgentTurn turn, DecisionExplanation explanation, HandoffRoute route, string? fallbackMessage) =>
        Pack(turn, explanation, route, fallbackMessage, null);

    /// <summary>Makes a package that refers to its transcript where the options say so. A store that fails or is late costs the reference, not the package.</summary>
    /// <param name="turn">The turn; it must have an id.</param>
    /// <param name="explanation">The decision in words.</param>
    /// <param name="route">Where it goes.</param>
    /// <param name="fallbackMessage">What the user is told, or null.</param>
    /// <param name="cancellationToken">Ends the wait for the store; the transcript is then inline.</param>
    /// <exception cref="ArgumentException">Thrown when the turn has no id.</exception>
    public async ValueTask<ContextPackage> PackAsync(AgentTurn turn, DecisionExplanation explanation, HandoffRoute route, string? fallbackMessage, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turn);
        Guard.NotBlank(turn.Id);
        TranscriptReference? reference = await _filing.File(turn, cancellationToken).ConfigureAwait(false);
        return Pack(turn, explanation, route, fallbackMessage, reference);
    }

    private ContextPackage Pack(AgentTurn turn, DecisionExplanation explanation, HandoffRoute route, string? fallbackMessage, TranscriptReference? reference)
    {
        ArgumentNullException.ThrowIfNull(turn);
        ArgumentNullException.ThrowIfNull(explanation);
        ArgumentNullException.ThrowIfNull(route);
        string id = TextBudget.Repair(Guard.NotBlank(turn.Id));
        var ledger = new RedactionLedger();
        var draft = new PackageDraft(turn, _limits, _options.Redaction, ledger);
        TextBudget budget = draft.Budget;
        PackageText request = budget.Take(turn.Request, PackageField.Request);
        BestGuess? guess = turn.Answer is null ? null : new BestGuess(budget.Take(turn.Answer, PackageField.Answer), turn.Confidence);
        TranscriptEntry? pending = turn.ProposedStep is { } step ? StepCutter.Cut(step, budget, StepFields.Pending) : null;
        EscalationCause why = Cause(explanation, turn.DecisionClass, budget);
        PackageText? fallback = budget.TakeOptional(fallbackMessage, PackageField.FallbackMessage);
        PackageText summary = budget.Take(turn.Summary ?? draft.Read("conversation", () => HistorySummary.Of(turn), ""), PackageField.Summary);
        Requester? requester = draft.Requester();
        RequestUnderstanding? understanding = draft.Read("understanding", draft.Understanding, null);
        (IReadOnlyDictionary<string, string> attributes, int omitted) = draft.Read(PackageField.Attributes, draft.Attributes, (new Dictionary<string, string>(), 0));
        (IReadOnlyList<AttachmentReference> attachments, int omittedAttachments) = draft.Read("attachments", draft.Attachments, ([], 0));
        int inline = reference is null ? _limits.MaximumSteps : Math.Min(_limits.MaximumSteps, _options.InlineSteps);
        OmissionReason surplus = reference is null ? OmissionReason.PackageLimit : OmissionReason.ByReference;
        HistoryDigest history = draft.Read("conversation", () => new HistoryDigest(turn.Conversation, _limits, budget, inline, surplus), new HistoryDigest(null, _limits, budget, inline, surplus));
        string? shown = budget.TakeOptional(turn.Conversation?.Id, PackageField.ConversationId)?.Text;
        return new ContextPackage
        {
            EscalationId = id,
            ConversationId = shown,
            OwnConversation = OwnConversation.Of(turn.Conversation is { } conversation ? TextBudget.Repair(conversation.Id) : null, shown),
            TurnId = id,
            Correlation = draft.Correlation(),
            CreatedAt = _time.GetUtcNow().ToUniversalTime(),
            Requester = requester,
            OriginalRequest = request,
            Summary = summary,
            Understanding = understanding,
            Attempted = history.Attempted,
            OmittedAttempts = history.OmittedAttempts,
            IntermediateResults = history.Results,
            OmittedResults = history.OmittedResults,
            BestGuess = guess,
            PendingAction = pending,
            Why = why,
            Labels = Labels(explanation, ledger),
            Route = route,
            Transcript = history.Transcript,
            TranscriptReference = reference is null ? null : reference with { Location = draft.Location(reference.Location, PackageField.TranscriptLocation) },
            Attachments = attachments,
            OmittedAttachments = omittedAttachments,
            FallbackMessage = fallback,
            Attributes = attributes,
            OmittedAttributes = omitted,
            Unreadable = draft.Unreadable,
            Redaction = ledger.Report(_options.Redaction.KeyId),
        };
    }

    private static EscalationCause Cause(DecisionExplanation explanation, string? decisionClass, TextBudget budget)
    {
        EscalationDecision decision = explanation.Decision;
        return new EscalationCause
        {
            Outcome = decision.Outcome,
            Reason = decision.Reason,
            Severity = decision.Severity,
            Summary = budget.Take(explanation.Summary, PackageField.Decision),
            Policy = decision.PolicyName,
            Score = decision.Score,
            Threshold = decision.Threshold,
            CertificateId = decision.ThresholdOrigin.CertificateId,
            GuaranteeScope = decision.Guarantee.Scope,
            OutsideGuarantee = decision.Guarantee.Outside,
            ModelIsRight = decision.ModelIsRight,
            ExpertIsRight = decision.ExpertIsRight,
            ExpectedCostOfActing = decision.ExpectedCostOfActing,
            ExpectedCostOfEscalating = decision.ExpectedCostOfEscalating,
            Costs = explanation.Costs is { IsDefined: true } costs ? costs : null,
            DecisionClass = budget.TakeOptional(decisionClass, PackageField.DecisionClass)?.Text,
            Triggers = [.. explanation.Triggers.Select(trigger => Finding(trigger, budget))],
        };
    }

    private static TriggerFinding Finding(TriggerExplanation trigger, TextBudget budget) => new(
        trigger.Name,
        trigger.Signal.Kind,
        trigger.Signal.Proposal,
        trigger.Signal.Reason,
        trigger.Signal.Score,
        trigger.Signal.Threshold,
        budget.Take(trigger.Evidence, PackageField.Evidence))
    {
        Severity = trigger.Signal.Severity,
    };

    private string[] Labels(DecisionExplanation explanation, RedactionLedger ledger) =>
    [
        .. explanation.Triggers.Where(trigger => trigger.Signal.Fired && _options.SensitiveReasons.Contains(trigger.Signal.Reason)).Select(trigger => trigger.Signal.Reason.Code)
            .Concat(ledger.Found.Select(data => data.Code))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];
}
