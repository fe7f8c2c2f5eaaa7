using System.Buffers.Binary;
using System.Globalization;

namespace Escalation.Probes.Files;

/// <summary>Reads the <c>.npy</c> format from a stream that begins with it.</summary>
internal static class NpyReader
{
    private const byte FirstByte = 0x93;
    private const int PrefixOfVersion1 = 10;
    private const int LongestPrefix = 12;

    internal static bool IsNpy(ReadOnlySpan<byte> start) => start.Length >= 6 && start[0] == FirstByte && start[1..].StartsWith("NUMPY"u8);

    /// <summary>Reads the whole array.</summary>
    /// <param name="stream">A stream at the array's first byte.</param>
    /// <param name="length">How many bytes belong to the array.</param>
    /// <param name="name">What to call the tensor.</param>
    /// <param name="fileName">What to call the file in errors.</param>
    /// <param name="options">The limits.</param>
    /// <param name="preamble">The bytes before the elements.</param>
    internal static Tensor Read(Stream stream, long length, string name, string fileName, TensorFileOptions options, out byte[] preamble)
    {
        NpyHeader header = ReadHeader(stream, length, fileName, options, out preamble);
        long count = header.CountElements(fileName, Array.MaxLength);
        RequireLength(length - preamble.Length, count * header.Type.Size, fileName);
        var payload = new byte[TensorStream.RequireFits(count * header.Type.Size, fileName, options)];
        TensorStream.ReadExactly(stream, payload, fileName);
        return new Tensor(name, fileName, header.Type, header.Shape, header.FortranOrder, payload);
    }

    /// <summary>Reads up to the first element.</summary>
    internal static NpyHeader ReadHeader(Stream stream, long length, string fileName, TensorFileOptions options, out byte[] preamble)
    {
        Span<byte> prefix = stackalloc byte[LongestPrefix];
        Take(stream, prefix[..PrefixOfVersion1], ref length, fileName);
        if (!IsNpy(prefix))
        {
            throw ForeignFormat.ByContent(fileName, prefix[..PrefixOfVersion1])
                ?? new TensorFileException(fileName, TensorFileRule.BadMagic, "this is not a .npy file: it does not begin with 0x93 NUMPY.");
        }

        int prefixLength = PrefixOfVersion1;
        if ((prefix[6], prefix[7]) is (2, 0) or (3, 0))
        {
            Take(stream, prefix[PrefixOfVersion1..], ref length, fileName);
            prefixLength = LongestPrefix;
        }
        else if ((prefix[6], prefix[7]) != (1, 0))
        {
            throw new TensorFileException(fileName, TensorFileRule.BadVersion, string.Create(CultureInfo.InvariantCulture, $"format version {prefix[6]}.{prefix[7]} is unknown; 1.0, 2.0 and 3.0 are read."));
        }

        uint headerLength = prefixLength == PrefixOfVersion1
            ? BinaryPrimitives.ReadUInt16LittleEndian(prefix[8..])
            : BinaryPrimitives.ReadUInt32LittleEndian(prefix[8..]);
        if (headerLength > options.MaximumNpyHeaderBytes)
        {
            throw new TensorFileException(fileName, TensorFileRule.HeaderTooLarge, string.Create(CultureInfo.InvariantCulture, $"the header has {headerLength} bytes; the most is {options.MaximumNpyHeaderBytes}."));
        }

        RequireRest(length, headerLength, fileName);
        preamble = new byte[prefixLength + (int)headerLength];
        prefix[..prefixLength].CopyTo(preamble);
        TensorStream.ReadExactly(stream, preamble.AsSpan(prefixLength), fileName);
        return NpyHeaderParser.Parse(preamble.AsSpan(prefixLength), fileName, options);
    }

    internal static void RequireLength(long present, long announced, string fileName)
    {
        if (present < announced)
        {
            throw new TensorFileException(fileName, TensorFileRule.Truncated, string.Create(CultureInfo.InvariantCulture, $"the header announces {announced} bytes of data, but only {present} follow."));
        }

        if (present > announced)
        {
            throw new TensorFileException(fileName, TensorFileRule.TrailingData, string.Create(CultureInfo.InvariantCulture, $"the header announces {announced} bytes of data, but {present} follow."));
        }
    }

    private static void Take(Stream stream, Span<byte> destination, ref long length, string fileName)
    {
        RequireRest(length, destination.Length, fileName);
        TensorStream.ReadExactly(stream, destination, fileName);
        length -= destination.Length;
    }

    private static void RequireRest(long rest, long needed, string fileName)
    {
        if (rest < needed)
        {
            throw new TensorFileException(fileName, TensorFileRule.Truncated, "the file ends too early.");
        }
    }
}
