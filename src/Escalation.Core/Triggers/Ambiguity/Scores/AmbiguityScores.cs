namespace Escalation.Triggers.Ambiguity.Scores;

/// <summary>Scores of ambiguity, each with its direction, to put a threshold or a certificate on.</summary>
/// <remarks>They rank turns; none is a calibrated probability. All are immutable, safe for concurrent use and allocate nothing.</remarks>
public static class AmbiguityScores
{
    /// <summary>The margin between the two best of the turn's scored readings; low escalates. A single probability is measured against 0.</summary>
    /// <param name="probabilities">Whether scores are probabilities in [0, 1]; otherwise any finite score will do, and a single reading has no margin and abstains.</param>
    /// <param name="optional">Whether a turn without readings abstains; otherwise it is missing, which escalates.</param>
    public static DirectedScore ReadingMargin(bool probabilities = true, bool optional = false) => new ReadingScore(margin: true, probabilities, optional);

    /// <summary>The number of the turn's readings, scored or not; high escalates.</summary>
    /// <param name="optional">Whether a turn without readings abstains; otherwise it is missing, which escalates.</param>
    public static DirectedScore Readings(bool optional = false) => new ReadingScore(margin: false, probabilities: true, optional);

    /// <summary>The disagreement of the turn's samples; high escalates. Samples with clusters are compared by them, others by their texts but for case and white space. Quadratic in the samples.</summary>
    /// <param name="measure">What to measure.</param>
    /// <param name="minimumSamples">How many samples there must be, from 2 to 256; fewer are missing.</param>
    /// <param name="optional">Whether a turn without samples abstains; otherwise it is missing, which escalates.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an argument is out of range.</exception>
    public static DirectedScore Disagreement(DisagreementMeasure measure = DisagreementMeasure.Confident, int minimumSamples = 5, bool optional = false) => new SampleScore(measure, minimumSamples, optional);
}
