namespace Escalation.Prediction.Training;

/// <summary>Carries a refusal from inside the folds to the trainer, which returns it.</summary>
internal sealed class TrainingRefusalException(TrainingProblem problem, string subject, double have, double need) : Exception
{
    internal RefusedTraining Refusal { get; } = new(problem, subject, have, need);
}
