namespace Escalation.Statistics;

/// <summary>An interval of counts, both ends included.</summary>
/// <param name="Lower">The smallest count.</param>
/// <param name="Upper">The largest count.</param>
public readonly record struct CountInterval(long Lower, long Upper)
{
    /// <summary>Whether a count lies in the interval.</summary>
    public bool Contains(long count) => count >= Lower && count <= Upper;
}
