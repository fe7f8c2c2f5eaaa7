using System.Globalization;
using Escalation.Probes;

namespace Escalation.Benchmarks.Ratios.Probes;

/// <summary>What the ratios of probes share: sizes, a probe over random weights, and the check against doubles.</summary>
internal static class ProbeCase
{
    /// <summary>Hidden sizes of common models.</summary>
    public static readonly int[] Lengths = [768, 2048, 4096, 5376];

    /// <summary>Well above the last-level cache of a machine with up to 64 MB of it.</summary>
    public const long OutOfCache = 256L << 20;

    /// <summary>Fits a second-level cache of 512 KiB together with the weights.</summary>
    public const long InSecondCache = 256L << 10;

    public static ProbeFingerprint Fingerprint { get; } = new("benchmark", 0, "none");

    public static LinearProbe Probe(int length, int seed = 1) => new(AlignedActivations.Weights(length, seed), 0.25, Fingerprint);

    public static ProbeSet Set(int length, int count) =>
        new([.. Enumerable.Range(0, count).Select(i => new KeyValuePair<string, LinearProbe>(i.ToString(CultureInfo.InvariantCulture), Probe(length, i + 1)))]);

    public static RatioBody Score(LinearProbe probe, AlignedActivations memory)
    {
        var scores = new float[memory.Rows];
        return RatioBody.Long("LinearProbe.Score", () =>
        {
            probe.Score(memory.View, scores);
            return scores[^1];
        });
    }

    /// <summary>Throws unless some scores agree with doubles.</summary>
    public static void Verify(LinearProbe probe, AlignedActivations memory)
    {
        var scores = new float[memory.Rows];
        probe.Score(memory.View, scores);
        for (int row = 0; row < memory.Rows; row += 1 + (memory.Rows / 7))
        {
            double exact = probe.Bias;
            double magnitude = 0.0;
            for (int i = 0; i < memory.Length; i++)
            {
                double product = probe.Direction[i] * Value(memory, ((long)row * memory.Length) + i);
                exact += product;
                magnitude += Math.Abs(product);
            }

            double tolerance = memory.Type == ActivationType.Int8 ? 1e-4 : 2e-6;
            if (!(Math.Abs(scores[row] - exact) <= tolerance * (magnitude + 1.0)))
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"Row {row} of {memory.Type}: {scores[row]} instead of {exact}."));
            }
        }
    }

    private static double Value(AlignedActivations memory, long index) => memory.Type switch
    {
        ActivationType.Float32 => memory.As<float>()[(int)index],
        ActivationType.Float16 => (double)memory.As<Half>()[(int)index],
        ActivationType.BFloat16 => BitConverter.UInt32BitsToSingle((uint)memory.As<ushort>()[(int)index] << 16),
        _ => memory.As<sbyte>()[(int)index] * 0.01f,
    };
}
