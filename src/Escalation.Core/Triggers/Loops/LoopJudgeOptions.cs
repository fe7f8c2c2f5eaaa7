using Escalation.Decisions;

namespace Escalation.Triggers.Loops;

/// <summary>When a <see cref="ILoopJudge"/> is asked, and what follows from its answer.</summary>
/// <remarks>Not safe for concurrent use; a trigger copies the options when it is made.</remarks>
public sealed class LoopJudgeOptions
{
    /// <summary>The step since the last user turn at which it is asked first; from 1 to 10,000. User turns, streamed text and refused steps do not count.</summary>
    public int FirstStep { get; set; } = 30;

    /// <summary>Steps to the next question after an answer of 1; from 1 to <see cref="MostSteps"/>.</summary>
    public int LeastSteps { get; set; } = 5;

    /// <summary>Steps to the next question after an answer of 0; at most 10,000. Between the two the interval is linear in the answer.</summary>
    public int MostSteps { get; set; } = 15;

    /// <summary>The agent counts as stuck when the answer lies above; in [0, 1). Equality acts.</summary>
    public double Above { get; set; } = 0.9;

    /// <summary>What is proposed then.</summary>
    public DecisionOutcome Outcome { get; set; } = DecisionOutcome.EscalateToPerson;

    /// <summary>How long an answer may take; above zero and at most an hour.</summary>
    public TimeSpan TimeBudget { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether a turn without a conversation lets the trigger abstain. Otherwise it is missing as <c>no-signal</c>, which escalates.</summary>
    public bool ConversationIsOptional { get; set; }

    /// <summary>The clock of the time budget.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;
}
