namespace Escalation.Tool.Input;

/// <summary>The columns of a calibration, in file order.</summary>
/// <param name="Name">How the source is called in messages.</param>
/// <param name="Scores">Finite scores.</param>
/// <param name="Losses">Losses in [0, 1]; empty when none were asked for.</param>
internal sealed record ScoreTable(string Name, double[] Scores, double[] Losses)
{
    /// <summary>Losses of escalating, 0 or 1; empty when none were asked for.</summary>
    internal double[] LossesEscalate { get; init; } = [];

    /// <summary>The group of each row; empty when none were asked for.</summary>
    internal string[] Groups { get; init; } = [];

    /// <summary>The cluster of each row; empty when none were asked for.</summary>
    internal string[] Clusters { get; init; } = [];

    /// <summary>The weight of each row; empty when none were asked for.</summary>
    internal double[] Weights { get; init; } = [];

    /// <summary>Columns that have no part in the calibration, but the name of one of ids, as far as <see cref="ScoreTableReader.WatchedRows"/>; empty when none were asked for.</summary>
    internal IReadOnlyList<(string Name, string[] Values)> Ids { get; init; } = [];

    /// <summary>The rows of one group, in file order.</summary>
    internal ScoreTable OfGroup(string group)
    {
        int[] rows = [.. Enumerable.Range(0, Groups.Length).Where(row => string.Equals(Groups[row], group, StringComparison.Ordinal))];
        return new ScoreTable(Name, [.. rows.Select(row => Scores[row])], Losses.Length == 0 ? [] : [.. rows.Select(row => Losses[row])]);
    }
}
