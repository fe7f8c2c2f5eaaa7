namespace Escalation.Monitoring;

/// <summary>What became of an outcome that was reported to a monitor.</summary>
public enum OutcomeStatus
{
    /// <summary>No decision with this id is in the window: it was never told, or so many decisions came since that its label is no longer awaited. Nothing was counted.</summary>
    Unknown = 0,

    /// <summary>The decision has its outcome already. Nothing was counted.</summary>
    Repeated,

    /// <summary>No watch needs a label of it, or it was not drawn for an audit: labels that come unasked are a biased sample. Or only the model's answer was judged where the escalation's would be needed. Nothing was counted.</summary>
    NotAwaited,

    /// <summary>The outcome counts, now or as soon as it is its turn.</summary>
    Counted,
}
