using System.Globalization;
using Escalation.Probes;

namespace Escalation.Benchmarks.Ratios.Probes;

/// <summary>Scoring of a batch beside plain reading of it.</summary>
internal sealed class ReadRatio(string name, ActivationType type, long bytes) : IRatio
{
    public string Name => name;

    public string Measures => string.Create(
        CultureInfo.InvariantCulture, $"time to score {bytes >> 10} KiB of {type} over the time to read them in the fastest pattern; lower is better, 1.075 is 0.93 of the read limit");

    public IEnumerable<RatioCase> Cases()
    {
        foreach (int length in ProbeCase.Lengths)
        {
            using var memory = new AlignedActivations(type, length, bytes);
            LinearProbe probe = ProbeCase.Probe(length);
            yield return new RatioCase(string.Create(CultureInfo.InvariantCulture, $"d = {length}, {memory.Rows} rows"), ProbeCase.Score(probe, memory), MemoryReader.Patterns(memory))
            {
                Verify = () => ProbeCase.Verify(probe, memory),
            };
        }
    }
}
