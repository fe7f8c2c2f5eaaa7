using System.Buffers.Binary;

namespace Escalation.Triggers.Loops;

/// <summary>Text as little-endian UTF-16 and back, broken surrogate pairs included.</summary>
internal static class Utf16Bytes
{
    internal static byte[] Of(ReadOnlySpan<char> text)
    {
        byte[] bytes = new byte[text.Length * sizeof(char)];
        for (int i = 0; i < text.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(i * sizeof(char)), text[i]);
        }

        return bytes;
    }

    /// <exception cref="FormatException">Thrown when the number of bytes is odd.</exception>
    internal static char[] Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % sizeof(char) != 0)
        {
            throw new FormatException($"UTF-16 text has an even number of bytes, but there are {bytes.Length}.");
        }

        char[] text = new char[bytes.Length / sizeof(char)];
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (char)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(i * sizeof(char))..]);
        }

        return text;
    }
}
