using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Escalation.Probes.Files;

/// <summary>Reads the directory at the end of a zip archive (APPNOTE 6.3.10, sections 4.3 and 4.5), with the 64-bit sizes that numpy writes.</summary>
/// <remarks>Only what one writer in one pass produces is accepted: one disk, no comment, no encryption, nothing before, between or behind the parts.</remarks>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int LocatorLength = 20;
    private const int End64Length = 56;
    private const uint EndSignature = 0x06054B50;
    private const uint LocatorSignature = 0x07064B50;
    private const uint End64Signature = 0x06064B50;
    private const uint EntrySignature = 0x02014B50;

    /// <summary>Reads the entries, in the order of the directory.</summary>
    /// <param name="stream">The archive.</param>
    /// <param name="length">Its length.</param>
    /// <param name="fileName">What to call it in errors.</param>
    /// <param name="options">The limits.</param>
    /// <param name="directoryOffset">Where the directory begins, and with it the end of the entries.</param>
    internal static List<ZipEntry> Read(Stream stream, long length, string fileName, TensorFileOptions options, out long directoryOffset)
    {
        if (length < EndLength)
        {
            throw new TensorFileException(fileName, TensorFileRule.Truncated, "the file is too short for a zip archive.");
        }

        (ulong count, ulong size, ulong offset, long position) = ReadEnd(stream, length, fileName);
        if (offset > (ulong)position || size != (ulong)position - offset)
        {
            throw Bad(fileName, "the directory does not lie right before the end record");
        }

        if (count > (ulong)options.MaximumTensors)
        {
            throw new TensorFileException(fileName, TensorFileRule.TooManyTensors, string.Create(CultureInfo.InvariantCulture, $"the archive has {count} entries; the most is {options.MaximumTensors}."));
        }

        if (size > (ulong)options.MaximumHeaderBytes)
        {
            throw new TensorFileException(fileName, TensorFileRule.HeaderTooLarge, string.Create(CultureInfo.InvariantCulture, $"the directory has {size} bytes; the most is {options.MaximumHeaderBytes}."));
        }

        directoryOffset = (long)offset;
        var record = new ZipRecord(ReadAt(stream, directoryOffset, (int)size, fileName), fileName);
        var entries = new List<ZipEntry>();
        for (ulong i = 0; i < count; i++)
        {
            entries.Add(ReadEntry(ref record, fileName));
        }

        return record.AtEnd ? entries : throw Bad(fileName, "the directory holds more than its entries");
    }

    internal static byte[] ReadAt(Stream stream, long offset, int count, string fileName)
    {
        var bytes = new byte[count];
        stream.Position = offset;
        TensorStream.ReadExactly(stream, bytes, fileName);
        return bytes;
    }

    internal static TensorFileException Bad(string fileName, string detail) => new(fileName, TensorFileRule.BadArchive, $"not the zip archive that numpy writes: {detail}.");

    private static (ulong Count, ulong Size, ulong Offset, long Position) ReadEnd(Stream stream, long length, string fileName)
    {
        long position = length - EndLength;
        var end = new ZipRecord(ReadAt(stream, position, EndLength, fileName), fileName);
        if (end.UInt32() != EndSignature)
        {
            throw ForeignFormat.ByContent(fileName, ReadAt(stream, 0, 8, fileName)) ?? Bad(fileName, "it does not end with the end record; it is cut, has a comment, or is no zip archive");
        }

        (ushort disk, ushort directoryDisk, ushort here) = (end.UInt16(), end.UInt16(), end.UInt16());
        (ulong count, ulong size, ulong offset) = (end.UInt16(), end.UInt32(), end.UInt32());
        if (disk != 0 || directoryDisk != 0 || here != count || end.UInt16() != 0)
        {
            throw Bad(fileName, "the end record is of an archive of several parts or with a comment");
        }

        return count == ushort.MaxValue || size == uint.MaxValue || offset == uint.MaxValue
            ? ReadEnd64(stream, position - LocatorLength, fileName)
            : (count, size, offset, position);
    }

    private static (ulong Count, ulong Size, ulong Offset, long Position) ReadEnd64(Stream stream, long locatorPosition, string fileName)
    {
        long position = locatorPosition - End64Length;
        if (position < 0)
        {
            throw Bad(fileName, "the 64-bit end record is missing");
        }

        var locator = new ZipRecord(ReadAt(stream, locatorPosition, LocatorLength, fileName), fileName);
        if (locator.UInt32() != LocatorSignature || locator.UInt32() != 0 || locator.UInt64() != (ulong)position || locator.UInt32() != 1)
        {
            throw Bad(fileName, "the 64-bit end record is not where it must be");
        }

        var end = new ZipRecord(ReadAt(stream, position, End64Length, fileName), fileName);
        bool known = end.UInt32() == End64Signature && end.UInt64() == End64Length - 12;
        end.UInt32();
        known &= end.UInt32() == 0 && end.UInt32() == 0;
        (ulong here, ulong count, ulong size, ulong offset) = (end.UInt64(), end.UInt64(), end.UInt64(), end.UInt64());
        return known && here == count ? (count, size, offset, position) : throw Bad(fileName, "the 64-bit end record is of an archive of several parts or of another version");
    }

    private static ZipEntry ReadEntry(ref ZipRecord record, string fileName)
    {
        if (record.UInt32() != EntrySignature)
        {
            throw Bad(fileName, "an entry of the directory has no signature");
        }

        record.Bytes(4);
        (ushort flags, ushort method) = (record.UInt16(), record.UInt16());
        record.Bytes(4);
        uint checksum = record.UInt32();
        ulong compressed = record.UInt32();
        ulong size = record.UInt32();
        (ushort nameLength, ushort extraLength, ushort commentLength, ushort disk) = (record.UInt16(), record.UInt16(), record.UInt16(), record.UInt16());
        record.Bytes(6);
        ulong offset = record.UInt32();
        ReadOnlySpan<byte> name = record.Bytes(nameLength);
        ZipSizes.Widen(record.Bytes(extraLength), fileName, ref size, ref compressed, ref offset);
        record.Bytes(commentLength);
        if (disk != 0 || compressed > long.MaxValue || size > long.MaxValue || offset > long.MaxValue)
        {
            throw Bad(fileName, "an entry lies on another disk or has an impossible size");
        }

        return Utf8.IsValid(name)
            ? new ZipEntry(Encoding.UTF8.GetString(name), flags, method, checksum, (long)compressed, (long)size, (long)offset)
            : throw new TensorFileException(fileName, TensorFileRule.BadName, "the name of an entry is not UTF-8.");
    }
}
