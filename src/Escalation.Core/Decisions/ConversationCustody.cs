namespace Escalation.Decisions;

/// <summary>Who has a conversation according to the records of its escalations. The default is a person, so that nothing uninitialised can act.</summary>
public enum ConversationCustody
{
    /// <summary>A person has it, or is being looked for: the agent stays silent.</summary>
    Person = 0,

    /// <summary>It was handed off and nobody took it: the agent stays silent, and the next turn is handed off again.</summary>
    Abandoned,

    /// <summary>No escalation of it is under way; the conversation itself says who drives it.</summary>
    Agent,
}
