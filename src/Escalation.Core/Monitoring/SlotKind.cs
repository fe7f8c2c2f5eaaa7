namespace Escalation.Monitoring;

/// <summary>What is known about the label of a decision in the window.</summary>
internal enum SlotKind
{
    /// <summary>The decision escalated.</summary>
    Escalated = 0,

    /// <summary>The decision acted, and no watch needs labels.</summary>
    Unwatched,

    /// <summary>The decision acted and was not drawn for an audit.</summary>
    Unaudited,

    /// <summary>The decision acted and its label is awaited.</summary>
    Awaited,

    /// <summary>The decision acted and has its label.</summary>
    Labelled,
}
