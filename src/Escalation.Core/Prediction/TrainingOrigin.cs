using Escalation.Learning.Calibrators;

namespace Escalation.Prediction;

/// <summary>What a predictor was trained on and how, for whoever reads it later.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Right">In how many of them the model was right.</param>
/// <param name="Hyperparameter">The penalty of a linear model, or the rounds of boosting, that nested folds chose.</param>
/// <param name="Calibration">How out-of-fold scores calibrate the model; null when they do not.</param>
public sealed record TrainingOrigin(int Rows, int Right, double Hyperparameter, CalibrationMethod? Calibration)
{
    /// <summary>Whether a map that was fitted on out-of-fold scores is part of the predictor.</summary>
    public bool IsCalibrated => Calibration is not null;
}
