using System.Buffers;

namespace Escalation.Journal;

/// <summary>Bytes that grow and can be cut back. It gives memory back after a record out of the ordinary.</summary>
internal sealed class JournalBuffer : IBufferWriter<byte>
{
    private const int Ordinary = 4 * 1024 * 1024;

    private byte[] _bytes = new byte[4096];

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Cuts everything behind a length off.</summary>
    internal void CutTo(int length)
    {
        Length = length;
        if (length == 0 && _bytes.Length > Ordinary)
        {
            _bytes = new byte[4096];
        }
    }

    internal void Write(byte value)
    {
        GetSpan(1)[0] = value;
        Length++;
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Length);
    }

    private void Reserve(int sizeHint)
    {
        int needed = checked(Length + Math.Max(sizeHint, 1));
        if (needed > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(needed, Math.Min(_bytes.Length * 2, Array.MaxLength)));
        }
    }
}
