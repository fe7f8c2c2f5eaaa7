namespace Escalation.Triggers.Loops;

/// <summary>Hashes a text that arrives in pieces; where the pieces are cut does not matter. A mutable value over a buffer of the caller's.</summary>
internal ref struct HashBuffer(Span<char> buffer)
{
    private readonly Span<char> _buffer = buffer;
    private ulong _hash;
    private int _length;

    internal void Add(ReadOnlySpan<char> piece)
    {
        while (piece.Length > _buffer.Length - _length)
        {
            int room = _buffer.Length - _length;
            if (_length == 0)
            {
                _hash = TextHash.Join(_hash, TextHash.Of(piece[..room]));
            }
            else
            {
                piece[..room].CopyTo(_buffer[_length..]);
                _length = _buffer.Length;
                Flush();
            }

            piece = piece[room..];
        }

        piece.CopyTo(_buffer[_length..]);
        _length += piece.Length;
    }

    internal void Add(char c)
    {
        if (_length == _buffer.Length)
        {
            Flush();
        }

        _buffer[_length++] = c;
    }

    /// <summary>The hash of everything added.</summary>
    internal ulong ToHash()
    {
        Flush();
        return _hash;
    }

    private void Flush()
    {
        _hash = TextHash.Join(_hash, TextHash.Of(_buffer[.._length]));
        _length = 0;
    }
}
