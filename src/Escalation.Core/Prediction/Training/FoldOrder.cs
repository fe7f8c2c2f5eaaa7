namespace Escalation.Prediction.Training;

/// <summary>How rows are split for held-out predictions.</summary>
public enum FoldOrder
{
    /// <summary>At random by the seed, groups whole and classes even.</summary>
    Grouped = 0,

    /// <summary>In the order of time: each block is predicted from those before it, without groups that it shares with them. For traffic that may drift.</summary>
    Time,
}
