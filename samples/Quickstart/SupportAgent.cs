using Escalation.Decisions;

namespace Quickstart;

/// <summary>The weak model at work: replays an item as a conversation and puts its answer before the policy as a turn.</summary>
internal sealed class SupportAgent(EscalationPolicy policy, CascadeModel model)
{
    private const string Letters = "ABCD";

    /// <summary>Starts the conversation of an item, records what the agent did, and describes the turn to decide on.</summary>
    /// <param name="item">The item.</param>
    /// <param name="number">The turn's place in the stream, from 1.</param>
    public AgentTurn Prepare(CascadeItem item, int number)
    {
        Conversation conversation = policy.StartConversation(item.Id);
        conversation.Record(AgentStep.User(item.Request));
        foreach (AgentStep step in item.Steps)
        {
            conversation.Record(step);
        }

        return new AgentTurn
        {
            Id = FormattableString.Invariant($"turn-{number:D4}"),
            Conversation = conversation,
            Request = item.Request,
            Answer = $"Answer {Letters[item.Features.Answer]}",
            Confidence = model.Weak.Probability(item),
            ExpertConfidence = model.Strong.Probability(item),
            DelegationValue = model.Gain(item),
        };
    }

    /// <summary>Acts: the answer goes to the user, and into the conversation.</summary>
    /// <param name="turn">A turn that may act.</param>
    public static ValueTask AnswerAsync(AgentTurn turn)
    {
        turn.Conversation!.Record(AgentStep.Message(turn.Answer!));
        return ValueTask.CompletedTask;
    }
}
