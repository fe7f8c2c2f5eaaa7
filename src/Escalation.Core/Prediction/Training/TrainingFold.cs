namespace Escalation.Prediction.Training;

/// <summary>One fold of a training.</summary>
/// <param name="Number">Its number; in the order of time the first predicted block is 1.</param>
/// <param name="TrainingRows">How many rows it was predicted from.</param>
/// <param name="HeldOutRows">How many rows were predicted.</param>
/// <param name="Hyperparameter">The penalty or the rounds that folds within the training rows chose.</param>
public sealed record TrainingFold(int Number, int TrainingRows, int HeldOutRows, double Hyperparameter);
