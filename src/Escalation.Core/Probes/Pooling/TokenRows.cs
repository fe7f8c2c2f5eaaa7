using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Escalation.Probes.Pooling;

/// <summary>Reads single rows of stored activations as 32-bit floats.</summary>
internal static class TokenRows
{
    internal static void RequireLength(int actual, int expected, string name)
    {
        if (actual != expected)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} must have {expected} activations for each token, but has {actual}."), name);
        }
    }

    internal static void RequireRows(ActivationRows tokens, int expected, string name)
    {
        if (tokens.Rows > 0)
        {
            RequireLength(tokens.Length, expected, name);
        }
    }

    internal static void Widen(ActivationRows row, Span<float> token)
    {
        ReadOnlySpan<byte> bytes = row.Bytes;
        switch (row.Type)
        {
            case ActivationType.Float32:
                bytes.CopyTo(MemoryMarshal.AsBytes(token));
                break;
            case ActivationType.Float16:
                TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), token);
                break;
            case ActivationType.BFloat16:
                ReadOnlySpan<ushort> bits = MemoryMarshal.Cast<byte, ushort>(bytes);
                for (int i = 0; i < token.Length; i++)
                {
                    token[i] = BitConverter.UInt32BitsToSingle((uint)bits[i] << 16);
                }

                break;
            default:
                for (int i = 0; i < token.Length; i++)
                {
                    token[i] = (sbyte)bytes[i] * row.Scale;
                }

                break;
        }
    }
}
