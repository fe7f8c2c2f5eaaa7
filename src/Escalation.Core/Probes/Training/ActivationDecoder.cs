using System.Runtime.InteropServices;
using Escalation.Learning.Wide;

namespace Escalation.Probes.Training;

/// <summary>Widens stored activations to 32-bit floats, row by row, exactly.</summary>
internal static class ActivationDecoder
{
    internal static WideMatrixBuilder Decode(ActivationRows activations, CancellationToken cancellationToken)
    {
        var builder = new WideMatrixBuilder(activations.Rows, activations.Length);
        int rowBytes = activations.Length * ActivationRows.SizeOf(activations.Type);
        for (int i = 0; i < activations.Rows; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Decode(activations.Bytes.Slice(i * rowBytes, rowBytes), activations.Type, activations.Scale, builder.Row(i));
        }

        return builder;
    }

    internal static void Decode(ReadOnlySpan<byte> bytes, ActivationType type, float scale, Span<float> row)
    {
        switch (type)
        {
            case ActivationType.Float32:
                bytes.CopyTo(MemoryMarshal.AsBytes(row));
                break;
            case ActivationType.Float16:
                for (int j = 0; j < row.Length; j++)
                {
                    row[j] = (float)MemoryMarshal.Read<Half>(bytes[(2 * j)..]);
                }

                break;
            case ActivationType.BFloat16:
                for (int j = 0; j < row.Length; j++)
                {
                    row[j] = BitConverter.UInt32BitsToSingle((uint)MemoryMarshal.Read<ushort>(bytes[(2 * j)..]) << 16);
                }

                break;
            default:
                for (int j = 0; j < row.Length; j++)
                {
                    row[j] = (sbyte)bytes[j] * scale;
                }

                break;
        }
    }
}
