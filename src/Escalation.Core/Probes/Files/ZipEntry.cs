namespace Escalation.Probes.Files;

/// <summary>An entry of a zip archive as its directory describes it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Flags">The general purpose flags.</param>
/// <param name="Method">0 for stored, 8 for deflated.</param>
/// <param name="Checksum">The CRC-32 of the content.</param>
/// <param name="CompressedLength">The bytes that it takes in the archive.</param>
/// <param name="Length">The bytes of the content.</param>
/// <param name="Offset">Where the entry begins, with a header of its own.</param>
internal sealed record ZipEntry(string Name, ushort Flags, ushort Method, uint Checksum, long CompressedLength, long Length, long Offset)
{
    internal const ushort Stored = 0;
    internal const ushort Deflated = 8;
}
