using Escalation.Decisions;

namespace Escalation.Triggers.Confidence;

/// <summary>When a stated confidence escalates.</summary>
public class VerbalizedConfidenceOptions
{
    /// <summary>The floor: escalates when the stated confidence lies below it. A probability in [0, 1]; 0.5 unless given.</summary>
    public double Below { get; set; } = 0.5;

    /// <summary>The scale of a bare number, as the agent was asked for it.</summary>
    public VerbalizedScale Scale { get; set; } = VerbalizedScale.Percent;

    /// <summary>The word that introduces a statement, compared ignoring case.</summary>
    public string Label { get; set; } = VerbalizedConfidence.DefaultLabel;

    /// <summary>Whether an answer without a statement is missing as <c>no-signal</c>, which escalates. Otherwise the trigger abstains. A statement that cannot be read is missing in both cases.</summary>
    public bool IsRequired { get; set; }

    /// <summary>What to propose.</summary>
    public DecisionOutcome Outcome { get; set; } = DecisionOutcome.EscalateToPerson;
}
