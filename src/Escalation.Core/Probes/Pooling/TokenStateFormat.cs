using System.Buffers.Binary;
using System.Text;

namespace Escalation.Probes.Pooling;

/// <summary>An accumulator's state as bytes, version 1: so much that a sequence can go on elsewhere and end in the same bits.</summary>
/// <remarks>Little-endian: the four letters ETKS, the version, the length of the name and the name in UTF-8, the width, the count of tokens (64 bits), then the doubles of the state and of the taint as their bits.</remarks>
internal static class TokenStateFormat
{
    private const int Version = 1;
    private const int HeaderBytes = 24;

    private static ReadOnlySpan<byte> Magic => "ETKS"u8;

    internal static byte[] Save(TokenAccumulator accumulator)
    {
        byte[] name = Encoding.UTF8.GetBytes(accumulator.Name);
        byte[] bytes = new byte[Size(accumulator, name.Length)];
        Span<byte> rest = bytes;
        Magic.CopyTo(rest);
        BinaryPrimitives.WriteInt32LittleEndian(rest[4..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(rest[8..], name.Length);
        BinaryPrimitives.WriteInt32LittleEndian(rest[12..], accumulator.Width);
        BinaryPrimitives.WriteInt64LittleEndian(rest[16..], accumulator.Count);
        rest = rest[HeaderBytes..];
        name.CopyTo(rest);
        rest = Write(rest[name.Length..], accumulator.State);
        Write(rest, accumulator.Taint);
        return bytes;
    }

    internal static void Load(TokenAccumulator accumulator, ReadOnlySpan<byte> saved)
    {
        if (saved.Length < HeaderBytes || !saved[..4].SequenceEqual(Magic))
        {
            throw new FormatException("These bytes are not the saved state of a token accumulator.");
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(saved[4..]);
        if (version != Version)
        {
            throw new FormatException(FormattableString.Invariant($"The state has version {version}; this library reads version {Version}."));
        }

        byte[] name = Encoding.UTF8.GetBytes(accumulator.Name);
        int nameLength = BinaryPrimitives.ReadInt32LittleEndian(saved[8..]);
        if (nameLength < 0 || nameLength > saved.Length - HeaderBytes || !saved.Slice(HeaderBytes, nameLength).SequenceEqual(name))
        {
            throw new FormatException($"The state was not saved by '{accumulator.Name}'.");
        }

        int width = BinaryPrimitives.ReadInt32LittleEndian(saved[12..]);
        long count = BinaryPrimitives.ReadInt64LittleEndian(saved[16..]);
        if (width != accumulator.Width || count < 0 || saved.Length != Size(accumulator, name.Length))
        {
            throw new FormatException(FormattableString.Invariant($"The state is of width {width} with {count} tokens in {saved.Length} bytes; a state of width {accumulator.Width} takes {Size(accumulator, name.Length)} bytes."));
        }

        ReadOnlySpan<byte> rest = Read(saved[(HeaderBytes + nameLength)..], accumulator.State);
        Read(rest, accumulator.Taint);
        accumulator.Restore(count);
    }

    private static int Size(TokenAccumulator accumulator, int nameLength) =>
        checked(HeaderBytes + nameLength + (sizeof(double) * (accumulator.State.Length + accumulator.Taint.Length)));

    private static Span<byte> Write(Span<byte> destination, ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(destination, value);
            destination = destination[sizeof(double)..];
        }

        return destination;
    }

    private static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> source, Span<double> values)
    {
        foreach (ref double value in values)
        {
            value = BinaryPrimitives.ReadDoubleLittleEndian(source);
            source = source[sizeof(double)..];
        }

        return source;
    }
}
