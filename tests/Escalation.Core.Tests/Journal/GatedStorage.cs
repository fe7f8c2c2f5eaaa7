using Escalation.Journal;

namespace Escalation.Core.Tests.Journal;

/// <summary>A storage whose flushes wait until the test lets them through.</summary>
internal sealed class GatedStorage : IJournalStorage
{
    private readonly SemaphoreSlim _permits = new(0);
    private readonly ManualResetEventSlim _flushing = new();

    public MemoryJournalStorage Inner { get; } = new();

    public long Length => Inner.Length;

    /// <summary>Returns once a flush waits, so that the next appends come behind it.</summary>
    public void AwaitFlush() => _flushing.Wait();

    public void Release(int flushes) => _permits.Release(flushes);

    public int Read(long offset, Span<byte> buffer) => Inner.Read(offset, buffer);

    public void Write(long offset, ReadOnlySpan<byte> bytes) => Inner.Write(offset, bytes);

    public void SetLength(long length) => Inner.SetLength(length);

    public void Flush()
    {
        _flushing.Set();
        _permits.Wait();
        Inner.Flush();
    }

    public void Dispose() => Inner.Dispose();
}
