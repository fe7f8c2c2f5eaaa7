namespace Escalation.Decisions;

/// <summary>What a threshold is for; it decides how the threshold joins the cost rule.</summary>
public enum ThresholdPurpose
{
    /// <summary>It bounds the risk of what is acted on: threshold and cost rule may each ask for escalation.</summary>
    Risk = 0,

    /// <summary>It caps how much is delegated: with costs, escalation needs both, <c>d &gt; max(1/R, tau)</c>.</summary>
    Budget,
}
