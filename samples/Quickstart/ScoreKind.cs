namespace Quickstart;

/// <summary>What the certified threshold is a threshold of.</summary>
internal enum ScoreKind
{
    /// <summary>q - p, the expected gain of delegating; high values delegate. The default: it sees where the desk would be no better.</summary>
    Gain = 0,

    /// <summary>p, the probability that the weak model is right; low values delegate. For when nobody knows q.</summary>
    Confidence,
}
