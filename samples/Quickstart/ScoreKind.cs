namespace Quickstart;

/// <summary>What the certified threshold is a threshold of.</summary>
internal enum ScoreKind
{
    /// <summary>p, the probability that the weak model is right; low values delegate. The default.</summary>
    Confidence,

    /// <summary>q - p, the expected gain of delegating; high values delegate.</summary>
    Gain,
}
