using Escalation.Journal;

namespace Escalation.Core.Tests.Journal;

/// <summary>Bytes in memory whose operations fail where the test says.</summary>
internal sealed class MemoryJournalStorage : IJournalStorage
{
    private readonly Lock _gate = new();
    private byte[] _bytes;

    public MemoryJournalStorage(params byte[] bytes) => _bytes = [.. bytes];

    /// <summary>Decides before each changing operation, counted from 1, how it fails; null lets it pass.</summary>
    public Func<int, string, StorageFault?>? Faults { get; set; }

    public int Operations { get; private set; }

    public int Flushes { get; private set; }

    public int Writes { get; private set; }

    public int Disposals { get; private set; }

    public byte[] Bytes
    {
        get
        {
            lock (_gate)
            {
                return [.. _bytes];
            }
        }

        set
        {
            lock (_gate)
            {
                _bytes = [.. value];
            }
        }
    }

    public long Length
    {
        get
        {
            lock (_gate)
            {
                return _bytes.Length;
            }
        }
    }

    public int Read(long offset, Span<byte> buffer)
    {
        lock (_gate)
        {
            int count = (int)Math.Clamp(_bytes.Length - offset, 0, buffer.Length);
            _bytes.AsSpan((int)offset, count).CopyTo(buffer);
            return count;
        }
    }

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        StorageFault? fault = Next("write");
        Writes++;
        int kept = fault is null ? bytes.Length : (int)(bytes.Length * fault.Kept);
        lock (_gate)
        {
            byte[] grown = new byte[Math.Max(_bytes.Length, offset + kept)];
            _bytes.CopyTo(grown, 0);
            bytes[..kept].CopyTo(grown.AsSpan((int)offset));
            _bytes = grown;
        }

        fault?.Throw();
    }

    public void SetLength(long length)
    {
        Next("truncate")?.Throw();
        lock (_gate)
        {
            Array.Resize(ref _bytes, (int)length);
        }
    }

    public void Flush()
    {
        Next("flush")?.Throw();
        Flushes++;
    }

    public void Dispose() => Disposals++;

    private StorageFault? Next(string operation) => Faults?.Invoke(++Operations, operation);
}
