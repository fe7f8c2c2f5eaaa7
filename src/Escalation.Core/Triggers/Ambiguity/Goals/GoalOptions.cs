using Escalation.Decisions;

namespace Escalation.Triggers.Ambiguity.Goals;

/// <summary>When a request counts as one with several goals.</summary>
public class GoalOptions
{
    /// <summary>The text length up to which requests are read unless told otherwise.</summary>
    public const int DefaultMaximumLength = 100_000;

    /// <summary>How many goals one request may have, from 1 to 1,000: acts when <c>goals &lt;= MaximumGoals</c>.</summary>
    public int MaximumGoals { get; set; } = 1;

    /// <summary>Which marks count.</summary>
    public GoalMarks Marks { get; set; } = GoalMarks.Questions | GoalMarks.NumberedLines;

    /// <summary>Words that join one goal to the next, such as <c>and also</c>; none unless given, for they belong to a language. Whole words, upper and lower case alike; each occurrence is one goal more.</summary>
    public IList<string> Connectives { get; } = [];

    /// <summary>The longest request that is read, in UTF-16 code units, at least 1. A longer one is missing as <c>input-too-large</c>, which escalates.</summary>
    public int MaximumLength { get; set; } = DefaultMaximumLength;

    /// <summary>Whether a turn without a request lets the trigger abstain. Otherwise it is missing as <c>no-signal</c>, which escalates.</summary>
    public bool RequestIsOptional { get; set; }

    /// <summary>What to propose.</summary>
    public DecisionOutcome Outcome { get; set; } = DecisionOutcome.EscalateToPerson;
}
