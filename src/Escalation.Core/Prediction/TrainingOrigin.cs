namespace Escalation.Prediction;

/// <summary>What a predictor was trained on and how, for whoever reads it later.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Right">In how many of them the model was right.</param>
/// <param name="Hyperparameter">The penalty of a linear model, or the rounds of boosting, that nested folds chose.</param>
/// <param name="IsCalibrated">Whether Platt's map, fitted on out-of-fold scores, is part of the model.</param>
public sealed record TrainingOrigin(int Rows, int Right, double Hyperparameter, bool IsCalibrated);
