using System.Runtime.Intrinsics.X86;
using Escalation.Probes;
using Escalation.Probes.Kernels;

namespace Escalation.Core.Tests.Probes.Kernels;

/// <summary>Every arithmetic, grouping and format against the order of summation as it is documented, bit by bit.</summary>
public class KernelBitsTests
{
    private unsafe delegate void Path(byte* x, in Batch batch, PackedWeights weights, bool distant, float* scores);

    /// <summary>Those that run here: all but 256 bits run anywhere, in software where they must.</summary>
    public static TheoryData<string> Paths() => Avx2.IsSupported && Fma.IsSupported ? ["512 bits", "256 bits", "128 bits", "scalar"] : ["512 bits", "128 bits", "scalar"];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_path_gives_the_bits_of_the_documented_order(string name)
    {
        Path path = Find(name);
        var random = new Random(20241102);
        int[] lengths = [.. Enumerable.Range(1, 70), 127, 128, 129, 500, 768, 1000, 1023, 1024, 1025, 2049];
        foreach (int length in lengths)
        {
            foreach (ActivationType type in Draws.Types)
            {
                int rows = 1 + random.Next(9);
                int probes = 1 + random.Next(length > 200 ? 4 : 18);
                bool wild = random.Next(3) > 0;
                byte[] bytes = new byte[rows * length * ActivationRows.SizeOf(type)];
                if (wild)
                {
                    Draws.FillWild(random, type, bytes);
                }
                else
                {
                    Draws.Fill(random, type, bytes);
                }

                float[][] weights = [.. Enumerable.Range(0, probes).Select(_ => Draws.Weights(random, length, wild))];
                float[] biases = Draws.Weights(random, probes, wild: false);
                Check(path, ActivationRows.FromBytes(bytes, type, length, type == ActivationType.Int8 ? 0.37f : 1f), weights, biases);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_path_gives_those_bits_about_the_least_normal_float(string name)
    {
        Path path = Find(name);
        var random = new Random(20241130);
        foreach (int length in new[] { 1, 7, 16, 33, 64, 129, 500, 1024 })
        {
            foreach (ActivationType type in new[] { ActivationType.Float32, ActivationType.BFloat16 })
            {
                foreach (int probes in new[] { 1, 5 })
                {
                    int rows = 1 + random.Next(9);
                    byte[] bytes = new byte[rows * length * ActivationRows.SizeOf(type)];
                    for (int i = 0; i < rows * length; i++)
                    {
                        Draws.Write(type, bytes.AsSpan(i * ActivationRows.SizeOf(type)), MathF.ScaleB((float)random.NextDouble() - 0.5f, -121 - random.Next(8)));
                    }

                    // A bias would hide sums so small.
                    float[][] weights = [.. Enumerable.Range(0, probes).Select(_ => Draws.Weights(random, length, wild: false))];
                    Check(path, ActivationRows.FromBytes(bytes, type, length), weights, new float[probes]);
                }
            }
        }
    }

    [Fact]
    public void Weights_too_large_to_be_scaled_take_the_exact_way()
    {
        byte[] bytes = new byte[2 * 5 * 40];
        Draws.FillWild(new Random(5), ActivationType.Float16, bytes);
        float[] weights = Draws.Weights(new Random(6), 40, wild: true);
        weights[3] = 65_536f;
        Assert.False(Pack([weights], [0f]).HasScaled);
        foreach (string name in Paths())
        {
            Check(Find(name), ActivationRows.FromBytes(bytes, ActivationType.Float16, 40), [weights], [0.5f]);
        }
    }

    private static unsafe void Check(Path path, ActivationRows rows, float[][] weights, float[] biases)
    {
        var expected = new float[rows.Rows * weights.Length];
        for (int i = 0; i < expected.Length; i++)
        {
            expected[i] = Reference.Score(rows.Slice(i / weights.Length, 1), weights[i % weights.Length], biases[i % weights.Length]);
        }

        PackedWeights packed = Pack(weights, biases);
        var scores = new float[expected.Length];
        for (int variant = 0; variant < 4; variant++)
        {
            Array.Fill(scores, 12345f);
            var batch = new Batch(rows.Type, rows.Rows, rows.Scale, scaledHalves: (variant & 1) != 0);
            fixed (byte* x = rows.Bytes)
            fixed (float* target = scores)
            {
                path(x, batch, packed, (variant & 2) != 0, target);
            }

            for (int i = 0; i < expected.Length; i++)
            {
                bool same = float.IsNaN(expected[i])
                    ? float.IsNaN(scores[i])
                    : BitConverter.SingleToInt32Bits(expected[i]) == BitConverter.SingleToInt32Bits(scores[i]);
                if (!same)
                {
                    Assert.Fail(FormattableString.Invariant($"{rows.Type}, d = {rows.Length}, {rows.Rows} rows, {weights.Length} probes, variant {variant}, score {i}: {scores[i]:R} instead of {expected[i]:R}"));
                }
            }
        }
    }

    private static PackedWeights Pack(float[][] weights, float[] biases)
    {
        var packed = new PackedWeights(weights[0].Length, biases);
        for (int i = 0; i < weights.Length; i++)
        {
            packed.Set(i, weights[i]);
        }

        return packed;
    }

    private static unsafe Path Find(string name) => name switch
    {
        "512 bits" => BatchKernel<Lanes512, IntegerLanes512>.Score,
        "256 bits" => BatchKernel<Lanes256, IntegerLanes256>.Score,
        "128 bits" => BatchKernel<Lanes128, IntegerLanes128>.Score,
        _ => BatchKernel<LanesScalar, IntegerLanesScalar>.Score,
    };
}
