using System.Buffers.Binary;
using Escalation.Probes;

namespace Escalation.Core.Tests.Probes.Kernels;

/// <summary>Deterministic activations and weights, among them what rounds, cancels, underflows and overflows.</summary>
internal static class Draws
{
    internal static readonly ActivationType[] Types = Enum.GetValues<ActivationType>();

    /// <summary>Ordinary numbers.</summary>
    internal static void Fill(Random random, ActivationType type, Span<byte> bytes)
    {
        int size = ActivationRows.SizeOf(type);
        for (int i = 0; i < bytes.Length / size; i++)
        {
            Write(type, bytes[(i * size)..], (float)((random.NextDouble() * 4.0) - 2.0));
        }
    }

    /// <summary>Any bits at all, but few that are not finite: half of the numbers lie near the ends of the range.</summary>
    internal static void FillWild(Random random, ActivationType type, Span<byte> bytes)
    {
        random.NextBytes(bytes);
        int size = ActivationRows.SizeOf(type);
        for (int i = 0; i < bytes.Length / size; i++)
        {
            int kind = random.Next(64);
            if (kind > 2 && (kind % 2 == 0 || !IsFinite(type, bytes[(i * size)..])))
            {
                float tiny = MathF.ScaleB((float)(random.NextDouble() - 0.5), kind % 3 == 0 ? -14 : kind % 5 == 0 ? -140 : 4);
                Write(type, bytes[(i * size)..], tiny);
            }
        }
    }

    internal static float[] Weights(Random random, int length, bool wild)
    {
        var weights = new float[length];
        for (int i = 0; i < length; i++)
        {
            weights[i] = (float)((random.NextDouble() * 2.0) - 1.0);
            if (wild && random.Next(4) == 0)
            {
                weights[i] = MathF.ScaleB(weights[i], random.Next(-149, 16));
            }
        }

        return weights;
    }

    internal static void Write(ActivationType type, Span<byte> target, float value)
    {
        switch (type)
        {
            case ActivationType.Float32:
                BinaryPrimitives.WriteSingleLittleEndian(target, value);
                break;
            case ActivationType.Float16:
                BinaryPrimitives.WriteHalfLittleEndian(target, (Half)value);
                break;
            case ActivationType.BFloat16:
                BinaryPrimitives.WriteUInt16LittleEndian(target, (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16));
                break;
            default:
                target[0] = (byte)(sbyte)Math.Clamp(value * 64f, -128f, 127f);
                break;
        }
    }

    private static bool IsFinite(ActivationType type, ReadOnlySpan<byte> number) => type switch
    {
        ActivationType.Float32 => float.IsFinite(BinaryPrimitives.ReadSingleLittleEndian(number)),
        ActivationType.Float16 => Half.IsFinite(BinaryPrimitives.ReadHalfLittleEndian(number)),
        ActivationType.BFloat16 => (BinaryPrimitives.ReadUInt16LittleEndian(number) & 0x7F80) != 0x7F80,
        _ => true,
    };
}
