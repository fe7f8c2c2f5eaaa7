namespace Escalation.Learning.Wide;

/// <summary>The penalty that did best on held-out rows, and how the others did.</summary>
public sealed class PenaltySelection
{
    internal PenaltySelection(IReadOnlyList<PenaltyScore> path, int best)
    {
        Path = path;
        Best = path[best];
        AtEdge = path.Count > 1 && (best == 0 || best == path.Count - 1);
    }

    /// <summary>All penalties with their losses, from the largest penalty down.</summary>
    public IReadOnlyList<PenaltyScore> Path { get; }

    /// <summary>The penalty of least loss; the larger one of equals. Its loss is optimistic, since it is the least of many.</summary>
    public PenaltyScore Best { get; }

    /// <summary>Whether the best is the largest or the least of several, so that a better one may lie beyond.</summary>
    public bool AtEdge { get; }
}
