using System.Buffers.Binary;

namespace Escalation.Probes;

/// <summary>Decodes one element of a <c>.npy</c> payload.</summary>
internal static class NpyDecoder
{
    /// <summary>The largest integer up to which each integer is a double of its own: 2^53.</summary>
    private const long ExactLimit = 1L << 53;

    internal static double Decode(ReadOnlySpan<byte> element, NpyType type, string fileName, int index)
    {
        switch (type.Element)
        {
            case NpyElementType.Float32:
                return type.BigEndian ? BinaryPrimitives.ReadSingleBigEndian(element) : BinaryPrimitives.ReadSingleLittleEndian(element);
            case NpyElementType.Float64:
                return type.BigEndian ? BinaryPrimitives.ReadDoubleBigEndian(element) : BinaryPrimitives.ReadDoubleLittleEndian(element);
            case NpyElementType.Float16:
                return (double)(type.BigEndian ? BinaryPrimitives.ReadHalfBigEndian(element) : BinaryPrimitives.ReadHalfLittleEndian(element));
            case NpyElementType.Boolean:
                return element[0] <= 1 ? element[0] : throw new TensorFileException(fileName, TensorFileRule.ValueNotRepresentable, $"element {index} is neither false (0) nor true (1).");
            case NpyElementType.UInt8:
                return element[0];
            case NpyElementType.Int8:
                return (sbyte)element[0];
            case NpyElementType.UInt16:
                return type.BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(element) : BinaryPrimitives.ReadUInt16LittleEndian(element);
            case NpyElementType.Int16:
                return type.BigEndian ? BinaryPrimitives.ReadInt16BigEndian(element) : BinaryPrimitives.ReadInt16LittleEndian(element);
            case NpyElementType.UInt32:
                return type.BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(element) : BinaryPrimitives.ReadUInt32LittleEndian(element);
            case NpyElementType.Int32:
                return type.BigEndian ? BinaryPrimitives.ReadInt32BigEndian(element) : BinaryPrimitives.ReadInt32LittleEndian(element);
            default:
                long value = type.BigEndian ? BinaryPrimitives.ReadInt64BigEndian(element) : BinaryPrimitives.ReadInt64LittleEndian(element);
                return value is >= -ExactLimit and <= ExactLimit
                    ? value
                    : throw new TensorFileException(fileName, TensorFileRule.ValueNotRepresentable, $"element {index} exceeds 53 bits.");
        }
    }
}
