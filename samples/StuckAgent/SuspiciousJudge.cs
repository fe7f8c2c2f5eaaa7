using Escalation.Decisions;
using Escalation.Triggers.Loops;

namespace StuckAgent;

/// <summary>Stands for a model that is shown the latest steps and asked how likely the agent is stuck: here, how many of the latest ten found nothing, over ten.</summary>
internal sealed class SuspiciousJudge : ILoopJudge
{
    private const int Latest = 10;

    public ValueTask<double> JudgeAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        int first = Math.Max(0, conversation.RetainedStepCount - Latest);
        int empty = 0;
        for (int i = first; i < conversation.RetainedStepCount; i++)
        {
            empty += conversation.GetStep(i).Observation?.EndsWith("is empty", StringComparison.Ordinal) == true ? 1 : 0;
        }

        return ValueTask.FromResult(empty / (double)Latest);
    }
}
