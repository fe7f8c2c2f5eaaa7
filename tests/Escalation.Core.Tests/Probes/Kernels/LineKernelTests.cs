using System.Runtime.InteropServices;
using Escalation.Probes;

namespace Escalation.Core.Tests.Probes.Kernels;

/// <summary>One row of floats at every place that floats can have in a line of the cache, with NaN all around it and a forbidden page on either side.</summary>
public class LineKernelTests
{
    [LinuxFact]
    public void A_row_has_the_same_bits_wherever_in_a_line_it_starts_and_nothing_beside_it_counts()
    {
        using var memory = new GuardedMemory(65_536);
        Span<float> floats = MemoryMarshal.Cast<byte, float>(memory.Bytes);
        var random = new Random(20241106);
        float[] row = Draws.Weights(random, 4096, wild: false);
        float[] weights = Draws.Weights(random, 4096, wild: false);
        for (int length = 1; length <= 4096; length += length < 700 ? 1 : 97)
        {
            var probe = new LinearProbe(weights.AsSpan(0, length), 0.25, Fingerprints.Small);
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(row.AsSpan(0, length));
            float expected = 0f;
            probe.Score(ActivationRows.FromBytes(bytes, ActivationType.Float32, length), new Span<float>(ref expected));
            Assert.True(float.IsFinite(expected));
            for (int offset = 0; offset < 16; offset++)
            {
                Assert.Equal(expected, At(floats, offset));
                Assert.Equal(expected, At(floats, floats.Length - length - offset));
            }

            float At(Span<float> all, int place)
            {
                all[Math.Max(place - 16, 0)..Math.Min(place + length + 16, all.Length)].Fill(float.NaN);
                row.AsSpan(0, length).CopyTo(all[place..]);
                return probe.Score(all.Slice(place, length));
            }
        }
    }
}
