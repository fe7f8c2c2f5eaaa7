namespace Escalation.Triggers.Ambiguity.Scores;

/// <summary>What to measure of a classifier's scores of the known intents.</summary>
public enum OutOfScopeMeasure
{
    /// <summary>The largest probability, in (0, 1]; low escalates.</summary>
    MaximumProbability = 0,

    /// <summary>The largest minus the second largest probability, in [0, 1]; low escalates. Low between two intents too, where another measure sees none.</summary>
    Margin,

    /// <summary>The entropy over the logarithm of the number of intents, in [0, 1]; high escalates.</summary>
    NormalizedEntropy,

    /// <summary>The largest logit; low escalates. Needs logits.</summary>
    MaximumLogit,

    /// <summary>The energy of the logits; high escalates. Needs logits.</summary>
    Energy,
}
