using Escalation.Journal;

namespace Escalation.Auditing;

/// <summary>An append-only record of decisions and outcomes: JSON Lines in which each record carries the SHA-256 of its bytes and of the record before.</summary>
/// <remarks>
/// Tamper-evident up to the last checkpoint that is kept elsewhere, see <see cref="AuditVerifier"/>; the exact hash is documented at <see cref="AuditHash"/>.
/// Safe for concurrent use; appends that come together share one write and one flush, and the order of the file is the order of sequence numbers and of
/// acknowledgements. One writer. In a folder the chain goes on from segment to segment, each beginning with a record of the kind <c>segment</c>.
/// </remarks>
public sealed class AuditLog : IAuditSink, IAsyncDisposable, IDisposable
{
    /// <summary>A sink that does not answer must not keep the process from ending.</summary>
    private static readonly TimeSpan LongestClosing = TimeSpan.FromSeconds(10);

    private readonly JournalWriter _journal;
    private readonly AuditComposer _composer;
    private readonly CheckpointPublisher? _publisher;
    private readonly IJournalFolder? _folder;
    private readonly TimeProvider _time;

    private AuditLog(JournalWriter journal, AuditComposer composer, IJournalFolder? folder, AuditLogOptions options)
    {
        (_journal, _composer, _folder, _time) = (journal, composer, folder, options.Time);
        if (options.Checkpoints is { } checkpoints)
        {
            _publisher = new CheckpointPublisher(checkpoints, options.Time, published: -1);
            composer.Committed = _publisher.Note;
        }
    }

    /// <summary>How many records are kept, and the hash of the last. Keep it somewhere else now and then, or let <see cref="AuditLogOptions.Checkpoints"/> do it: it makes a cut tail detectable.</summary>
    public AuditCheckpoint Checkpoint => _composer.Checkpoint;

    /// <summary>How many bytes of a torn last record, one without its line feed, opening cut off; a <c>recovered</c> record says so too.</summary>
    public long RecoveredBytes => _journal.Recovery.TruncatedBytes;

    /// <summary>The damage that opening a folder found; the damaged segments stay as they are, and a record names each. Empty for a file, which is refused when it is damaged.</summary>
    public IReadOnlyList<JournalBreak> Damage => _journal.Recovery.Breaks;

    /// <summary>How often a checkpoint could not be signed or kept; a later one covers what it would have.</summary>
    public long CheckpointFailures => _publisher?.Failures ?? 0;

    /// <summary>Opens a log file, or creates it, and verifies the whole chain. Linear in the length.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="options">How it is kept; the defaults when null.</param>
    /// <exception cref="JournalLockedException">Thrown when another writer holds the log.</exception>
    /// <exception cref="JournalDamagedException">Thrown when a complete record, the last one included, is malformed or breaks the chain, or when the file is something else; it is left as it is.</exception>
    /// <exception cref="IOException">Thrown when the file cannot be read or written.</exception>
    public static AuditLog Open(string path, AuditLogOptions? options = null) => Open(FileJournalStorage.Open(path), options);

    /// <summary>Opens a log on a storage and takes the storage over.</summary>
    /// <param name="storage">The storage; disposed with the log, or at once when opening fails.</param>
    /// <param name="options">How it is kept; the defaults when null.</param>
    /// <exception cref="JournalDamagedException">Thrown when a complete record, the last one included, is malformed or breaks the chain, or when the storage holds something else; it is left as it is.</exception>
    /// <exception cref="IOException">Thrown when the storage cannot be read or written.</exception>
    public static AuditLog Open(IJournalStorage storage, AuditLogOptions? options = null) =>
        Open(null, options, (chosen, chain, owner) => JournalWriter.Open(storage, chosen, chain, owner));

    /// <summary>Opens a log in a folder of segments, or creates it, and verifies the whole chain. Linear in the length.</summary>
    /// <param name="path">The folder; its parent must exist.</param>
    /// <param name="options">How it is kept; the defaults when null.</param>
    /// <exception cref="JournalLockedException">Thrown when another writer holds the folder.</exception>
    /// <exception cref="IOException">Thrown when the folder cannot be read or written. Damage is no reason: see <see cref="Damage"/>.</exception>
    public static AuditLog OpenFolder(string path, AuditLogOptions? options = null) => Open(FileJournalFolder.Open(path), options);

    /// <summary>Opens a log in segments and takes the folder over.</summary>
    /// <param name="folder">The folder; disposed with the log, or at once when opening fails.</param>
    /// <param name="options">How it is kept; the defaults when null.</param>
    /// <exception cref="IOException">Thrown when the folder cannot be read or written. Damage is no reason: see <see cref="Damage"/>.</exception>
    public static AuditLog Open(IJournalFolder folder, AuditLogOptions? options = null) =>
        Open(folder, options, (chosen, chain, owner) => JournalWriter.Open(folder, chosen, chain, owner));

    /// <summary>Appends a record and returns once it survives what the durability promises.</summary>
    /// <param name="entry">The record.</param>
    /// <param name="cancellationToken">Gives up as long as the write has not begun; a record whose writing has begun is finished.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="entry"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when the entry's data is not JSON that can be read back.</exception>
    /// <exception cref="JournalException">Thrown when the record could not be written; nothing of it remains.</exception>
    /// <exception cref="JournalPoisonedException">Thrown when it is not known what the disk holds; a log in a file takes no more records, one in a folder goes on in a new segment.</exception>
    /// <exception cref="ObjectDisposedException">Thrown when the log is closed.</exception>
    /// <exception cref="OperationCanceledException">Thrown when the caller gave up; nothing is recorded.</exception>
    public async ValueTask<AuditReceipt> AppendAsync(AuditEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        await _journal.AdmitAsync(cancellationToken).ConfigureAwait(false);
        byte[] body;
        try
        {
            body = AuditLine.Body(entry);
        }
        catch
        {
            _journal.Leave();
            throw;
        }

        var append = new AuditAppend(_composer, body);
        _journal.Enqueue(append, cancellationToken);
        return await append.Done.ConfigureAwait(false);
    }

    /// <summary>Returns once the disk has everything that was acknowledged before the call, whatever the durability.</summary>
    /// <param name="cancellationToken">Gives up as long as the flush has not begun.</param>
    /// <exception cref="JournalException">Thrown when a write failed, or the disk did not confirm it.</exception>
    /// <exception cref="ObjectDisposedException">Thrown when the log is closed.</exception>
    public ValueTask FlushAsync(CancellationToken cancellationToken = default) => _journal.FlushAsync(cancellationToken);

    /// <summary>Makes a checkpoint now, when there are new records and checkpoints are asked for, and returns once the sink has it or has failed.</summary>
    public Task PublishCheckpointAsync() => _publisher?.PublishAsync() ?? Task.CompletedTask;

    /// <summary>Whether a decision with this id is in the log. Reads the log: linear in its length.</summary>
    /// <param name="id">The turn's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">Thrown when the id is blank.</exception>
    /// <exception cref="ObjectDisposedException">Thrown when the log is closed.</exception>
    /// <exception cref="IOException">Thrown when the log cannot be read.</exception>
    public async ValueTask<bool> HasDecisionAsync(string id, CancellationToken cancellationToken = default)
    {
        Guard.NotBlank(id);
        await _journal.WriteOutAsync(cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => Search(id, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Removes the oldest whole segments whose records are all older than an age, and records how far, with the hash at which the rest goes on. The record
    /// is on the disk before anything is removed. The segment of the moment always stays. Only for a log in a folder.
    /// </summary>
    /// <param name="minimumAge">How old a record must be, by the wall clock. Some laws ask for six months at least.</param>
    /// <param name="cancellationToken">Gives up as long as nothing is removed.</param>
    /// <returns>How many records were removed since the log began.</returns>
    /// <exception cref="InvalidOperationException">Thrown when the log is a file.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the age is below 0.</exception>
    /// <exception cref="IOException">Thrown when the record cannot be kept, or a segment cannot be removed.</exception>
    public async ValueTask<long> RemoveOlderThanAsync(TimeSpan minimumAge, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumAge, TimeSpan.Zero);
        IJournalFolder folder = _folder ?? throw new InvalidOperationException("A log in a file keeps all its records; open it in a folder to remove the oldest.");
        DateTimeOffset horizon = _time.GetUtcNow() - minimumAge;
        (long before, AuditRetention? retention) = await Task.Run(() => RetentionPlan.Make(folder, horizon, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (retention is null)
        {
            return 0;
        }

        await AppendAsync(retention.Entry(), cancellationToken).ConfigureAwait(false);
        await FlushAsync(CancellationToken.None).ConfigureAwait(false);
        _journal.Delete(before);
        return retention.Through;
    }

    /// <summary>Writes what is under way, closes the log, and makes a last checkpoint. Doing so twice changes nothing.</summary>
    public void Dispose()
    {
        _journal.Dispose();
        _composer.Dispose();
        _publisher?.PublishAsync().Wait(LongestClosing);
        _publisher?.Dispose();
    }

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        await _journal.DisposeAsync().ConfigureAwait(false);
        _composer.Dispose();
        await Task.WhenAny(PublishCheckpointAsync(), Task.Delay(LongestClosing)).ConfigureAwait(false);
        _publisher?.Dispose();
    }

    private static AuditLog Open(IJournalFolder? folder, AuditLogOptions? options, Func<JournalOptions, AuditChain, LateOwner, JournalWriter> open)
    {
        AuditLogOptions chosen = options ?? new AuditLogOptions();
        var chain = new AuditChain();
        var owner = new LateOwner();
        JournalWriter journal = open(chosen.Journal, chain, owner);
        try
        {
            var composer = new AuditComposer(chain, chosen.Time, keepsTree: folder is not null || chosen.Checkpoints is not null);
            owner.Composer = composer;
            var log = new AuditLog(journal, composer, folder, chosen);
            log.RecordRecovery(chain);
            return log;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    private void RecordRecovery(AuditChain chain)
    {
        long cut = RecoveredBytes;
        if (cut > 0)
        {
            AppendNow(new AuditEntry(AuditKind.Recovered, null, writer => writer.WriteNumber("truncatedBytes", cut)));
        }

        // The record that begins the next segment names the last damaged one when nothing follows it.
        long last = Damage is [.., { } newest] ? newest.Segment : 0;
        foreach (JournalBreak damage in chain.Unnamed)
        {
            if (damage.Segment != last || !_journal.BeginsAfterDamage)
            {
                AppendNow(AuditSegment.Damaged(damage));
            }
        }
    }

    private void AppendNow(AuditEntry entry)
    {
        var append = new AuditAppend(_composer, AuditLine.Body(entry));
        _journal.AppendNow(append);
        append.Done.GetAwaiter().GetResult();
    }

    private bool Search(string id, CancellationToken cancellationToken)
    {
        foreach (JournalLineReader reader in _journal.Read())
        {
            // What follows damage in its segment is evidence, not a record.
            while (reader.TryRead(out JournalLine line) && line.IsTerminated && AuditChain.TryReadSealed(line.Bytes, out AuditRecord? record, out _))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (record!.Kind == AuditKind.Decision && string.Equals(record.Id, id, StringComparison.Ordinal))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The composer needs what opening the journal finds, and the journal needs the composer.</summary>
    private sealed class LateOwner : IJournalOwner
    {
        internal AuditComposer? Composer { private get; set; }

        public void BeginSegment(long segment, JournalBreak? after, JournalBuffer batch) => Composer!.BeginSegment(segment, after, batch);

        public void Commit() => Composer?.Commit();

        public void Rollback() => Composer?.Rollback();
    }
}
