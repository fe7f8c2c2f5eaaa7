using System.Globalization;
using Escalation.Probes;

namespace Escalation.Benchmarks.Ratios.Probes;

/// <summary>Data full of subnormal numbers beside ordinary data.</summary>
internal sealed class SubnormalRatio : IRatio
{
    private const int Length = 4096;

    public string Name => "f16-subnormal";

    public string Measures => "time on rows with subnormal numbers over the time on ordinary rows; at most 1.1 is asked";

    public IEnumerable<RatioCase> Cases()
    {
        foreach (ActivationType type in new[] { ActivationType.Float16, ActivationType.BFloat16, ActivationType.Float32 })
        {
            foreach (long bytes in new[] { ProbeCase.InSecondCache, ProbeCase.OutOfCache })
            {
                foreach (double share in new[] { 0.01, 1.0 })
                {
                    using var ordinary = new AlignedActivations(type, Length, bytes);
                    using var subnormal = new AlignedActivations(type, Length, bytes, share);
                    LinearProbe probe = ProbeCase.Probe(Length);
                    string label = string.Create(CultureInfo.InvariantCulture, $"{type} {share:0%}, {bytes >> 10} KiB");
                    yield return new RatioCase(label, ProbeCase.Score(probe, subnormal), ProbeCase.Score(probe, ordinary) with { Name = "ordinary data" })
                    {
                        Verify = () => ProbeCase.Verify(probe, subnormal),
                    };
                }
            }
        }
    }
}
