namespace Escalation.Tool.Input;

/// <summary>Which columns of a table a calibration uses.</summary>
/// <param name="Score">The score's column.</param>
/// <param name="Loss">The column of the loss, of acting where there are two; null for none.</param>
/// <param name="Id">The column of unique ids, or null.</param>
internal sealed record ScoreColumns(string Score, string? Loss = null, string? Id = null)
{
    /// <summary>The column of the loss of escalating, or null.</summary>
    internal string? LossEscalate { get; init; }

    /// <summary>The column that names each row's group, or null.</summary>
    internal string? Group { get; init; }

    /// <summary>The column that names each row's cluster, or null.</summary>
    internal string? Cluster { get; init; }

    /// <summary>The column of each row's weight, or null.</summary>
    internal string? Weight { get; init; }

    /// <summary>The largest weight that a row may have.</summary>
    internal double MaxWeight { get; init; }

    /// <summary>Whether columns that have no part, but the name of one of ids, are read too, to see whether rows hang together.</summary>
    internal bool WatchIds { get; init; }

    /// <summary>Whether losses between 0 and 1 are accepted.</summary>
    internal bool AllowsDegrees { get; init; }
}
