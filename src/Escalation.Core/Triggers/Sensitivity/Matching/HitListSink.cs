namespace Escalation.Triggers.Sensitivity.Matching;

/// <summary>Keeps every keyword found with its place; one found twice at the same place once.</summary>
internal struct HitListSink() : IHitSink
{
    private readonly HashSet<(int Start, int End, int Keyword)> _seen = [];

    internal readonly IEnumerable<(int Start, int End, int Keyword)> Hits => _seen.Order();

    public readonly bool Take(int keyword, int start, int end)
    {
        _ = _seen.Add((start, end, keyword));
        return true;
    }
}
