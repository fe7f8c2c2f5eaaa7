namespace Escalation.Tool.Verbs.Score;

/// <summary>The scores of rows by several probes, computed when they are asked for.</summary>
internal interface IRowScores
{
    /// <summary>The names of the probes.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>How many rows there are.</summary>
    long Rows { get; }

    /// <summary>How many rows are best computed at once.</summary>
    int BlockRows { get; }

    /// <summary>Computes the scores of some rows.</summary>
    /// <param name="first">The first row, from 0.</param>
    /// <param name="rows">How many, at most <see cref="BlockRows"/>.</param>
    /// <param name="scores">Receives them row by row, in each row one for each probe.</param>
    /// <exception cref="ToolException">Thrown at the first score that is not finite; the message names row, probe and score.</exception>
    void Compute(long first, int rows, Span<double> scores);
}
