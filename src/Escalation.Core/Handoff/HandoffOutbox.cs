using Escalation.Journal;

namespace Escalation.Handoff;

/// <summary>A channel that loses nothing: a package is on the disk before its sender goes on, and is then sent to the real channel until that has it, or becomes a dead letter.</summary>
/// <remarks>
/// <para>A receipt of this channel says that the package is kept and will be delivered, not that a person has it. Delivery is at least once under one key, the
/// escalation's id; a channel that honours keys, as <see cref="IHandoffChannel"/> demands, makes one ticket of it. A failure waits and doubles the wait, with jitter,
/// while others go on; kills of the process count as failures of what was being sent. A restart goes on where the last process was.</para>
/// <para>Call <see cref="RunAsync"/> once, or <see cref="DeliverDueAsync"/> whenever it suits. Safe for concurrent use. One process a folder. The folder holds the packages, and
/// so content: protect it as you protect the queue.</para>
/// </remarks>
public sealed class HandoffOutbox : IHandoffChannel, IDisposable, IAsyncDisposable
{
    private readonly JournalWriter _journal;
    private readonly OutboxContents _contents;
    private readonly OutboxDelivery _delivery;
    private readonly OutboxCompactor _compactor;
    private readonly OutboxOptions _options;
    private readonly Lock _gate;

    private HandoffOutbox(JournalWriter journal, OutboxContents contents, IHandoffChannel channel, OutboxOptions options)
    {
        (_journal, _contents, _options) = (journal, contents, options);
        _delivery = new OutboxDelivery(journal, contents, channel, options);
        _gate = _delivery.Gate;
        _compactor = new OutboxCompactor(journal, contents, _gate, options);
    }

    /// <summary>How many packages are on their way.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _contents.Live;
            }
        }
    }

    /// <summary>The packages that were given up. They are kept until <see cref="RetryAsync"/> or <see cref="DismissAsync"/>.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters
    {
        get
        {
            lock (_gate)
            {
                return [.. _contents.All.Where(entry => entry.State == OutboxState.Dead).Select(entry => new DeadLetter(entry.Id, entry.Attempts, entry.Failure ?? "unknown", entry.Package))];
            }
        }
    }

    /// <summary>How often the progress of a package could not be written down. It is sent all the same; a restart may then send it once more.</summary>
    public long RecordFailures => _delivery.RecordFailures;

    /// <summary>The damage that opening found in the folder; the damaged segments stay as they are.</summary>
    public IReadOnlyList<JournalBreak> Damage => _journal.Recovery.Breaks;

    /// <summary>How long until the next package is due; zero when one is, null when none waits.</summary>
    public TimeSpan? NextDue => _delivery.NextDue;

    /// <summary>Opens an outbox in a folder, or creates it, and goes on with what it finds.</summary>
    /// <param name="path">The folder; its parent must exist.</param>
    /// <param name="channel">Where packages go.</param>
    /// <param name="options">How the outbox behaves; the defaults when null.</param>
    /// <exception cref="JournalLockedException">Thrown when another process has the folder.</exception>
    /// <exception cref="IOException">Thrown when the folder cannot be read or written. Damage is no reason: see <see cref="Damage"/>.</exception>
    public static HandoffOutbox OpenFolder(string path, IHandoffChannel channel, OutboxOptions? options = null) => Open(FileJournalFolder.Open(path), channel, options);

    /// <summary>Opens an outbox on segments and takes them over.</summary>
    /// <param name="folder">The segments; disposed with the outbox, or at once when opening fails.</param>
    /// <param name="channel">Where packages go.</param>
    /// <param name="options">How the outbox behaves; the defaults when null.</param>
    /// <exception cref="IOException">Thrown when the segments cannot be read or written.</exception>
    public static HandoffOutbox Open(IJournalFolder folder, IHandoffChannel channel, OutboxOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(channel);
        OutboxOptions chosen = options ?? new OutboxOptions();
        var contents = new OutboxContents(chosen.RememberedIds);
        JournalWriter journal = JournalWriter.Open(folder, new JournalOptions { Durability = chosen.Durability, Time = chosen.Time }, contents);
        return new HandoffOutbox(journal, contents, channel, chosen);
    }

    /// <summary>Keeps a package and returns once it survives what the durability promises. The same package twice gives one delivery.</summary>
    /// <param name="package">The package.</param>
    /// <param name="cancellationToken">Gives up as long as the write has not begun; the package is then not accepted.</param>
    /// <exception cref="HandoffException">Thrown when the package is not accepted: full, closed, or the disk failed.</exception>
    /// <exception cref="IdempotencyConflictException">Thrown when another package came under this id.</exception>
    public async ValueTask<HandoffReceipt> SendAsync(ContextPackage package, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(package);
        string sha256 = ContextPackageJson.ContentSha256(package);
        while (true)
        {
            OutboxEntry own = new(package.EscalationId, sha256) { NotBefore = _options.Time.GetUtcNow() };
            OutboxEntry? known;
            lock (_gate)
            {
                if (!_contents.TryGet(own.Id, out known))
                {
                    _contents.Put(own);
                }
            }

            if (known is null)
            {
                return await Submit(own, package, cancellationToken).ConfigureAwait(false);
            }

            if (!string.Equals(known.Sha256, sha256, StringComparison.Ordinal))
            {
                throw IdempotencyConflictException.For(own.Id);
            }

            if (await Repeat(known, package, cancellationToken).ConfigureAwait(false) is { } receipt)
            {
                return receipt;
            }
        }
    }

    /// <summary>Sends every package that is due, once, several at a time.</summary>
    /// <param name="cancellationToken">Takes no more packages; those being sent are finished.</param>
    /// <returns>How many were sent, with success or without.</returns>
    public async ValueTask<int> DeliverDueAsync(CancellationToken cancellationToken = default)
    {
        int sent = 0;
        long now = _options.Time.GetTimestamp();
        async Task Work()
        {
            while (!cancellationToken.IsCancellationRequested && _delivery.Take(now) is { } entry)
            {
                Interlocked.Increment(ref sent);
                await _delivery.Deliver(entry).ConfigureAwait(false);
            }
        }

        int workers = _options.Concurrency;
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Work())).ConfigureAwait(false);
        await _compactor.CompactWhenDue(cancellationToken).ConfigureAwait(false);
        return sent;
    }

    /// <summary>Delivers until it is told to stop. Call it once.</summary>
    /// <param name="cancellationToken">Stops; packages being sent are finished, the others stay in the outbox.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        async Task Work()
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                if (_delivery.Take(_options.Time.GetTimestamp()) is { } entry)
                {
                    await _delivery.Deliver(entry).ConfigureAwait(false);
                    await _compactor.CompactWhenDue(cancellationToken).ConfigureAwait(false);
                }
                else
                {
                    await _delivery.WaitForDue(cancellationToken).ConfigureAwait(false);
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, _options.Concurrency).Select(_ => Work())).ConfigureAwait(false);
    }

    /// <summary>Sends a dead letter again, with all its attempts before it.</summary>
    /// <param name="escalationId">The escalation.</param>
    /// <returns>False when there is no such dead letter.</returns>
    /// <exception cref="JournalException">Thrown when this could not be written down; it is a dead letter still.</exception>
    public async ValueTask<bool> RetryAsync(string escalationId)
    {
        OutboxEntry? entry;
        byte[] record;
        lock (_gate)
        {
            if (!_contents.TryGet(Guard.NotBlank(escalationId), out entry) || entry.State != OutboxState.Dead)
            {
                return false;
            }

            _contents.Revive(entry);
            (entry.Attempts, entry.Failure) = (0, null);
            entry.NotBefore = _options.Time.GetUtcNow();
            record = OutboxRecord.Write(entry, OutboxState.Waiting, withPackage: true);
        }

        try
        {
            await _journal.AppendAsync(record).ConfigureAwait(false);
        }
        catch
        {
            lock (_gate)
            {
                _contents.Finish(entry, OutboxState.Dead);
            }

            throw;
        }

        _delivery.Exceed();
        _delivery.Schedule(entry, TimeSpan.Zero);
        return true;
    }

    /// <summary>Forgets a dead letter's package; somebody has seen to it. Its id stays known.</summary>
    /// <param name="escalationId">The escalation.</param>
    /// <returns>False when there is no such dead letter.</returns>
    /// <exception cref="JournalException">Thrown when this could not be written down.</exception>
    public async ValueTask<bool> DismissAsync(string escalationId)
    {
        OutboxEntry? entry;
        lock (_gate)
        {
            if (!_contents.TryGet(Guard.NotBlank(escalationId), out entry) || entry.State != OutboxState.Dead)
            {
                return false;
            }
        }

        await _journal.AppendAsync(OutboxRecord.Write(entry, OutboxState.Delivered, withPackage: false)).ConfigureAwait(false);
        lock (_gate)
        {
            entry.State = OutboxState.Delivered;
            _contents.Put(entry);
        }

        return true;
    }

    /// <summary>Rewrites the journal without what is finished.</summary>
    /// <param name="cancellationToken">Gives up as long as nothing is written.</param>
    /// <exception cref="JournalException">Thrown when that failed; the journal is as good as before.</exception>
    public ValueTask CompactAsync(CancellationToken cancellationToken = default) => _compactor.Compact(cancellationToken);

    /// <summary>Closes the journal; what waits goes on at the next opening. Stop <see cref="RunAsync"/> first: what is being sent cannot be marked any more. Doing so twice changes nothing.</summary>
    public void Dispose() => _journal.Dispose();

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    private async ValueTask<HandoffReceipt> Submit(OutboxEntry entry, ContextPackage package, CancellationToken cancellationToken)
    {
        bool hasRoom = false;
        try
        {
            await _delivery.EnterRoom(cancellationToken).ConfigureAwait(false);
            hasRoom = true;
            byte[] record;
            lock (_gate)
            {
                entry.Package = ContextPackageJson.ToUtf8Bytes(package);
                entry.MayBeKept = true;
                record = OutboxRecord.Write(entry, OutboxState.Waiting, withPackage: true);
            }

            await _journal.AppendAsync(record, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            lock (_gate)
            {
                _contents.Remove(entry);
            }

            if (hasRoom)
            {
                _delivery.LeaveRoom();
            }

            entry.Submitted.TrySetResult(null);
            throw fault switch
            {
                OperationCanceledException => new HandoffException(HandoffFailure.Full, package, "The outbox had no room until the caller gave up.", fault),
                ObjectDisposedException => new HandoffException(HandoffFailure.Closed, package, "The outbox is closed.", fault),
                _ => new HandoffException(HandoffFailure.Unknown, package, "The package could not be kept.", fault),
            };
        }

        HandoffReceipt receipt = ReceiptOf(package);
        _delivery.Schedule(entry, TimeSpan.Zero);
        entry.Submitted.TrySetResult(receipt);
        return receipt;
    }

    /// <summary>The same package was sent before, by this process or an earlier one.</summary>
    /// <returns>The receipt, or null when its sender gave up.</returns>
    private async ValueTask<HandoffReceipt?> Repeat(OutboxEntry known, ContextPackage package, CancellationToken cancellationToken)
    {
        bool isKept;
        lock (_gate)
        {
            isKept = known.State != OutboxState.Submitting;
        }

        try
        {
            return isKept ? ReceiptOf(package) : await known.Submitted.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException fault)
        {
            throw new HandoffException(HandoffFailure.Full, package, "The outbox had no room until the caller gave up.", fault);
        }
    }

    private HandoffReceipt ReceiptOf(ContextPackage package) => new(package.EscalationId, package.Route.Queue, _options.Time.GetUtcNow().ToUniversalTime());
}
