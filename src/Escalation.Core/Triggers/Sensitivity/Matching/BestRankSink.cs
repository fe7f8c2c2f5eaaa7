namespace Escalation.Triggers.Sensitivity.Matching;

/// <summary>Keeps the best rank among the keywords found and stops at the very best.</summary>
internal struct BestRankSink(int[] ranks) : IHitSink
{
    internal const int Nothing = int.MaxValue;

    private readonly int[] _ranks = ranks;

    /// <summary>The best rank so far, or <see cref="Nothing"/>; 0 is the best there is.</summary>
    internal int Best { get; private set; } = Nothing;

    public bool Take(int keyword, int start, int end)
    {
        Best = Math.Min(Best, _ranks[keyword]);
        return Best > 0;
    }
}
