namespace Escalation.Prediction.Interventions;

/// <summary>A case to make training targets of.</summary>
/// <param name="Prompt">The question, as the model will see it.</param>
/// <param name="ModelIsRight">p, the probability that the model's answer is right, in [0, 1]: from labelled cases or a calibrated predictor, for targets teach whatever stands here.</param>
public sealed record TargetCase(string Prompt, double ModelIsRight)
{
    /// <summary>q, the probability that the expert is right, in [0, 1]; 1 is a perfect expert.</summary>
    public double ExpertIsRight { get; init; } = 1.0;

    /// <summary>The answer that acting would carry out, shown after the question; null for none.</summary>
    public string? Answer { get; init; }

    /// <summary>Who takes over, as it stands after "to".</summary>
    public string Expert { get; init; } = "a person";

    /// <summary>Where p comes from.</summary>
    public AccuracyProvenance Provenance { get; init; }
}
