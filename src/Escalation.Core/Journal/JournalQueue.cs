using System.Diagnostics.CodeAnalysis;

namespace Escalation.Journal;

/// <summary>The appends that wait to be written: bounded, first come first served. Whoever finds it full waits; nothing is dropped.</summary>
/// <remarks>A place is taken before the record is composed, so that waiting callers hold no bytes of theirs here, and is given back once the append is through.</remarks>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A SemaphoreSlim whose wait handle nobody asks for holds nothing to dispose, and late callers must still find it.")]
internal sealed class JournalQueue(int capacity)
{
    private readonly SemaphoreSlim _places = new(capacity);
    private readonly Lock _gate = new();
    private readonly Queue<JournalAppend> _appends = new();
    private volatile bool _closed;

    internal bool IsClosed => _closed;

    internal bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _appends.Count == 0;
            }
        }
    }

    /// <summary>How many places are taken.</summary>
    internal int Taken => capacity - _places.CurrentCount;

    /// <summary>Waits for a place.</summary>
    /// <exception cref="OperationCanceledException">Thrown when the caller gives up.</exception>
    internal Task Admit(CancellationToken cancellationToken) => _places.WaitAsync(cancellationToken);

    /// <summary>Waits for a place on the calling thread.</summary>
    internal void Admit() => _places.Wait();

    internal void Leave(int count = 1)
    {
        if (count > 0)
        {
            _places.Release(count);
        }
    }

    /// <summary>Adds an append that has a place.</summary>
    /// <returns>False when the queue is closed.</returns>
    internal bool TryAdd(JournalAppend append)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }

            _appends.Enqueue(append);
            return true;
        }
    }

    internal bool TryRemove([NotNullWhen(true)] out JournalAppend? append)
    {
        lock (_gate)
        {
            return _appends.TryDequeue(out append);
        }
    }

    /// <summary>Takes no more appends; those inside stay.</summary>
    internal void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }
    }
}
