using System.IO.Compression;

namespace Escalation.Tool.Input;

/// <summary>Decompresses gzip and refuses a file that was cut off.</summary>
/// <remarks>
/// The framework's <see cref="GZipStream"/> ends without complaint when its input is cut, which here would calibrate on a part of the data.
/// So a known gzip member is chained behind the file: only after a complete file does the decompressor reach it, and its content must then be the last bytes that come out.
/// </remarks>
internal sealed class GzipInput : ReadOnlyStream
{
    private static readonly byte[] Seal = "\u0000escalation: end of the compressed input\u0000"u8.ToArray();
    private static readonly byte[] SealMember = Compress(Seal);

    private readonly GZipStream _inner;
    private readonly byte[] _held = new byte[Seal.Length];
    private int _heldCount;
    private bool _ended;

    internal GzipInput(Stream compressed) =>
        _inner = new GZipStream(new ChainedStream(compressed, new MemoryStream(SealMember, writable: false)), CompressionMode.Decompress);

    /// <summary>Reads what is certain not to be the seal: the last bytes stay held back until the end shows what they are.</summary>
    /// <exception cref="InvalidDataException">Thrown when the input is damaged, cut off or has other bytes behind it.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _ended)
        {
            return 0;
        }

        byte[] window = new byte[_heldCount + buffer.Length];
        _held.AsSpan(0, _heldCount).CopyTo(window);
        int filled = _heldCount;
        while (filled <= Seal.Length)
        {
            int read = _inner.Read(window.AsSpan(filled));
            if (read == 0)
            {
                _ended = window.AsSpan(0, filled).SequenceEqual(Seal);
                return _ended ? 0 : throw new InvalidDataException("cut off or followed by other bytes");
            }

            filled += read;
            if (filled == window.Length && filled <= Seal.Length)
            {
                Array.Resize(ref window, Seal.Length + 1);
            }
        }

        int released = Math.Min(filled - Seal.Length, buffer.Length);
        window.AsSpan(0, released).CopyTo(buffer);
        _heldCount = filled - released;
        window.AsSpan(released, _heldCount).CopyTo(_held);
        return released;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static byte[] Compress(byte[] content)
    {
        var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return target.ToArray();
    }
}
