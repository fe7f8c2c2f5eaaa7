using System.Globalization;

namespace Escalation.Prediction.Training;

/// <summary>The rows do not allow a predictor.</summary>
/// <param name="Problem">What is wrong.</param>
/// <param name="Subject">What it is wrong with: the rows, a fold or a feature.</param>
/// <param name="Have">What there is.</param>
/// <param name="Need">The least that it takes.</param>
public sealed record RefusedTraining(TrainingProblem Problem, string Subject, double Have, double Need) : PredictorTraining
{
    /// <summary>The refusal in words.</summary>
    public string Message => string.Create(CultureInfo.InvariantCulture, $"No predictor, {Problem}: {Subject} must be at least {Need:R}, but is {Have:R}.");
}
