namespace Escalation.Probes.Training;

/// <summary>What a probe is trained to predict.</summary>
public enum ProbeTarget
{
    /// <summary>A yes or no: a safety label, whether the model is right, or whether delegation helps. Logistic regression; the score is a log-odds.</summary>
    Label = 0,

    /// <summary>A number: the continuous delegation value. Ridge regression; the score is the predicted number.</summary>
    Value,
}
