namespace Escalation.Decisions;

/// <content>What happens around a decision: gathering before it, telling the agent after it.</content>
public sealed partial class EscalationPolicy
{
    /// <summary>Lets the triggers gather what they read of a turn before it is decided, such as the answer of a judge that is due. The runtime calls it; whoever decides without the runtime calls it first.</summary>
    /// <remarks>Nothing happens for a policy without such triggers or a conversation that a person has. One trigger after the other. What fails shows in the decision, as a signal that escalates. Called by the conversation's one driver.</remarks>
    /// <param name="turn">The turn.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="turn"/> is null.</exception>
    /// <exception cref="OperationCanceledException">Thrown when the caller gives up.</exception>
    public ValueTask PrepareAsync(AgentTurn turn, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return _parts.Prepared.Count == 0 || turn.Conversation is { Owner: not ConversationOwner.Agent }
            ? ValueTask.CompletedTask
            : PrepareEach(turn, cancellationToken);
    }

    /// <summary>What to tell the agent when a decision lets it go on with a warning.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="decision">This policy's decision on it.</param>
    /// <returns>The text of the trigger behind the decision, or of the first part of it that has one; null when the decision is no nudge or nobody has a text.</returns>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="turn"/> is null.</exception>
    public string? NudgeFor(AgentTurn turn, in EscalationDecision decision)
    {
        ArgumentNullException.ThrowIfNull(turn);
        if (decision.Outcome != DecisionOutcome.Nudge || decision.TriggerIndex < 0 || decision.TriggerIndex >= TriggerNames.Count)
        {
            return null;
        }

        object trigger = decision.TriggerIndex < _triggers.Length
            ? _triggers[decision.TriggerIndex]
            : _asyncTriggers[decision.TriggerIndex - _triggers.Length].Trigger;
        return NudgeOf(trigger, turn);
    }

    private static string? NudgeOf(object trigger, AgentTurn turn)
    {
        object own = TriggerTree.Unwrapped(trigger);
        try
        {
            if (own is INudgingTrigger nudging)
            {
                return nudging.NudgeFor(turn);
            }
        }
        catch (Exception)
        {
            // The decision stands; only its wording is lost.
            return null;
        }

        return own is ICompositeTrigger composite ? composite.Children.Select(child => NudgeOf(child, turn)).FirstOrDefault(text => text is not null) : null;
    }

    private async ValueTask PrepareEach(AgentTurn turn, CancellationToken cancellationToken)
    {
        foreach (IPreparedTrigger trigger in _parts.Prepared)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                await trigger.PrepareAsync(turn, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                // The trigger was not prepared and says so when it is asked.
            }
        }
    }
}
