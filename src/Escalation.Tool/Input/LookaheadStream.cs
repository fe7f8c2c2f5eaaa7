namespace Escalation.Tool.Input;

/// <summary>A read-only stream whose first bytes can be looked at before they are read.</summary>
internal sealed class LookaheadStream(Stream inner) : ReadOnlyStream
{
    private byte[] _ahead = [];
    private int _consumed;

    /// <summary>The next bytes without consuming them; fewer only at the end of the stream.</summary>
    /// <param name="count">How many bytes; to be called before the first read.</param>
    internal ReadOnlySpan<byte> Peek(int count)
    {
        if (_ahead.Length < count)
        {
            byte[] longer = new byte[count];
            _ahead.CopyTo(longer, 0);
            int read = inner.ReadAtLeast(longer.AsSpan(_ahead.Length), count - _ahead.Length, throwOnEndOfStream: false);
            _ahead = longer[..(_ahead.Length + read)];
        }

        return _ahead.AsSpan(0, Math.Min(count, _ahead.Length));
    }

    public override int Read(Span<byte> buffer)
    {
        if (_consumed == _ahead.Length)
        {
            return inner.Read(buffer);
        }

        int count = Math.Min(buffer.Length, _ahead.Length - _consumed);
        _ahead.AsSpan(_consumed, count).CopyTo(buffer);
        _consumed += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
