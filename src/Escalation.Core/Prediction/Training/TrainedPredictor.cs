namespace Escalation.Prediction.Training;

/// <summary>A predictor, fitted on all rows, with the report of what held-out rows say of its kind.</summary>
/// <param name="Predictor">The predictor.</param>
/// <param name="Report">The report.</param>
public sealed record TrainedPredictor(PerformancePredictor Predictor, TrainingReport Report) : PredictorTraining;
