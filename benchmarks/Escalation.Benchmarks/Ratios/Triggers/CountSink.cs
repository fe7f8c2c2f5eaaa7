using Escalation.Triggers.Sensitivity.Matching;

namespace Escalation.Benchmarks.Ratios.Triggers;

/// <summary>Counts hits.</summary>
internal struct CountSink : IHitSink
{
    public int Count { get; private set; }

    public bool Take(int keyword, int start, int end)
    {
        Count++;
        return true;
    }
}
