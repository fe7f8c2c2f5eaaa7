namespace Escalation.Monitoring;

/// <summary>What a watch looks at.</summary>
public enum WatchSubject
{
    /// <summary>The share of decisions that escalate. Needs no labels.</summary>
    DelegationRate = 0,

    /// <summary>The mean loss of the items that are acted on. Needs labels of acted items, all of them or random audits.</summary>
    RiskAmongActed,

    /// <summary>The mean loss of all items, whoever answers them: of the act where the rule acts, of the escalation elsewhere. Needs labels of all items, or random audits among all of them.</summary>
    RiskAmongAll,

    /// <summary>Whether scores still come from the distribution of the calibration scores. Needs no labels.</summary>
    ScoreDistribution,
}
