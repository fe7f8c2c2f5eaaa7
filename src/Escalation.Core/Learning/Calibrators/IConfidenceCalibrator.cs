namespace Escalation.Learning.Calibrators;

/// <summary>A fixed map from a score to the probability that the answer is right.</summary>
/// <remarks>
/// <para>
/// A map is fitted on labelled rows that certify no threshold: a certificate holds for a score that was fixed beforehand, and calibrating changes the scale of the score. A threshold on a calibrated
/// score therefore belongs to one map, the one with its <see cref="Fingerprint"/>.
/// </para>
/// <para>Every map assumes rows exchangeable with those to come; when the model, its prompts or its users change, it is fitted anew. Implementations are immutable, safe for concurrent use and allocate nothing in <see cref="Probability"/>.</para>
/// </remarks>
public interface IConfidenceCalibrator
{
    /// <summary>The kind of map, such as <c>isotonic</c>; the <c>kind</c> of its saved form.</summary>
    string Name { get; }

    /// <summary>What tells this map from every other: for those of this library the SHA-256 of its saved form as 64 lowercase hexadecimal digits, computed when first asked for.</summary>
    string Fingerprint { get; }

    /// <summary>The probability for a score.</summary>
    /// <param name="score">The score, on the scale that the map was fitted on.</param>
    /// <returns>In [0, 1]; NaN, which escalates, when the score is NaN, infinite or not on the map's scale.</returns>
    double Probability(double score);
}
