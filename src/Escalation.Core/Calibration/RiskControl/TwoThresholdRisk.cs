namespace Escalation.Calibration.RiskControl;

/// <summary>What a policy of two thresholds can promise to keep within a bound.</summary>
public enum TwoThresholdRisk
{
    /// <summary>The error rate among the items acted on.</summary>
    Acted = 0,

    /// <summary>The error rate among the items that the stronger model answers.</summary>
    Model,

    /// <summary>The error rate over all items, where a person counts as right.</summary>
    All,

    /// <summary>The share of items that the stronger model answers.</summary>
    ModelRate,

    /// <summary>The share of items that a person answers.</summary>
    PersonRate,
}
