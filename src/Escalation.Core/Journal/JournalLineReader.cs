namespace Escalation.Journal;

/// <summary>Cuts bytes into lines within bounded memory.</summary>
internal sealed class JournalLineReader
{
    private const int FirstBuffer = 64 * 1024;

    private readonly Func<Memory<byte>, int> _source;
    private byte[] _buffer = new byte[FirstBuffer];
    private int _start;
    private int _end;
    private long _startOffset;
    private bool _sourceEnded;

    internal JournalLineReader(Stream stream) => _source = buffer => stream.Read(buffer.Span);

    /// <summary>Reads from a function of offset and buffer.</summary>
    internal JournalLineReader(Func<long, Memory<byte>, int> readAt)
    {
        long offset = 0;
        _source = buffer =>
        {
            int read = readAt(offset, buffer);
            offset += read;
            return read;
        };
    }

    /// <summary>Reads the next line.</summary>
    /// <returns>False at the end.</returns>
    internal bool TryRead(out JournalLine line)
    {
        long offset = _startOffset;
        int scanned = 0;
        bool oversized = false;
        while (true)
        {
            int feed = _buffer.AsSpan(_start + scanned, _end - _start - scanned).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                int length = scanned + feed;
                oversized |= length > JournalWriter.MaximumRecordBytes;
                line = new JournalLine(offset, oversized ? default : _buffer.AsMemory(_start, length), IsTerminated: true, oversized);
                Skip(length + 1);
                return true;
            }

            scanned = _end - _start;
            if (scanned > JournalWriter.MaximumRecordBytes)
            {
                // Only where it ends matters now.
                oversized = true;
                Skip(scanned);
                scanned = 0;
            }

            if (!Fill())
            {
                line = new JournalLine(offset, oversized ? default : _buffer.AsMemory(_start, scanned), IsTerminated: false, oversized);
                Skip(scanned);
                return oversized || scanned > 0;
            }
        }
    }

    private void Skip(int count)
    {
        _start += count;
        _startOffset += count;
    }

    private bool Fill()
    {
        if (_sourceEnded)
        {
            return false;
        }

        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        int read = _source(_buffer.AsMemory(_end));
        _end += read;
        _sourceEnded = read == 0;
        return read > 0;
    }
}
