using Escalation.Auditing;
using Escalation.Decisions;
using Escalation.Handoff;

namespace Escalation.Runtime;

/// <summary>Takes one turn through the loop: decide, record, tell, release.</summary>
internal sealed class TurnHandler(CheckedSnapshots snapshots, HandoffDesk desk, AuditTrail trail, RuntimeTally tally, EscalationRuntimeOptions options)
{
    private readonly RecentIds<object> _undelivered = new(options.RememberedTurns, static _ => true);

    private bool Enforces => options.Enforcement == Enforcement.Enforce;

    /// <exception cref="OperationCanceledException">Thrown when the caller gives up before anything is released.</exception>
    internal async ValueTask<HandleResult> Handle(AgentTurn turn, Func<CancellationToken, ValueTask> act, HandledTurn own, CancellationToken cancellationToken)
    {
        EscalationSnapshot snapshot = snapshots.Current();
        EscalationPolicy policy = snapshot.Policy;
        bool isKnown = await Synchronise(turn, cancellationToken).ConfigureAwait(false);
        var signals = new Signal[policy.TriggerNames.Count];
        EscalationDecision decision = await Decide(policy, turn, signals, cancellationToken).ConfigureAwait(false);
        Signal[] said = WereAsked(decision) ? signals : [];
        if (await Taken(policy, turn, decision, isKnown, cancellationToken).ConfigureAwait(false) is { } taken)
        {
            decision = taken;
        }

        AuditEntry intent = AuditEntries.Decision(turn.Id!, new AuditedTurn(turn, decision, policy.TriggerNames, said, Enforces) { Policy = policy });
        bool recorded = await trail.TryRecord(intent, cancellationToken).ConfigureAwait(false);
        if (!recorded && Enforces && options.AuditFailure == AuditFailureMode.Require && decision.Outcome < DecisionOutcome.EscalateToPerson)
        {
            decision = Unrecorded(policy, decision);
        }

        if (Sampled(turn, decision) is { } sampled)
        {
            await trail.Note(sampled).ConfigureAwait(false);
        }

        Tell(turn, decision);
        if (await Taken(policy, turn, decision, isKnown: true, cancellationToken).ConfigureAwait(false) is { } takenSince)
        {
            decision = takenSince;
            await trail.Note(AuditEntries.Withheld(turn.Id!, decision.Reason)).ConfigureAwait(false);
            Tell(turn, decision);
        }

        Note(policy, turn, decision, said);
        tally.Decided(decision, decision.FailedTriggers != 0 || IsFault(decision.Reason));
        if (Enforces && !decision.MayAct)
        {
            own.IsReleased = true;
            return await Withhold(snapshot, turn, decision, said, recorded).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        own.IsReleased = true;
        string? nudge = Enforces ? policy.NudgeFor(turn, decision) : null;
        await Release(turn, act, cancellationToken).ConfigureAwait(false);
        return new HandleResult { Decision = decision, Acted = true, Recorded = recorded, Nudge = nudge };
    }

    /// <summary>What becomes of a decision when a person took the conversation while the turn was under way, or may have; null when nobody did. An escalation to a person stands as it is: it says more than that.</summary>
    private async ValueTask<EscalationDecision?> Taken(EscalationPolicy policy, AgentTurn turn, EscalationDecision decision, bool isKnown, CancellationToken cancellationToken)
    {
        if (!Enforces || decision.Outcome >= DecisionOutcome.EscalateToPerson || turn.Conversation is not { } conversation)
        {
            return null;
        }

        ConversationCustody? custody = conversation.Owner != ConversationOwner.Agent ? ConversationCustody.Person
            : isKnown ? await CustodyOf(conversation.Id, cancellationToken).ConfigureAwait(false)
            : null;
        return custody switch
        {
            ConversationCustody.Agent => null,
            null => Unforeseen(policy, NothingKnown(policy, turn), RuntimeReason.CustodyUnknown),
            _ => await Owned(policy, turn).ConfigureAwait(false),
        };
    }

    /// <summary>A copy of the conversation from before its escalation would let the agent talk beside the person, and hand it off twice.</summary>
    /// <returns>False when nobody knows who has it. The conversation stays as it is: marked as a person's, it would be silent for ever, and no person with it.</returns>
    private async ValueTask<bool> Synchronise(AgentTurn turn, CancellationToken cancellationToken)
    {
        if (!Enforces || turn.Conversation is not { Owner: ConversationOwner.Agent } conversation)
        {
            return true;
        }

        ConversationCustody? custody = await CustodyOf(conversation.Id, cancellationToken).ConfigureAwait(false);
        if (custody is not (null or ConversationCustody.Agent))
        {
            conversation.HandOver();
        }

        return custody is not null;
    }

    /// <returns>Null when the custodian does not say.</returns>
    private async ValueTask<ConversationCustody?> CustodyOf(string conversation, CancellationToken cancellationToken)
    {
        if (options.Custodian is not { } custodian)
        {
            return ConversationCustody.Agent;
        }

        try
        {
            return await custodian.CustodyOfAsync(conversation, cancellationToken).AsTask().WaitAsync(options.HandoffTimeout, options.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception)
        {
            RuntimeTally.Add(ref tally.ObserverFaults);
            return null;
        }
    }

    /// <summary>The policy's own answer for a conversation that a person has, whatever becomes of the real one meanwhile.</summary>
    private static ValueTask<EscalationDecision> Owned(EscalationPolicy policy, AgentTurn turn)
    {
        var taken = new Conversation(turn.Conversation!.Id, retainedSteps: 1);
        taken.HandOver();
        return policy.DecideAsync(turn with { Conversation = taken }, CancellationToken.None);
    }

    /// <summary>The policy turns the faults of triggers into signals; whatever still comes out of it, a broken trigger list for example, escalates.</summary>
    private static async ValueTask<EscalationDecision> Decide(EscalationPolicy policy, AgentTurn turn, Signal[] signals, CancellationToken cancellationToken)
    {
        try
        {
            await policy.PrepareAsync(turn, cancellationToken).ConfigureAwait(false);
            return await policy.DecideAsync(turn, signals, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception)
        {
            return Unforeseen(policy, NothingKnown(policy, turn), RuntimeReason.PolicyFault);
        }
    }

    private static EscalationDecision NothingKnown(EscalationPolicy policy, AgentTurn turn) => new()
    {
        Id = turn.Id,
        PolicyName = policy.Name,
        Guarantee = policy.Guarantee,
        ModelIsRight = double.NaN,
        ExpertIsRight = double.NaN,
        ExpectedCostOfActing = double.NaN,
        ExpectedCostOfEscalating = double.NaN,
    };

    private static EscalationDecision Unrecorded(EscalationPolicy policy, in EscalationDecision decision) =>
        Unforeseen(policy, decision, RuntimeReason.AuditUnavailable);

    private static EscalationDecision Unforeseen(EscalationPolicy policy, in EscalationDecision decision, Reason reason) => decision with
    {
        Outcome = DecisionOutcome.EscalateToPerson,
        Reason = reason,
        TriggerIndex = -1,
        Score = double.NaN,
        Threshold = double.NaN,
        ThresholdOrigin = ThresholdOrigin.Uncalibrated,
        Guarantee = GuaranteeFinder.AfterFault(decision.Guarantee),
        RouteKey = decision.RouteKey ?? FallbackRoute.Of(policy),
    };

    /// <summary>Whether the triggers were asked at all.</summary>
    private static bool WereAsked(in EscalationDecision decision) =>
        decision.TriggerIndex >= 0 || (decision.Reason != Reason.OwnedByPerson && decision.Reason != Reason.ReentrancyLimit && decision.Reason != RuntimeReason.PolicyFault);

    private static bool IsFault(Reason reason) =>
        reason == Reason.EvaluatorFault || reason == RuntimeReason.PolicyFault;

    private void Tell(AgentTurn turn, in EscalationDecision decision)
    {
        foreach (IDecisionObserver observer in options.Observers)
        {
            Tell(observer, turn, decision);
        }

        if (options.Monitor is { } monitor)
        {
            Tell(monitor, turn, decision);
        }
    }

    /// <summary>Counts what was heard against budgets and cool-downs. What cannot be counted stays loud, so a fault here holds nothing up.</summary>
    private void Note(EscalationPolicy policy, AgentTurn turn, in EscalationDecision decision, Signal[] said)
    {
        try
        {
            if (Enforces && said.Length > 0)
            {
                policy.Record(turn, decision, said);
            }
        }
        catch (Exception)
        {
            RuntimeTally.Add(ref tally.ObserverFaults);
        }
    }

    private AuditEntry? Sampled(AgentTurn turn, in EscalationDecision decision)
    {
        try
        {
            return options.Monitor?.SampledEntry(turn, decision);
        }
        catch (Exception)
        {
            RuntimeTally.Add(ref tally.ObserverFaults);
            return null;
        }
    }

    private void Tell(IDecisionObserver observer, AgentTurn turn, in EscalationDecision decision)
    {
        try
        {
            observer.OnDecided(turn, decision);
        }
        catch (Exception)
        {
            RuntimeTally.Add(ref tally.ObserverFaults);
        }
    }

    private async ValueTask Release(AgentTurn turn, Func<CancellationToken, ValueTask> act, CancellationToken cancellationToken)
    {
        RuntimeTally.Add(ref tally.Acts);
        try
        {
            await act(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            RuntimeTally.Add(ref tally.ActFaults);
            await trail.Note(AuditEntries.Released(turn.Id!, fault)).ConfigureAwait(false);
            throw;
        }

        await trail.Note(AuditEntries.Released(turn.Id!, null)).ConfigureAwait(false);
    }

    private async ValueTask<HandleResult> Withhold(EscalationSnapshot snapshot, AgentTurn turn, EscalationDecision decision, Signal[] signals, bool recorded)
    {
        if (decision.Outcome == DecisionOutcome.SafeStop)
        {
            return new HandleResult { Decision = decision, Recorded = recorded, FallbackMessage = desk.Fallback(turn, decision) };
        }

        string? conversation = turn.Conversation?.Id;
        if (decision.Reason == Reason.OwnedByPerson && !(conversation is not null && await IsWithNobody(conversation).ConfigureAwait(false)))
        {
            // The person has the conversation already and answers in it; the agent stays silent.
            return new HandleResult { Decision = decision, Recorded = recorded };
        }

        if (decision.Outcome == DecisionOutcome.EscalateToPerson)
        {
            // Before the channel is asked: whether or not it takes the package, the agent has stopped driving.
            turn.Conversation?.HandOver();
        }

        HandleResult result = await desk.HandOff(snapshot, turn, decision, signals, recorded).ConfigureAwait(false);
        Remember(conversation, result.Receipt is not null);
        return result;
    }

    /// <summary>Whether its person never got the package, or nobody took it: silence would then last for ever.</summary>
    private async ValueTask<bool> IsWithNobody(string conversation) =>
        _undelivered.TryGet(conversation, out _) || await CustodyOf(conversation, CancellationToken.None).ConfigureAwait(false) == ConversationCustody.Abandoned;

    /// <summary>A conversation whose person never got the package would otherwise stay silent for ever: its next turn is handed off again.</summary>
    private void Remember(string? conversation, bool delivered)
    {
        if (conversation is null)
        {
            return;
        }

        if (!delivered)
        {
            _undelivered.TryAdd(conversation, this, out _);
        }
        else if (_undelivered.TryGet(conversation, out object? entry))
        {
            _undelivered.Remove(conversation, entry);
        }
    }
}
