using Escalation.Decisions;

namespace Escalation.Triggers.Loops;

/// <summary>When a judge of loops is to be asked next in a conversation, and what it said last.</summary>
/// <remarks>Constant memory; each step costs constant time. A user turn starts over. Not safe for concurrent use.</remarks>
public sealed class LoopJudgeState : IConversationState
{
    private readonly LoopJudgeRules _rules;

    internal LoopJudgeState(LoopJudgeRules rules)
    {
        _rules = rules;
        Due = rules.FirstStep;
    }

    /// <summary>Steps since the last user turn.</summary>
    public long Steps { get; private set; }

    /// <summary>The step at which the judge is to be asked next.</summary>
    public long Due { get; private set; }

    /// <summary>Its latest answer since the last user turn, the probability that the agent is stuck; null when there is none.</summary>
    public double? Confidence { get; private set; }

    /// <summary>Why it gave no answer when it was asked last: <c>timeout</c>, <c>evaluator-fault</c>, <c>score-undefined</c> or <c>score-out-of-range</c>; null when it did, or was not asked.</summary>
    public Reason? Fault { get; private set; }

    /// <summary>Whether it is to be asked now.</summary>
    public bool IsDue => Steps >= Due;

    internal bool IsAsking { get; set; }

    /// <summary>How many steps counted so far: an answer about fewer is about another conversation.</summary>
    internal long Recorded { get; private set; }

    /// <inheritdoc/>
    public void Record(AgentStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (step.Vetoed || step.Kind == AgentStepKind.Chunk)
        {
            return;
        }

        Recorded++;
        if (step.Kind == AgentStepKind.User)
        {
            (Steps, Due, Confidence, Fault) = (0, _rules.FirstStep, null, null);
        }
        else
        {
            Steps++;
        }
    }

    internal void Answered(double confidence) => (Confidence, Fault, Due) = (confidence, null, Steps + _rules.StepsAfter(confidence));

    /// <summary>Without an answer the next step asks again, and until then the trigger has no signal.</summary>
    internal void Failed(Reason fault) => (Confidence, Fault, Due) = (null, fault, Steps + 1);

    internal void Restore(long steps, long due, double? confidence, Reason? fault) => (Steps, Due, Confidence, Fault) = (steps, due, confidence, fault);
}
