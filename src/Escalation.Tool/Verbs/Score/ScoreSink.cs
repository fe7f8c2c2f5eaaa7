namespace Escalation.Tool.Verbs.Score;

/// <summary>Where the scores of a run go.</summary>
internal abstract class ScoreSink : IDisposable
{
    /// <summary>Begins, or goes on where a cancelled run ended.</summary>
    /// <param name="scores">The scores, to check what an earlier run has left.</param>
    /// <param name="summary">Learns the scores of rows that are there already.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>The first row that is wanted.</returns>
    internal abstract long Begin(IRowScores scores, ScoreSummary summary, CancellationToken cancellationToken);

    /// <summary>Takes the next rows.</summary>
    internal abstract void Add(long first, int rows, ReadOnlySpan<double> scores);

    /// <summary>Publishes the scores; until then nobody has seen any.</summary>
    internal abstract void Complete();

    /// <summary>Keeps what there is for a later run.</summary>
    /// <returns>What to tell about it; null when nothing can be kept.</returns>
    internal virtual string? Keep() => null;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
