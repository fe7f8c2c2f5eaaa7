using System.Buffers.Binary;

namespace Escalation.Probes.Files;

/// <summary>Reads little-endian fields of a zip record one after the other, never beyond its end.</summary>
internal ref struct ZipRecord
{
    private readonly string _fileName;
    private ReadOnlySpan<byte> _rest;

    internal ZipRecord(ReadOnlySpan<byte> bytes, string fileName)
    {
        _rest = bytes;
        _fileName = fileName;
    }

    internal readonly bool AtEnd => _rest.IsEmpty;

    internal ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(sizeof(ushort)));

    internal uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(sizeof(uint)));

    internal ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(sizeof(ulong)));

    internal ReadOnlySpan<byte> Bytes(int count)
    {
        if (count > _rest.Length)
        {
            throw new TensorFileException(_fileName, TensorFileRule.BadArchive, "a record of the archive ends too early.");
        }

        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
