namespace Escalation.Auditing;

/// <summary>Makes checkpoints when they are due and hands them to the sink, beside the appends: a slow or failing sink holds no record up.</summary>
internal sealed class CheckpointPublisher : IDisposable
{
    private readonly CheckpointOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private (AuditCheckpoint Checkpoint, MerkleTree Tree)? _latest;
    private Task _running = Task.CompletedTask;
    private long _published;
    private long _failures;

    internal CheckpointPublisher(CheckpointOptions options, TimeProvider time, long published)
    {
        (_options, _time, _published) = (options, time, published);
        _timer = time.CreateTimer(static state => _ = ((CheckpointPublisher)state!).PublishAsync(), this, options.Every, options.Every);
    }

    /// <summary>How often the sink, or the key, has failed; the next checkpoint covers what a lost one would have.</summary>
    internal long Failures => Interlocked.Read(ref _failures);

    /// <summary>Told by the writing thread.</summary>
    internal void Note(AuditCheckpoint checkpoint, MerkleTree tree)
    {
        bool isDue;
        lock (_gate)
        {
            _latest = (checkpoint, tree.Copy());
            isDue = checkpoint.Count - _published >= _options.EveryRecords && _running.IsCompleted;
        }

        if (isDue)
        {
            _ = PublishAsync();
        }
    }

    /// <summary>Publishes what is new, if anything is, after whatever is under way.</summary>
    internal Task PublishAsync()
    {
        lock (_gate)
        {
            return _running = PublishAfter(_running);
        }
    }

    public void Dispose() => _timer.Dispose();

    private async Task PublishAfter(Task earlier)
    {
        // Never on the writing thread, and one at a time.
        await Task.WhenAll(earlier, Task.Run(static () => { })).ConfigureAwait(false);
        (AuditCheckpoint checkpoint, MerkleTree tree) latest;
        lock (_gate)
        {
            if (_latest is not { } found || found.Checkpoint.Count <= _published)
            {
                return;
            }

            latest = found;
        }

        try
        {
            SignedCheckpoint signed = SignedCheckpoint.Sign(latest.checkpoint, latest.tree.Root(), _time.GetUtcNow(), _options.Signer);
            await _options.Sink.WriteAsync(signed).ConfigureAwait(false);
            lock (_gate)
            {
                _published = latest.checkpoint.Count;
            }
        }
        catch (Exception)
        {
            Interlocked.Increment(ref _failures);
        }
    }
}
