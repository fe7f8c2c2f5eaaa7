namespace Escalation.Triggers.Loops;

/// <summary>Hashes a text that arrives in pieces; where the pieces are cut does not matter, and the latest characters can be taken back. A mutable value over a buffer of the caller's.</summary>
internal ref struct HashBuffer(Span<char> buffer)
{
    /// <summary>How large the caller's buffer has to be.</summary>
    internal const int Size = Chunk + Kept;

    private const int Chunk = 2_048;
    private const int Kept = 2 * VolatileTokens.LongestToken;

    private readonly Span<char> _buffer = buffer[..Size];
    private ulong _hash;
    private int _length;

    internal void Add(ReadOnlySpan<char> piece)
    {
        while (piece.Length > Size - _length)
        {
            int room = Size - _length;
            piece[..room].CopyTo(_buffer[_length..]);
            _length = Size;
            Flush();
            piece = piece[room..];
        }

        piece.CopyTo(_buffer[_length..]);
        _length += piece.Length;
    }

    internal void Add(char c)
    {
        if (_length == Size)
        {
            Flush();
        }

        _buffer[_length++] = c;
    }

    /// <summary>Where the next characters can be written, room for so many at least.</summary>
    internal Span<char> Room(int count)
    {
        if (_length + count > Size)
        {
            Flush();
        }

        return _buffer[_length..];
    }

    /// <summary>Counts characters that were written as added.</summary>
    internal void Take(int count) => _length += count;

    /// <summary>Takes back the latest characters, at most <see cref="VolatileTokens.LongestToken"/>.</summary>
    internal void Remove(int count) => _length -= count;

    /// <summary>The hash of everything added.</summary>
    internal ulong ToHash()
    {
        while (_length >= Chunk)
        {
            Flush();
        }

        return TextHash.Join(_hash, TextHash.Of(_buffer[.._length]));
    }

    /// <summary>Hashes a whole chunk and keeps the rest, so that chunks are the same however the text arrives.</summary>
    private void Flush()
    {
        _hash = TextHash.Join(_hash, TextHash.Of(_buffer[..Chunk]));
        _buffer[Chunk.._length].CopyTo(_buffer);
        _length -= Chunk;
    }
}
