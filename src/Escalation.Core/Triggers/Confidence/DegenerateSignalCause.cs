namespace Escalation.Triggers.Confidence;

/// <summary>Why a confidence counts as degenerate.</summary>
public enum DegenerateSignalCause
{
    /// <summary>It does not.</summary>
    None = 0,

    /// <summary>The latest scores are all but the same.</summary>
    Flat,

    /// <summary>The labels show that it hardly tells right answers from wrong ones.</summary>
    Uninformative,
}
