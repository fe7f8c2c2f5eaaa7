using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text.Unicode;

namespace Escalation.Journal;

/// <summary>The CRC-32C of a JSON object, as its last member <c>,"crc":"xxxxxxxx"</c>: for journals whose records have no hash of their own. It finds damage, not forgery.</summary>
/// <remarks>The checksum (polynomial of Castagnoli, as in RFC 3720, section 12.1) is over the bytes before that member, the opening brace included.</remarks>
internal static class LineChecksum
{
    private const int Digits = 8;

    private static int SuffixLength => Opening.Length + Digits + Closing.Length;

    private static ReadOnlySpan<byte> Opening => ",\"crc\":\""u8;

    private static ReadOnlySpan<byte> Closing => "\"}"u8;

    /// <summary>The object with its checksum.</summary>
    /// <param name="json">An object with at least one member.</param>
    internal static byte[] Seal(ReadOnlySpan<byte> json)
    {
        ReadOnlySpan<byte> content = json[..^1];
        byte[] line = new byte[content.Length + SuffixLength];
        content.CopyTo(line);
        WriteSuffix(content, line.AsSpan(content.Length));
        return line;
    }

    internal static bool IsSealed(ReadOnlySpan<byte> line)
    {
        if (line.Length <= SuffixLength)
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[SuffixLength];
        WriteSuffix(line[..^SuffixLength], expected);
        return line.EndsWith(expected);
    }

    internal static uint Compute(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte one in bytes)
        {
            crc = BitOperations.Crc32C(crc, one);
        }

        return ~crc;
    }

    private static void WriteSuffix(ReadOnlySpan<byte> content, Span<byte> suffix)
    {
        Opening.CopyTo(suffix);
        Utf8.TryWrite(suffix[Opening.Length..], CultureInfo.InvariantCulture, $"{Compute(content):x8}", out _);
        Closing.CopyTo(suffix[(Opening.Length + Digits)..]);
    }
}
