namespace Escalation.Probes;

/// <summary>What a probe's score stands for.</summary>
public enum ProbeOutput
{
    /// <summary>The calibrated probability that the model is right, in [0, 1].</summary>
    Probability = 0,

    /// <summary>A score without a declared range, for example a delegation score that a calibrated threshold cuts.</summary>
    Score,

    /// <summary>The delegation value <c>q - p</c> itself, in [-1, 1], for the cost rule.</summary>
    DelegationValue,
}
