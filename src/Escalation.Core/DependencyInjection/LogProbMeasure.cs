namespace Escalation.DependencyInjection;

/// <summary>What makes a confidence of a turn's token log-probabilities; see <see cref="Triggers.Confidence.LogProbConfidence"/>.</summary>
public enum LogProbMeasure
{
    /// <summary>The geometric mean of the token probabilities. The default.</summary>
    GeometricMean = 0,

    /// <summary>The probability of the least likely token.</summary>
    Minimum,

    /// <summary>The mean difference between the two most likely tokens.</summary>
    Margin,

    /// <summary><c>exp(-H)</c> of the mean upper bound of the tokens' entropies.</summary>
    Entropy,

    /// <summary>The share of the most likely label at one token position.</summary>
    Label,
}
