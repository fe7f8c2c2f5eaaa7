namespace Escalation.Journal;

/// <summary>One caller's append on its way through the queue.</summary>
internal abstract class JournalAppend
{
    private const int Queued = 0;
    private const int Taken = 1;
    private const int GivenUp = 2;

    private CancellationTokenRegistration _registration;
    private CancellationToken _cancellation;
    private int _state;

    /// <summary>Whether the append asks for a flush to the disk whatever the durability.</summary>
    internal virtual bool ForcesFlush => false;

    /// <summary>Writes the record without its line feed. Called once, in the order of the file, on whichever thread writes.</summary>
    /// <returns>Whether there is a record; false when the append only waits for the earlier ones.</returns>
    internal abstract bool Compose(JournalBuffer batch);

    internal abstract void Acknowledge();

    internal abstract void Fail(Exception fault);

    protected abstract void GiveUp(CancellationToken cancellationToken);

    /// <summary>Lets the caller give up until <see cref="TryTake"/>.</summary>
    internal void Watch(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled)
        {
            _cancellation = cancellationToken;
            _registration = cancellationToken.UnsafeRegister(static state => ((JournalAppend)state!).OnCancelled(), this);
        }
    }

    /// <summary>Takes the append for writing.</summary>
    /// <returns>False when its caller has given it up.</returns>
    internal bool TryTake()
    {
        bool taken = Interlocked.CompareExchange(ref _state, Taken, Queued) == Queued;
        _registration.Dispose();
        return taken;
    }

    private void OnCancelled()
    {
        if (Interlocked.CompareExchange(ref _state, GivenUp, Queued) == Queued)
        {
            GiveUp(_cancellation);
        }
    }
}
