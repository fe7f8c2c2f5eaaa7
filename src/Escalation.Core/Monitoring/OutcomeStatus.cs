namespace Escalation.Monitoring;

/// <summary>What became of an outcome that was reported to a monitor.</summary>
public enum OutcomeStatus
{
    /// <summary>No decision with this id is in the window: it was never told, or so many decisions came since that its label is no longer awaited. Nothing was counted.</summary>
    Unknown = 0,

    /// <summary>The decision has its outcome already. Nothing was counted.</summary>
    Repeated,

    /// <summary>The decision escalated, was not drawn for an audit, or no watch needs labels. Labels that come unasked are a biased sample, so nothing was counted.</summary>
    NotAwaited,

    /// <summary>The outcome counts, now or as soon as it is its turn.</summary>
    Counted,
}
