using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Escalation.Probes;

namespace Escalation.Benchmarks.Ratios.Probes;

/// <summary>What the fixed order of summation costs: the library beside a kernel of the same kind that sums as it likes.</summary>
internal sealed unsafe class OrderPriceRatio : IRatio
{
    public string Name => "order-price";

    public string Measures => "time of the fixed order, with subnormal numbers counted as zero, over that of an order-free kernel without either, with eight free accumulators (one row) or two a row (four rows); 1 is no price";

    public IEnumerable<RatioCase> Cases()
    {
        foreach (int length in new[] { 768, 4096 })
        {
            foreach ((string label, long bytes) in new[] { ("one row", 1L), ("second cache", ProbeCase.InSecondCache) })
            {
                using var memory = new AlignedActivations(ActivationType.Float32, length, bytes);
                LinearProbe probe = ProbeCase.Probe(length);
                float[] weights = AlignedActivations.Weights(length, 1);
                var scores = new float[memory.Rows];
                var ours = new RatioBody("fixed order", calls =>
                {
                    ActivationRows view = memory.View;
                    for (int i = 0; i < calls; i++)
                    {
                        probe.Score(view, scores);
                    }

                    return scores[0];
                });
                var free = new RatioBody("order-free", calls =>
                {
                    for (int i = 0; i < calls; i++)
                    {
                        Free(memory, weights, scores);
                    }

                    return scores[0];
                });
                yield return new RatioCase(string.Create(CultureInfo.InvariantCulture, $"d = {length}, {label}"), ours, free)
                {
                    Verify = () => ProbeCase.Verify(probe, memory),
                };
            }
        }
    }

    private static void Free(AlignedActivations memory, float[] weights, float[] scores)
    {
        var x = (float*)memory.Address;
        fixed (float* w = weights)
        {
            int row = 0;
            for (; row + 4 <= memory.Rows; row += 4)
            {
                Four(x + ((nint)row * memory.Length), w, memory.Length, scores.AsSpan(row, 4));
            }

            for (; row < memory.Rows; row++)
            {
                scores[row] = One(x + ((nint)row * memory.Length), w, memory.Length);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float One(float* x, float* w, int length)
    {
        Vector256<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        for (int i = 0; i < length; i += 64)
        {
            a = Vector256.FusedMultiplyAdd(Vector256.Load(x + i), Vector256.Load(w + i), a);
            b = Vector256.FusedMultiplyAdd(Vector256.Load(x + i + 8), Vector256.Load(w + i + 8), b);
            c = Vector256.FusedMultiplyAdd(Vector256.Load(x + i + 16), Vector256.Load(w + i + 16), c);
            d = Vector256.FusedMultiplyAdd(Vector256.Load(x + i + 24), Vector256.Load(w + i + 24), d);
            e = Vector256.FusedMultiplyAdd(Vector256.Load(x + i + 32), Vector256.Load(w + i + 32), e);
            f = Vector256.FusedMultiplyAdd(Vector256.Load(x + i + 40), Vector256.Load(w + i + 40), f);
            g = Vector256.FusedMultiplyAdd(Vector256.Load(x + i + 48), Vector256.Load(w + i + 48), g);
            h = Vector256.FusedMultiplyAdd(Vector256.Load(x + i + 56), Vector256.Load(w + i + 56), h);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(float* x, float* w, int length, Span<float> scores)
    {
        Vector256<float> a = default, b = default, c = default, d = default, e = default, f = default, g = default, h = default;
        nint second = length;
        nint third = 2 * second;
        nint fourth = 3 * second;
        for (int i = 0; i < length; i += 16)
        {
            Vector256<float> low = Vector256.Load(w + i);
            Vector256<float> high = Vector256.Load(w + i + 8);
            a = Vector256.FusedMultiplyAdd(Vector256.Load(x), low, a);
            b = Vector256.FusedMultiplyAdd(Vector256.Load(x + 8), high, b);
            c = Vector256.FusedMultiplyAdd(Vector256.Load(x + second), low, c);
            d = Vector256.FusedMultiplyAdd(Vector256.Load(x + second + 8), high, d);
            e = Vector256.FusedMultiplyAdd(Vector256.Load(x + third), low, e);
            f = Vector256.FusedMultiplyAdd(Vector256.Load(x + third + 8), high, f);
            g = Vector256.FusedMultiplyAdd(Vector256.Load(x + fourth), low, g);
            h = Vector256.FusedMultiplyAdd(Vector256.Load(x + fourth + 8), high, h);
            x += 16;
        }

        scores[0] = Vector256.Sum(a + b);
        scores[1] = Vector256.Sum(c + d);
        scores[2] = Vector256.Sum(e + f);
        scores[3] = Vector256.Sum(g + h);
    }
}
