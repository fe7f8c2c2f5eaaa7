namespace Escalation.Probes.Files;

/// <summary>Puts elements into row-major order with the least significant byte first.</summary>
internal static class TensorLayout
{
    internal static byte[] ToRowMajor(ReadOnlySpan<byte> bytes, StoredType stored, ReadOnlySpan<long> shape, bool fortranOrder)
    {
        var ordered = new byte[bytes.Length];
        if (fortranOrder)
        {
            Transpose(bytes, stored.Size, shape, ordered);
        }
        else
        {
            bytes.CopyTo(ordered);
        }

        if (stored.BigEndian)
        {
            for (int i = 0; i < ordered.Length; i += stored.ScalarSize)
            {
                ordered.AsSpan(i, stored.ScalarSize).Reverse();
            }
        }

        return ordered;
    }

    /// <summary>In the file the first index runs fastest; here the last one does.</summary>
    private static void Transpose(ReadOnlySpan<byte> bytes, int size, ReadOnlySpan<long> shape, Span<byte> ordered)
    {
        var indices = new long[shape.Length];
        for (int i = 0; i < ordered.Length; i += size)
        {
            long position = 0;
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                position = (position * shape[axis]) + indices[axis];
            }

            bytes.Slice((int)position * size, size).CopyTo(ordered[i..]);
            for (int axis = shape.Length - 1; axis >= 0 && ++indices[axis] == shape[axis]; axis--)
            {
                indices[axis] = 0;
            }
        }
    }
}
