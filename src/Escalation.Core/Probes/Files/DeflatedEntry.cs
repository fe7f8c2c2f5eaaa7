namespace Escalation.Probes.Files;

/// <summary>
/// The deflated bytes of one entry, read from the front. The last byte is given out alone: an inflater that ends without it has not used all of them, and one that asks for
/// more has not found the end of its stream.
/// </summary>
internal sealed class DeflatedEntry(byte[] bytes) : Stream
{
    private int _given;
    private bool _exhausted;

    /// <summary>Whether the reader took every byte and asked for none beyond.</summary>
    internal bool EndsWithItsStream => _given == bytes.Length && !_exhausted;

    /// <summary>Whether bytes are left over.</summary>
    internal bool HasMore => _given < bytes.Length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int left = bytes.Length - _given;
        _exhausted |= left == 0 && !buffer.IsEmpty;
        int count = Math.Min(buffer.Length, left > 1 ? left - 1 : left);
        bytes.AsSpan(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
