namespace Escalation.Decisions;

/// <summary>Who drives a conversation; exactly one does. The default is a person, so that nothing uninitialised can act.</summary>
public enum ConversationOwner
{
    /// <summary>A person: the agent stays silent.</summary>
    Person = 0,

    /// <summary>The agent.</summary>
    Agent,
}
