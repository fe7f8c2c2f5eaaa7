using Escalation.Decisions;

namespace Escalation.Handoff;

/// <summary>Makes the package of an escalation from the turn, its conversation and the decision; the caller assembles nothing.</summary>
/// <remarks>
/// Immutable and safe for concurrent use, as long as nobody drives the conversation meanwhile. When the limits are reached, what matters least is cut first:
/// the request, the guess and the reason come before attempts, attempts before results, results before the transcript, and the latest before the oldest.
/// </remarks>
public sealed class ContextPackager
{
    private readonly PackageLimits _limits;
    private readonly TimeProvider _time;

    /// <summary>Creates a packager.</summary>
    /// <param name="limits">How large a package may become; the defaults when null.</param>
    /// <param name="time">The clock; the system's when null.</param>
    public ContextPackager(PackageLimits? limits = null, TimeProvider? time = null)
    {
        _limits = limits ?? PackageLimits.Default;
        _time = time ?? TimeProvider.System;
    }

    /// <summary>Makes a package. Linear in the retained steps.</summary>
    /// <param name="turn">The turn; it must have an id.</param>
    /// <param name="explanation">The decision in words.</param>
    /// <param name="route">Where it goes.</param>
    /// <param name="fallbackMessage">What the user is told, or null.</param>
    /// <exception cref="ArgumentException">Thrown when the turn has no id.</exception>
    public ContextPackage Pack(AgentTurn turn, DecisionExplanation explanation, HandoffRoute route, string? fallbackMessage)
    {
        ArgumentNullException.ThrowIfNull(turn);
        ArgumentNullException.ThrowIfNull(explanation);
        ArgumentNullException.ThrowIfNull(route);
        string id = TextBudget.Repair(Guard.NotBlank(turn.Id));
        var budget = new TextBudget(_limits);
        PackageText request = budget.Take(turn.Request);
        BestGuess? guess = turn.Answer is null ? null : new BestGuess(budget.Take(turn.Answer), turn.Confidence);
        TranscriptEntry? pending = turn.ProposedStep is { } step ? StepCutter.Cut(step, budget) : null;
        EscalationCause why = Cause(explanation, budget);
        PackageText? fallback = budget.TakeOptional(fallbackMessage);
        Requester? requester = turn.Requester is { } asked ? new Requester(Name(asked.Name, budget), Name(asked.Contact, budget), Name(asked.Language, budget), Name(asked.Tier, budget)) : null;
        (IReadOnlyDictionary<string, string> attributes, int omitted) = Attributes(turn, budget);
        var history = new HistoryDigest(turn.Conversation, _limits, budget);
        return new ContextPackage
        {
            EscalationId = id,
            ConversationId = turn.Conversation is { } conversation ? TextBudget.Repair(conversation.Id) : null,
            TurnId = id,
            CreatedAt = _time.GetUtcNow().ToUniversalTime(),
            Requester = requester,
            OriginalRequest = request,
            Attempted = history.Attempted,
            OmittedAttempts = history.OmittedAttempts,
            IntermediateResults = history.Results,
            OmittedResults = history.OmittedResults,
            BestGuess = guess,
            PendingAction = pending,
            Why = why,
            Route = route,
            Transcript = history.Transcript,
            FallbackMessage = fallback,
            Attributes = attributes,
            OmittedAttributes = omitted,
        };
    }

    private static EscalationCause Cause(DecisionExplanation explanation, TextBudget budget)
    {
        EscalationDecision decision = explanation.Decision;
        return new EscalationCause
        {
            Outcome = decision.Outcome,
            Reason = decision.Reason,
            Summary = budget.Take(explanation.Summary),
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
        budget.Take(trigger.Evidence));

    private static string? Name(string? text, TextBudget budget) => budget.TakeOptional(text)?.Text;

    /// <summary>Half an attribute would be misread, so each is whole or left out.</summary>
    private (IReadOnlyDictionary<string, string> Kept, int Omitted) Attributes(AgentTurn turn, TextBudget budget)
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        int omitted = 0;
        foreach ((string name, string value) in (turn.Attributes ?? new Dictionary<string, string>()).OrderBy(attribute => attribute.Key, StringComparer.Ordinal))
        {
            PackageText takenName = budget.Take(name);
            PackageText takenValue = budget.Take(value);
            if (!takenName.IsWhole || !takenValue.IsWhole || kept.Count >= _limits.MaximumAttempts || !kept.TryAdd(takenName.Text, takenValue.Text))
            {
                omitted++;
            }
        }

        return (kept, omitted);
    }
}
