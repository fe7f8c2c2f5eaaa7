namespace Escalation.Learning.Boosting;

/// <summary>What a model may make of a growing feature.</summary>
public enum MonotoneDirection
{
    /// <summary>Anything.</summary>
    None = 0,

    /// <summary>The log-odds never fall when the feature grows.</summary>
    Increasing,

    /// <summary>The log-odds never rise when the feature grows.</summary>
    Decreasing,
}
