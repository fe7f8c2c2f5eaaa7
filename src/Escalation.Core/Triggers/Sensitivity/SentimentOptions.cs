using Escalation.Triggers.Sensitivity.Sentiment;

namespace Escalation.Triggers.Sensitivity;

/// <summary>When a request counts as negative.</summary>
public sealed class SentimentOptions : TextScanOptions
{
    /// <summary>Below this a text is negative unless the options say otherwise; it was chosen by hand and carries no guarantee.</summary>
    public const double DefaultBelow = -0.5;

    /// <summary>Creates the options: what was asked is read, and what the agent writes is not.</summary>
    public SentimentOptions() => Sources = TextSources.Request;

    /// <summary>The floor of the score, in (-1, 1): a lower score escalates, equality acts.</summary>
    public double Below { get; set; } = DefaultBelow;

    /// <summary>The weights; the library's own unless given.</summary>
    public SentimentLexicon Lexicon { get; set; } = SentimentLexicon.Default;
}
