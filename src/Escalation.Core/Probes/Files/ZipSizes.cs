namespace Escalation.Probes.Files;

/// <summary>The 64-bit sizes of zip entries (APPNOTE 4.5.3): an extra field holds those whose 32-bit field is full, in a fixed order.</summary>
internal static class ZipSizes
{
    private const ushort Zip64Id = 1;

    internal static void Widen(ReadOnlySpan<byte> extra, string fileName, ref ulong size, ref ulong compressed, ref ulong offset)
    {
        var fields = new ZipRecord(extra, fileName);
        while (!fields.AtEnd)
        {
            ushort id = fields.UInt16();
            ReadOnlySpan<byte> content = fields.Bytes(fields.UInt16());
            if (id != Zip64Id)
            {
                continue;
            }

            var sizes = new ZipRecord(content, fileName);
            size = size == uint.MaxValue ? sizes.UInt64() : size;
            compressed = compressed == uint.MaxValue ? sizes.UInt64() : compressed;
            offset = offset == uint.MaxValue ? sizes.UInt64() : offset;
            return;
        }
    }
}
