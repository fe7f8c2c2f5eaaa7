namespace Escalation.Monitoring;

/// <summary>What a watch looks at.</summary>
public enum WatchSubject
{
    /// <summary>The share of decisions that escalate. Needs no labels.</summary>
    DelegationRate = 0,

    /// <summary>The mean loss of the items that are acted on. Needs labels of acted items, all of them or random audits.</summary>
    RiskAmongActed,

    /// <summary>The mean over all items of the loss when acted on and of 0 when escalated. Needs the same labels.</summary>
    RiskAmongAll,

    /// <summary>Whether scores still come from the distribution of the calibration scores. Needs no labels.</summary>
    ScoreDistribution,
}
