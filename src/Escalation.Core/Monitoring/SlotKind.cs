namespace Escalation.Monitoring;

/// <summary>What is known about the label of a decision in the window.</summary>
internal enum SlotKind
{
    /// <summary>No watch needs a label of it.</summary>
    Unwatched = 0,

    /// <summary>It was not drawn for an audit.</summary>
    Unaudited,

    /// <summary>Its label is awaited.</summary>
    Awaited,

    /// <summary>It has its label.</summary>
    Labelled,
}
