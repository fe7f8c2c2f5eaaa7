namespace Escalation.Triggers.Ambiguity.Scores;

/// <summary>What to measure of the disagreement among samples. Higher escalates in each.</summary>
public enum DisagreementMeasure
{
    /// <summary>Disagreement between samples that are each confident, in [0, 1]; needs their log-probabilities. See <see cref="Uncertainty.ConfidentDisagreement"/>.</summary>
    Confident = 0,

    /// <summary>The probability that two samples differ, in [0, 1], sure or not.</summary>
    Pairs,

    /// <summary>The discrete semantic entropy over <c>ln n</c>, in [0, 1].</summary>
    NormalizedEntropy,

    /// <summary>The number of different meanings.</summary>
    Clusters,

    /// <summary>The number of meanings that come up more than once; two or more are a disagreement that persists.</summary>
    RecurringClusters,
}
