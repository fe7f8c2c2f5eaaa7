namespace Escalation.Monitoring;

/// <summary>In which order labels that arrive late and out of order become evidence.</summary>
public enum LabelOrder
{
    /// <summary>
    /// In the order of the decisions: a label waits until every earlier awaited label has come or has left the window. Valid whatever decides how long a label takes, the loss itself included, because what has been
    /// looked at is always a beginning of the stream of decisions. A label that leaves the window unlabelled counts as a loss of 0, which can only hide an alarm, never cause one. The default.
    /// </summary>
    Decision = 0,

    /// <summary>
    /// In the order of arrival, without waiting. Valid only if the time that a label takes does not depend on the loss: when errors are reported sooner than successes, the first labels to arrive are errors and a false alarm is likely.
    /// A label that never comes is left out, so it must be missing independently of the loss too. Not to be combined with a predicted loss above 0.
    /// </summary>
    Arrival,
}
