namespace Escalation.Learning.Calibrators;

/// <summary>A map from a score to an interval of probabilities, so that a decision can use the cautious end.</summary>
public interface IIntervalCalibrator : IConfidenceCalibrator
{
    /// <summary>The interval for a score.</summary>
    /// <param name="score">The score, on the scale that the map was fitted on.</param>
    /// <returns>The interval; both ends are NaN when the score is NaN or infinite.</returns>
    ProbabilityInterval Interval(double score);
}
