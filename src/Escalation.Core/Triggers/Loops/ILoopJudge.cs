using Escalation.Decisions;

namespace Escalation.Triggers.Loops;

/// <summary>Judges whether an agent is stuck where rules cannot tell, for example by asking a model about the latest steps.</summary>
public interface ILoopJudge
{
    /// <summary>Looks at a conversation.</summary>
    /// <param name="conversation">The conversation; only to be read.</param>
    /// <param name="cancellationToken">Cancelled when the caller gives up or the time budget is spent.</param>
    /// <returns>The probability, in [0, 1], that the agent is stuck. Anything else is a fault.</returns>
    ValueTask<double> JudgeAsync(Conversation conversation, CancellationToken cancellationToken);
}
