using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Escalation.Probes.Files;

namespace Escalation.Core.Tests.Probes.Files;

/// <summary>Writes zip archives, right ones and, with a hand on the parts, wrong ones.</summary>
internal static class ZipBytes
{
    internal static byte[] Of(bool deflate, params (string Name, byte[] Content)[] entries) => Of(deflate, comment: "", wide: false, entries);

    internal static byte[] Of(bool deflate, string comment, bool wide, params (string Name, byte[] Content)[] entries) => Of(deflate ? Deflate : null, comment, wide, entries);

    /// <summary>An archive whose deflated streams were edited; sizes are those after the edit.</summary>
    internal static byte[] OfDeflated(Func<byte[], byte[]> edit, params (string Name, byte[] Content)[] entries) => Of(content => edit(Deflate(content)), comment: "", wide: false, entries);

    private static byte[] Of(Func<byte[], byte[]>? deflate, string comment, bool wide, (string Name, byte[] Content)[] entries)
    {
        var body = new MemoryStream();
        var directory = new MemoryStream();
        foreach ((string name, byte[] content) in entries)
        {
            byte[] data = deflate is null ? content : deflate(content);
            byte[] encoded = Encoding.UTF8.GetBytes(name);
            uint checksum = Crc32.Append(0, content);
            long offset = body.Position;
            body.Write(Fields(0x04034B50u, (ushort)45, (ushort)0, (ushort)(deflate is null ? 0 : 8), 0u, checksum));
            body.Write(wide ? Fields(uint.MaxValue, uint.MaxValue, (ushort)encoded.Length, (ushort)20) : Fields((uint)data.Length, (uint)content.Length, (ushort)encoded.Length, (ushort)0));
            body.Write(encoded);
            body.Write(wide ? Fields((ushort)1, (ushort)16, (ulong)content.Length, (ulong)data.Length) : []);
            body.Write(data);
            directory.Write(Fields(0x02014B50u, (ushort)45, (ushort)45, (ushort)0, (ushort)(deflate is null ? 0 : 8), 0u, checksum));
            directory.Write(wide ? Fields(uint.MaxValue, uint.MaxValue, (ushort)encoded.Length, (ushort)28) : Fields((uint)data.Length, (uint)content.Length, (ushort)encoded.Length, (ushort)0));
            directory.Write(Fields((ushort)0, (ushort)0, (ushort)0, 0u, wide ? uint.MaxValue : (uint)offset));
            directory.Write(encoded);
            directory.Write(wide ? Fields((ushort)1, (ushort)24, (ulong)content.Length, (ulong)data.Length, (ulong)offset) : []);
        }

        long start = body.Position;
        body.Write(directory.ToArray());
        if (wide)
        {
            long end = body.Position;
            body.Write(Fields(0x06064B50u, 44ul, (ushort)45, (ushort)45, 0u, 0u, (ulong)entries.Length, (ulong)entries.Length, (ulong)directory.Length, (ulong)start));
            body.Write(Fields(0x07064B50u, 0u, (ulong)end, 1u));
            body.Write(Fields(0x06054B50u, (ushort)0, (ushort)0, ushort.MaxValue, ushort.MaxValue, uint.MaxValue, uint.MaxValue, (ushort)comment.Length));
        }
        else
        {
            body.Write(Fields(0x06054B50u, (ushort)0, (ushort)0, (ushort)entries.Length, (ushort)entries.Length, (uint)directory.Length, (uint)start, (ushort)comment.Length));
        }

        body.Write(Encoding.ASCII.GetBytes(comment));
        return body.ToArray();
    }

    private static byte[] Deflate(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var deflater = new DeflateStream(stream, CompressionLevel.Optimal))
        {
            deflater.Write(content);
        }

        return stream.ToArray();
    }

    private static byte[] Fields(params object[] fields)
    {
        var bytes = new List<byte>();
        foreach (object field in fields)
        {
            byte[] encoded = new byte[field switch { ushort => 2, uint => 4, _ => 8 }];
            switch (field)
            {
                case ushort value:
                    BinaryPrimitives.WriteUInt16LittleEndian(encoded, value);
                    break;
                case uint value:
                    BinaryPrimitives.WriteUInt32LittleEndian(encoded, value);
                    break;
                default:
                    BinaryPrimitives.WriteUInt64LittleEndian(encoded, (ulong)field);
                    break;
            }

            bytes.AddRange(encoded);
        }

        return [.. bytes];
    }
}
