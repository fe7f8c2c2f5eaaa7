namespace Escalation.Tool.Verbs.Score;

/// <summary>Collects the scores for the one JSON object.</summary>
internal sealed class MemorySink : ScoreSink
{
    private readonly List<double> _scores = [];
    private int _probes;

    /// <summary>The scores of one probe, in the order of the rows.</summary>
    internal IEnumerable<double> Of(int probe)
    {
        for (int i = probe; i < _scores.Count; i += _probes)
        {
            yield return _scores[i];
        }
    }

    internal override long Begin(IRowScores scores, ScoreSummary summary, CancellationToken cancellationToken)
    {
        _probes = scores.Names.Count;
        return 0;
    }

    internal override void Add(long first, int rows, ReadOnlySpan<double> scores) => _scores.AddRange(scores);

    internal override void Complete()
    {
    }
}
