using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Escalation.Probes.Files;

/// <summary>Reads the entries of an <c>.npz</c> archive after all of them have been validated against each other.</summary>
internal static class NpzReader
{
    private const string Suffix = ".npy";
    private const string TorchPickle = "data.pkl";
    private const int LocalLength = 30;
    private const uint LocalSignature = 0x04034B50;

    /// <summary>How well the data were compressed, and whether names are UTF-8: the flags that change nothing here.</summary>
    private const ushort HarmlessFlags = 0x0806;
    private const ushort StreamedFlag = 0x0008;

    /// <summary>Below this size no ratio can exhaust memory.</summary>
    private const long RatioFrom = 64 << 10;

    internal static TensorArchive Read(Stream stream, long length, string fileName, TensorFileOptions options)
    {
        List<ZipEntry> entries = ZipDirectory.Read(stream, length, fileName, options, out long directoryOffset);
        RequireEntries(entries, fileName, options);
        entries.Sort((left, right) => left.Offset.CompareTo(right.Offset));
        var starts = new long[entries.Count];
        long position = 0;
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] = RequireLocal(stream, entries[i], position, directoryOffset, fileName);
            position = starts[i] + entries[i].CompressedLength;
        }

        if (position != directoryOffset)
        {
            throw ZipDirectory.Bad(fileName, "there are bytes between the last entry and the directory");
        }

        var tensors = new Tensor[starts.Length];
        for (int i = 0; i < starts.Length; i++)
        {
            tensors[i] = ReadEntry(stream, entries[i], starts[i], fileName, options);
        }

        return new TensorArchive(fileName, tensors, TensorFile.NoMetadata);
    }

    private static void RequireEntries(List<ZipEntry> entries, string fileName, TensorFileOptions options)
    {
        if (entries.Exists(entry => entry.Name.EndsWith(TorchPickle, StringComparison.Ordinal)))
        {
            throw ForeignFormat.Torched(fileName);
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        long total = 0;
        foreach (ZipEntry entry in entries)
        {
            RequireName(entry.Name, fileName);
            if (!names.Add(entry.Name))
            {
                throw new TensorFileException(fileName, TensorFileRule.DuplicateKey, $"the entry '{entry.Name}' occurs twice.");
            }

            RequireMethod(entry, fileName);
            total += Math.Min(entry.Length, long.MaxValue - total);
            TensorStream.RequireFits(total, fileName, options);
            if (entry.Length > RatioFrom && entry.Length / options.MaximumCompressionRatio > entry.CompressedLength)
            {
                throw new TensorFileException(fileName, TensorFileRule.CompressionRatio, string.Create(CultureInfo.InvariantCulture, $"the entry '{entry.Name}' announces {entry.Length} bytes from {entry.CompressedLength}, more than {options.MaximumCompressionRatio} times as many."));
            }
        }
    }

    private static void RequireName(string name, string fileName)
    {
        if (!name.EndsWith(Suffix, StringComparison.Ordinal) || name.Length == Suffix.Length || name.AsSpan().ContainsAny("/\\:\0"))
        {
            throw new TensorFileException(fileName, TensorFileRule.BadName, $"the entry '{name.Replace("\0", "\\0", StringComparison.Ordinal)}' is not the plain name of an array, name{Suffix}, without a path.");
        }
    }

    private static void RequireMethod(ZipEntry entry, string fileName)
    {
        if ((entry.Flags & StreamedFlag) != 0)
        {
            throw ZipDirectory.Bad(fileName, $"the sizes of '{entry.Name}' follow its data, since it was written to a stream that cannot seek; save it to a file");
        }

        if ((entry.Flags & ~HarmlessFlags) != 0)
        {
            throw ZipDirectory.Bad(fileName, $"the entry '{entry.Name}' is encrypted or patched");
        }

        if (entry.Method is not (ZipEntry.Stored or ZipEntry.Deflated))
        {
            throw ZipDirectory.Bad(fileName, string.Create(CultureInfo.InvariantCulture, $"the entry '{entry.Name}' is compressed with method {entry.Method}; stored (0) and deflated (8) are read"));
        }

        if (entry.Method == ZipEntry.Stored && entry.Length != entry.CompressedLength)
        {
            throw ZipDirectory.Bad(fileName, $"the entry '{entry.Name}' is stored, yet its two sizes differ");
        }
    }

    /// <summary>Holds an entry's own header against the directory and says where its data begin.</summary>
    private static long RequireLocal(Stream stream, ZipEntry entry, long position, long directoryOffset, string fileName)
    {
        if (entry.Offset != position || directoryOffset - position < LocalLength)
        {
            throw ZipDirectory.Bad(fileName, $"the entry '{entry.Name}' does not begin where the one before it ends");
        }

        var local = new ZipRecord(ZipDirectory.ReadAt(stream, position, LocalLength, fileName), fileName);
        bool same = local.UInt32() == LocalSignature;
        local.UInt16();
        same &= local.UInt16() == entry.Flags && local.UInt16() == entry.Method;
        local.UInt32();
        same &= local.UInt32() == entry.Checksum;
        ulong compressed = local.UInt32();
        ulong size = local.UInt32();
        (ushort nameLength, ushort extraLength) = (local.UInt16(), local.UInt16());
        long start = position + LocalLength + nameLength + extraLength;
        if (start > directoryOffset || entry.CompressedLength > directoryOffset - start)
        {
            throw ZipDirectory.Bad(fileName, $"the entry '{entry.Name}' reaches into the directory");
        }

        byte[] names = ZipDirectory.ReadAt(stream, position + LocalLength, nameLength + extraLength, fileName);
        ulong offset = 0;
        ZipSizes.Widen(names.AsSpan(nameLength), fileName, ref size, ref compressed, ref offset);
        same &= names.AsSpan(0, nameLength).SequenceEqual(Encoding.UTF8.GetBytes(entry.Name));
        same &= size == (ulong)entry.Length && compressed == (ulong)entry.CompressedLength;
        return same ? start : throw ZipDirectory.Bad(fileName, $"the entry '{entry.Name}' and the directory contradict each other");
    }

    private static Tensor ReadEntry(Stream stream, ZipEntry entry, long start, string fileName, TensorFileOptions options)
    {
        string name = entry.Name[..^Suffix.Length];
        string described = $"{fileName}: '{entry.Name}'";
        if (entry.Method == ZipEntry.Stored)
        {
            stream.Position = start;
            return ReadArray(stream, entry, name, fileName, described, options);
        }

        byte[] compressed = ZipDirectory.ReadAt(stream, start, TensorStream.RequireFits(entry.CompressedLength, fileName, options), fileName);
        using var bytes = new DeflatedEntry(compressed);
        using var inflater = new DeflateStream(bytes, CompressionMode.Decompress);
        try
        {
            Tensor tensor = ReadArray(inflater, entry, name, fileName, described, options);
            RequireEnd(inflater, bytes, described);
            return tensor;
        }
        catch (InvalidDataException exception)
        {
            throw ZipDirectory.Bad(described, $"it does not inflate: {exception.Message}");
        }
    }

    private static void RequireEnd(DeflateStream inflater, DeflatedEntry bytes, string described)
    {
        if (inflater.ReadByte() >= 0)
        {
            throw ZipDirectory.Bad(described, "it inflates to more than its announced size");
        }

        if (!bytes.EndsWithItsStream)
        {
            throw ZipDirectory.Bad(described, bytes.HasMore ? "bytes follow the end of its deflated stream" : "its deflated stream has no end");
        }
    }

    private static Tensor ReadArray(Stream stream, ZipEntry entry, string name, string fileName, string described, TensorFileOptions options)
    {
        Tensor tensor = NpyReader.Read(stream, entry.Length, name, described, options, out byte[] preamble);
        return Crc32.Append(Crc32.Append(0, preamble), tensor.Bytes) == entry.Checksum
            ? tensor.From(fileName)
            : throw ZipDirectory.Bad(described, "its content does not match its checksum");
    }
}
