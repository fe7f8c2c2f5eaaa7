namespace Escalation.Prediction.Training;

/// <summary>What came of a training: a <see cref="TrainedPredictor"/> or a <see cref="RefusedTraining"/>.</summary>
public abstract record PredictorTraining
{
    private protected PredictorTraining()
    {
    }
}
