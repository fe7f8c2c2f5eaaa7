namespace Escalation.Triggers.Sensitivity;

/// <summary>How keywords are looked for.</summary>
public sealed class KeywordOptions
{
    /// <summary>The longest text that is scanned unless the options say otherwise, in UTF-16 code units.</summary>
    public const int DefaultMaximumLength = 1_000_000;

    /// <summary>How much of a word a keyword must be.</summary>
    public KeywordMatching Matching { get; set; }

    /// <summary>Which spellings of a keyword are alike.</summary>
    public KeywordFolding Folding { get; set; }

    /// <summary>Which texts are scanned.</summary>
    public TextSources Sources { get; set; } = TextSources.All;

    /// <summary>The longest text that is scanned, in UTF-16 code units, at least 1. A longer one is missing as <c>input-too-large</c>, which escalates; no text is scanned in part.</summary>
    public int MaximumLength { get; set; } = DefaultMaximumLength;

    /// <summary>Whether a turn without any text lets the trigger abstain. Otherwise it is missing as <c>no-signal</c>, which escalates.</summary>
    public bool TextIsOptional { get; set; }
}
