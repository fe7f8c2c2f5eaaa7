namespace Escalation.Decisions;

/// <summary>A trigger that gathers what it reads before a turn is decided, such as the answer of a model that it asks seldom. Deciding itself only reads.</summary>
/// <remarks>
/// <see cref="EscalationPolicy.PrepareAsync"/> calls it, also where the trigger is part of a composition. A trigger that was to be prepared and was not, or whose
/// preparation failed, has to say so in its signal: missing or a fault, which escalate. Nothing else learns of it.
/// </remarks>
public interface IPreparedTrigger
{
    /// <summary>Gathers what the trigger will read of this turn; does nothing when there is nothing to gather.</summary>
    /// <param name="turn">The turn. Its conversation is driven by the caller meanwhile.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">Thrown when the caller gives up. A failure of the preparation is kept as state and not thrown.</exception>
    ValueTask PrepareAsync(AgentTurn turn, CancellationToken cancellationToken);
}
