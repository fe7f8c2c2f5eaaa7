namespace Escalation.Prediction.Interventions;

/// <summary>Where a probability of being right comes from; a prompt that shows the number says so beside it.</summary>
public enum AccuracyProvenance
{
    /// <summary>A predictor calibrated on labelled cases.</summary>
    Calibrated = 0,

    /// <summary>A predictor that nobody has calibrated.</summary>
    Uncalibrated,

    /// <summary>The agent's own word. Escalation thresholds of language models on their own word differ from 50 % to above 100 % between models (arXiv 2604.08588): profile the model first.</summary>
    SelfReported,
}
