using Escalation.Decisions;

namespace Escalation.Triggers.Sensitivity;

/// <summary>What the text triggers have in common: which texts, how long, and what to propose.</summary>
public class TextScanOptions
{
    /// <summary>Which texts are scanned.</summary>
    public TextSources Sources { get; set; } = TextSources.All;

    /// <summary>The longest text that is scanned, in UTF-16 code units, at least 1. A longer one is missing as <c>input-too-large</c>, which escalates; no text is scanned in part.</summary>
    public int MaximumLength { get; set; } = KeywordOptions.DefaultMaximumLength;

    /// <summary>Whether a turn without any text lets the trigger abstain. Otherwise it is missing as <c>no-signal</c>, which escalates.</summary>
    public bool TextIsOptional { get; set; }

    /// <summary>What to propose; stricter than <see cref="DecisionOutcome.Act"/>.</summary>
    public DecisionOutcome Outcome { get; set; } = DecisionOutcome.EscalateToPerson;
}
