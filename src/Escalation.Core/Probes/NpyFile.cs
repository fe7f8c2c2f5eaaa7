using System.Buffers.Binary;
using System.Globalization;

namespace Escalation.Probes;

/// <summary>Reads <c>.npy</c> files strictly: whatever the format does not promise is refused, with the rule it breaks.</summary>
/// <remarks>
/// Format versions 1.0, 2.0 and 3.0 (numpy/lib/_format_impl.py). Stricter than numpy in two points: bytes behind the last element and records are
/// refused. Python objects, that is pickles, are always refused. Lengths are checked before anything is allocated from them.
/// </remarks>
public static class NpyFile
{
    /// <summary>The longest header that is read, in bytes; numpy itself stops at the same length.</summary>
    public const int MaximumHeaderLength = 10_000;

    private const byte FirstByte = 0x93;
    private const int PrefixOfVersion1 = 10;
    private const int LongestPrefix = 12;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="TensorFileException">Thrown when the file breaks a rule of the format.</exception>
    /// <exception cref="IOException">Thrown when the file cannot be read.</exception>
    public static NpyArray Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        return Read(stream, stream.Length, path);
    }

    /// <summary>Reads an array from bytes. They are copied.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="fileName">What to call it in errors.</param>
    /// <exception cref="TensorFileException">Thrown when the bytes break a rule of the format.</exception>
    public static NpyArray Parse(byte[] bytes, string fileName)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        using var stream = new MemoryStream(bytes, writable: false);
        return Read(stream, bytes.Length, fileName);
    }

    private static NpyArray Read(Stream stream, long length, string fileName)
    {
        Span<byte> prefix = stackalloc byte[LongestPrefix];
        ReadExactly(stream, prefix[..PrefixOfVersion1], fileName);
        if (prefix[0] != FirstByte || !prefix[1..].StartsWith("NUMPY"u8))
        {
            throw new TensorFileException(fileName, TensorFileRule.BadMagic, "this is not a .npy file: it does not begin with 0x93 NUMPY.");
        }

        int prefixLength = ReadPrefix(stream, prefix, fileName);
        uint headerLength = prefixLength == PrefixOfVersion1
            ? BinaryPrimitives.ReadUInt16LittleEndian(prefix[8..])
            : BinaryPrimitives.ReadUInt32LittleEndian(prefix[8..]);
        if (headerLength > MaximumHeaderLength)
        {
            throw new TensorFileException(fileName, TensorFileRule.HeaderTooLarge, string.Create(CultureInfo.InvariantCulture, $"the header has {headerLength} bytes; the most is {MaximumHeaderLength}."));
        }

        var headerText = new byte[headerLength];
        ReadExactly(stream, headerText, fileName);
        NpyHeader header = NpyHeaderParser.Parse(headerText, fileName);
        int count = header.CountElements(fileName);
        RequireLength(length - prefixLength - headerLength, (long)count * header.Type.Size, fileName);
        var payload = new byte[count * header.Type.Size];
        ReadExactly(stream, payload, fileName);
        return new NpyArray(fileName, header, count, payload);
    }

    private static int ReadPrefix(Stream stream, Span<byte> prefix, string fileName)
    {
        switch (prefix[6], prefix[7])
        {
            case (1, 0):
                return PrefixOfVersion1;
            case (2, 0) or (3, 0):
                ReadExactly(stream, prefix[PrefixOfVersion1..], fileName);
                return LongestPrefix;
            default:
                throw new TensorFileException(fileName, TensorFileRule.BadVersion, string.Create(CultureInfo.InvariantCulture, $"format version {prefix[6]}.{prefix[7]} is unknown; 1.0, 2.0 and 3.0 are read."));
        }
    }

    private static void RequireLength(long present, long announced, string fileName)
    {
        if (present < announced)
        {
            throw new TensorFileException(fileName, TensorFileRule.Truncated, string.Create(CultureInfo.InvariantCulture, $"the header announces {announced} bytes of data, but only {Math.Max(present, 0)} follow."));
        }

        if (present > announced)
        {
            throw new TensorFileException(fileName, TensorFileRule.TrailingData, string.Create(CultureInfo.InvariantCulture, $"the header announces {announced} bytes of data, but {present} follow."));
        }
    }

    private static void ReadExactly(Stream stream, Span<byte> destination, string fileName)
    {
        if (stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false) < destination.Length)
        {
            throw new TensorFileException(fileName, TensorFileRule.Truncated, "the file ends too early.");
        }
    }
}
