namespace Escalation.Handoff.Lifecycle;

/// <summary>Is told what happened to escalations: to notify people, to record, to count.</summary>
/// <remarks>Safe for concurrent use. Told once by the desk that did it, after the event is kept; what it throws is counted and changes nothing. Events of one escalation that race may come in another order than their sequence.</remarks>
public interface IEscalationObserver
{
    /// <summary>Something happened.</summary>
    /// <param name="after">The escalation, with the event.</param>
    /// <param name="happened">The event.</param>
    ValueTask OnEventAsync(EscalationCase after, EscalationEvent happened);
}
