using System.Runtime.InteropServices;
using Escalation.Probes;

namespace Escalation.Core.Tests.Probes.Kernels;

/// <summary>The documented order of summation, written down once more from its description, and the exact value in doubles.</summary>
internal static class Reference
{
    private const double UnitRoundoff = 1.0 / (1 << 24);

    private const float LeastNormal = 1.17549435e-38f;

    /// <summary>The score of a row by the remarks of <see cref="LinearProbe"/>.</summary>
    internal static float Score(ActivationRows row, ReadOnlySpan<float> w, float bias)
    {
        if (row.Type == ActivationType.Int8)
        {
            (long sum, double step) = Integers(row, w);
            return (float)(sum * (step * row.Scale)) + bias;
        }

        float[] x = Values(row);
        int blocks = (x.Length + 15) / 16;
        int perSegment = (blocks + 3) / 4;
        perSegment += perSegment % 2 == 0 ? 1 : 0;
        var segments = new float[4][];
        for (int s = 0; s < 4; s++)
        {
            segments[s] = new float[16];
            for (int i = s * perSegment * 16; i < Math.Min((s + 1) * perSegment, blocks) * 16; i++)
            {
                segments[s][i % 16] = MathF.FusedMultiplyAdd(i < x.Length ? Counted(x[i]) : 0f, i < x.Length ? Counted(w[i]) : 0f, segments[s][i % 16]);
            }
        }

        float[] lanes = [.. Enumerable.Range(0, 16).Select(l => (segments[0][l] + segments[1][l]) + (segments[2][l] + segments[3][l]))];
        float[] eight = [.. Enumerable.Range(0, 8).Select(l => lanes[l] + lanes[l + 8])];
        float[] four = [.. Enumerable.Range(0, 4).Select(l => eight[l] + eight[l + 4])];
        return ((four[0] + four[2]) + (four[1] + four[3])) + bias;
    }

    /// <summary>The score in doubles, and how far a float score may lie from it by the documented bound.</summary>
    internal static (double Value, double Bound) Exact(ActivationRows row, ReadOnlySpan<float> w, float bias)
    {
        double value = bias;
        double magnitude = Math.Abs(bias);
        double stored = 0.0;
        double largest = 0.0;
        float[] x = Values(row);
        for (int i = 0; i < x.Length; i++)
        {
            double product = (double)x[i] * w[i] * row.Scale;
            value += product;
            magnitude += Math.Abs(product);
            stored += Math.Abs(x[i]);
            largest = Math.Max(largest, Math.Abs(w[i]));
        }

        // The double sum rounds too, by far less; 2^-40 of the magnitude covers it at these lengths.
        double slack = magnitude * Math.Pow(2, -40);
        if (row.Type == ActivationType.Int8)
        {
            double quantisation = row.Scale * Integers(row, w).Step / 2 * stored;
            return (value, quantisation + (3 * UnitRoundoff * (magnitude + quantisation)) + slack);
        }

        int blocks = (x.Length + 15) / 16;
        double n = (((blocks + 3) / 4) | 1) + 8;
        return (value, (n * UnitRoundoff / (1 - (n * UnitRoundoff)) * magnitude) + (x.Length * ((LeastNormal * largest) + Math.Pow(2, -150))) + slack);
    }

    private static (long Sum, double Step) Integers(ActivationRows row, ReadOnlySpan<float> w)
    {
        ReadOnlySpan<sbyte> x = MemoryMarshal.Cast<byte, sbyte>(row.Bytes);
        double largest = 0.0;
        foreach (float weight in w)
        {
            largest = Math.Max(largest, Math.Abs((double)Counted(weight)));
        }

        double step = largest / 32_767;
        long sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * (largest == 0.0 ? 0L : (long)Math.Round(Counted(w[i]) / step, MidpointRounding.ToEven));
        }

        return (sum, step);
    }

    // NaN is not below anything and counts as itself.
    private static float Counted(float value) => Math.Abs(value) < LeastNormal ? 0f : value;

    private static float[] Values(ActivationRows row)
    {
        var values = new float[row.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = row.Type switch
            {
                ActivationType.Float32 => MemoryMarshal.Read<float>(row.Bytes[(4 * i)..]),
                ActivationType.Float16 => (float)MemoryMarshal.Read<Half>(row.Bytes[(2 * i)..]),
                ActivationType.BFloat16 => BitConverter.Int32BitsToSingle(MemoryMarshal.Read<ushort>(row.Bytes[(2 * i)..]) << 16),
                _ => (sbyte)row.Bytes[i],
            };
        }

        return values;
    }
}
