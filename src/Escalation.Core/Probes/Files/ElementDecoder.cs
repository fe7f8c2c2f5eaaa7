using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Escalation.Probes.Files;

/// <summary>Decodes single elements, stored with the least significant byte first.</summary>
internal static class ElementDecoder
{
    /// <summary>The largest integer up to which each integer is a double of its own: 2^53.</summary>
    private const long ExactLimit = 1L << 53;

    internal static double ToDouble(ReadOnlySpan<byte> element, TensorType type, string fileName, int index) => type switch
    {
        TensorType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(element),
        TensorType.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(element),
        TensorType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(element),
        TensorType.BFloat16 => NarrowFloat.FromBFloat16(BinaryPrimitives.ReadUInt16LittleEndian(element)),
        TensorType.Float8E4M3 => NarrowFloat.FromFloat8E4M3(element[0]),
        TensorType.Float8E5M2 => NarrowFloat.FromFloat8E5M2(element[0]),
        TensorType.Boolean => element[0] <= 1 ? element[0] : throw NotRepresentable(fileName, index, "is neither false (0) nor true (1)"),
        TensorType.UInt8 => element[0],
        TensorType.Int8 => (sbyte)element[0],
        TensorType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(element),
        TensorType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(element),
        TensorType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(element),
        TensorType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(element),
        TensorType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(element) is var value and >= -ExactLimit and <= ExactLimit ? value : throw NotRepresentable(fileName, index, "exceeds 53 bits"),
        TensorType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(element) is var value and <= ExactLimit ? value : throw NotRepresentable(fileName, index, "exceeds 53 bits"),
        _ => throw new TensorFileException(fileName, TensorFileRule.UnsupportedType, "the elements are text, not numbers."),
    };

    /// <summary>Reads UTF-32 up to the zeros that pad it.</summary>
    internal static string ToText(ReadOnlySpan<byte> element, string fileName, int index)
    {
        int end = element.Length;
        while (end > 0 && BinaryPrimitives.ReadUInt32LittleEndian(element[(end - 4)..]) == 0)
        {
            end -= 4;
        }

        var text = new StringBuilder(end / 4);
        for (int i = 0; i < end; i += 4)
        {
            uint codePoint = BinaryPrimitives.ReadUInt32LittleEndian(element[i..]);
            if (!Rune.IsValid(codePoint))
            {
                throw NotRepresentable(fileName, index, string.Create(CultureInfo.InvariantCulture, $"holds 0x{codePoint:X}, which is no character"));
            }

            text.Append(new Rune(codePoint).ToString());
        }

        return text.ToString();
    }

    internal static TensorFileException NotRepresentable(string fileName, int index, string why) =>
        new(fileName, TensorFileRule.ValueNotRepresentable, string.Create(CultureInfo.InvariantCulture, $"element {index} {why}."));
}
