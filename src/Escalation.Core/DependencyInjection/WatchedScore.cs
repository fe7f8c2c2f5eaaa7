namespace Escalation.DependencyInjection;

/// <summary>Which score the degenerate-signal alarm watches.</summary>
public enum WatchedScore
{
    /// <summary>The turn's confidence. The default.</summary>
    Confidence = 0,

    /// <summary>The verifier's score.</summary>
    Verifier,

    /// <summary>The agreement of samples, as the section <c>SelfConsistency</c> measures it.</summary>
    SelfConsistency,

    /// <summary>The confidence from log-probabilities, as the section <c>LogProbs</c> measures it.</summary>
    LogProbs,
}
