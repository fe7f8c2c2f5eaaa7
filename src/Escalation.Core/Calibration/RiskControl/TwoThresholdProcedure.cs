namespace Escalation.Calibration.RiskControl;

/// <summary>How the pairs of thresholds are tested. Either way the choosing items say which pairs are the most promising, and one hypothesis a pair, "any risk is beyond its bound", is tested by the largest p-value.</summary>
public enum TwoThresholdProcedure
{
    /// <summary>One sequence over all pairs at the full level, the smallest p-value on the choosing items first. The default, and the stronger one where the choosing items order well.</summary>
    LearnedOrder = 0,

    /// <summary>A graph with one chain for each of the most promising lower thresholds, equal parts of the level, each finished chain leaving its part to the next. A failure stops its own chain only.</summary>
    Graphical,
}
