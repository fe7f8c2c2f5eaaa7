using Escalation.Decisions;

namespace Escalation;

/// <summary>Names the scores of predictors.</summary>
public static class PredictorScoreExtensions
{
    /// <summary>The same predictor, whose score has this id: a policy then refuses a threshold that was calibrated on another score.</summary>
    /// <remarks>The id is the <c>ScoreId</c> of the calibration's options; the <c>escalation</c> command takes the column's name. It changes neither a decision nor a policy's fingerprint.</remarks>
    /// <param name="predictor">The predictor.</param>
    /// <param name="scoreId">The id, compared ordinally; <see cref="Threshold.UnnamedScore"/> says nothing.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="predictor"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when <paramref name="scoreId"/> is blank.</exception>
    public static IPredictor WithScoreId(this IPredictor predictor, string scoreId)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        return NamedScore.Of(predictor, Guard.NotBlank(scoreId));
    }
}
