namespace Escalation.Decisions;

/// <summary>A trigger that reads state of a conversation. The trigger itself stays immutable.</summary>
public interface IStatefulTrigger
{
    /// <summary>The slots whose state it reads.</summary>
    IReadOnlyList<ConversationSlot> Slots { get; }
}
