using System.Globalization;
using Escalation.Probes;

namespace Escalation.Benchmarks.Ratios.Probes;

/// <summary>Eight probes in one pass beside one probe.</summary>
internal sealed class SetPriceRatio : IRatio
{
    private const int Probes = 8;

    public string Name => "k8-price";

    public string Measures => "time of eight probes over the time of one, float32 rows out of cache; lower is better, 8 would be no gain";

    public IEnumerable<RatioCase> Cases()
    {
        foreach (int length in ProbeCase.Lengths)
        {
            using var memory = new AlignedActivations(ActivationType.Float32, length, ProbeCase.OutOfCache);
            ProbeSet set = ProbeCase.Set(length, Probes);
            var scores = new float[memory.Rows * Probes];
            RatioBody eight = RatioBody.Long("ProbeSet.Score, 8 probes", () =>
            {
                set.Score(memory.View, scores);
                return scores[^1];
            });
            yield return new RatioCase(string.Create(CultureInfo.InvariantCulture, $"d = {length}"), eight, ProbeCase.Score(set.Probes[0], memory))
            {
                Verify = () => Verify(set, memory, scores),
            };
        }
    }

    private static void Verify(ProbeSet set, AlignedActivations memory, float[] scores)
    {
        set.Score(memory.View, scores);
        var single = new float[memory.Rows];
        for (int probe = 0; probe < Probes; probe++)
        {
            set.Probes[probe].Score(memory.View, single);
            for (int row = 0; row < memory.Rows; row++)
            {
                if (single[row] != scores[(row * Probes) + probe])
                {
                    throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Probe {probe} differs at row {row}."));
                }
            }
        }

        ProbeCase.Verify(set.Probes[0], memory);
    }
}
