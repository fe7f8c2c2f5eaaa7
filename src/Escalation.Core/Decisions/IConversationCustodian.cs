namespace Escalation.Decisions;

/// <summary>Knows who has a conversation, whatever a copy of it on this machine says. Implementations are safe for concurrent use.</summary>
public interface IConversationCustodian
{
    /// <summary>Who has a conversation. On a fault nothing acts, and the turn goes to a person.</summary>
    /// <param name="conversationId">The conversation's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<ConversationCustody> CustodyOfAsync(string conversationId, CancellationToken cancellationToken = default);
}
