using Escalation.Probes;

namespace Escalation.Benchmarks.Ratios.Probes;

/// <summary>What one linear stream costs beside the best pattern of reading.</summary>
internal sealed class ReadLimitRatio : IRatio
{
    public string Name => "read-limit";

    public string Measures => "time of one linear read over that of the fastest pattern; the peer's time is the read limit, for context";

    public IEnumerable<RatioCase> Cases()
    {
        foreach ((string label, long bytes) in new[] { ("out of cache", ProbeCase.OutOfCache), ("second cache", ProbeCase.InSecondCache) })
        {
            using var memory = new AlignedActivations(ActivationType.Int8, 4096, bytes);
            RatioBody[] patterns = MemoryReader.Patterns(memory);
            yield return new RatioCase(label, patterns[0], patterns);
        }
    }
}
