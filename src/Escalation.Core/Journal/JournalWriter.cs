using System.Globalization;

namespace Escalation.Journal;

/// <summary>Append-only records, JSON Lines: one JSON object a line, in one file or in the segments of a folder, acknowledged only when they are kept.</summary>
/// <remarks>
/// <para>Safe for concurrent use. Appends that come together are written in one call and flushed once (group commit); the order in the file is the order in which they
/// were acknowledged. When a batch fails, each of its callers is told and nothing of it remains. A full queue makes callers wait. One writer at a time.</para>
/// <para>A record that was not acknowledged may still be found after a crash, never a part of one: opening cuts a torn last record off and reports it.
/// Torn is what follows the last line feed: a write is one call, of which a killed process leaves a prefix, so a line feed at the end proves
/// the last record complete. A complete record that is not sound is damage, wherever it stands, and stays as evidence. That includes what a power failure may
/// leave on a file system that writes the pages of one write in another order: it cannot be told from a change made by hand.</para>
/// <para>A file with damage is refused. A folder leaves the damaged segment as it is, reports it in <see cref="JournalRecovery.Breaks"/>, and goes on in a new one; so it does
/// when a flush fails or somebody else touches the segment while it is open: the appends under way fail, later ones go to the new segment.</para>
/// </remarks>
public sealed class JournalWriter : IAsyncDisposable, IDisposable
{
    /// <summary>The longest record in bytes.</summary>
    public const int MaximumRecordBytes = 16 * 1024 * 1024;

    private readonly JournalQueue _queue;
    private readonly JournalSink _sink;
    private readonly Lock _gate = new();
    private int _scheduled;
    private int _writeOut;
    private volatile bool _isShared;
    private bool _disposed;

    private JournalWriter(JournalSink sink, JournalOptions options, JournalRecovery recovery)
    {
        _sink = sink;
        _queue = new JournalQueue(options.QueueCapacity);
        Recovery = recovery;
        sink.StartTimer(WriteOut);
    }

    /// <summary>What opening found.</summary>
    public JournalRecovery Recovery { get; }

    /// <summary>How many appends are under way or waiting to be written; at most <see cref="JournalOptions.QueueCapacity"/>.</summary>
    public int Pending => _queue.Taken;

    internal bool IsClosing => _queue.IsClosed;

    /// <summary>Opens a journal file, or creates it.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="durability">What an acknowledged record survives.</param>
    /// <param name="format">Checks the records that exist; null accepts every JSON object.</param>
    /// <exception cref="JournalLockedException">Thrown when another writer holds the file.</exception>
    /// <exception cref="JournalDamagedException">Thrown when the file holds a complete line that is not a sound record, or is something else. It is left as it is.</exception>
    /// <exception cref="IOException">Thrown when the file cannot be read, or a torn tail cannot be cut off.</exception>
    public static JournalWriter Open(string path, JournalDurability durability = JournalDurability.Durable, IJournalFormat? format = null) =>
        Open(FileJournalStorage.Open(path), durability, format);

    /// <summary>Opens a journal on a storage and takes the storage over: it is disposed with the journal, or at once when opening fails. Linear in the length.</summary>
    /// <param name="storage">The storage.</param>
    /// <param name="durability">What an acknowledged record survives.</param>
    /// <param name="format">Checks the records that exist; null accepts every JSON object.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the durability is not one of the enum.</exception>
    /// <exception cref="JournalDamagedException">Thrown when the journal holds a complete line that is not a sound record, or is something else. It is left as it is.</exception>
    /// <exception cref="IOException">Thrown when the storage cannot be read, or a torn tail cannot be cut off.</exception>
    public static JournalWriter Open(IJournalStorage storage, JournalDurability durability = JournalDurability.Durable, IJournalFormat? format = null)
    {
        ArgumentNullException.ThrowIfNull(storage);
        JournalOptions options;
        try
        {
            options = new JournalOptions { Durability = durability };
        }
        catch
        {
            storage.Dispose();
            throw;
        }

        return Open(storage, options, format, owner: null);
    }

    /// <summary>Opens a journal on a storage and takes the storage over, see <see cref="Open(IJournalStorage, JournalDurability, IJournalFormat?)"/>.</summary>
    /// <param name="storage">The storage.</param>
    /// <param name="options">How it is kept; segments do not concern a single storage.</param>
    /// <param name="format">Checks the records that exist; null accepts every JSON object.</param>
    /// <exception cref="JournalDamagedException">Thrown when the journal holds a complete line that is not a sound record, or is something else. It is left as it is.</exception>
    /// <exception cref="IOException">Thrown when the storage cannot be read, or a torn tail cannot be cut off.</exception>
    public static JournalWriter Open(IJournalStorage storage, JournalOptions options, IJournalFormat? format = null) => Open(storage, options, format, owner: null);

    /// <summary>Opens a journal in the segments of a folder and takes the folder over: it is disposed with the journal, or at once when opening fails. Linear in the length.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="options">How it is kept; the defaults when null.</param>
    /// <param name="format">Checks the records that exist; null accepts every JSON object.</param>
    /// <exception cref="IOException">Thrown when the folder cannot be read, a torn tail cannot be cut off, or a segment cannot be created.</exception>
    public static JournalWriter Open(IJournalFolder folder, JournalOptions? options = null, IJournalFormat? format = null) => Open(folder, options, format, owner: null);

    /// <summary>Appends a record and returns once it survives what the durability promises.</summary>
    /// <param name="record">A JSON object without line feeds, at most <see cref="MaximumRecordBytes"/>; leave its bytes alone until this returns.</param>
    /// <param name="cancellationToken">Gives up as long as the write has not begun; a write that has begun is finished.</param>
    /// <exception cref="ArgumentException">Thrown when the record is not a JSON object on one line, or too long.</exception>
    /// <exception cref="JournalException">Thrown when the write failed; nothing of it remains.</exception>
    /// <exception cref="JournalPoisonedException">Thrown when it is not known what the disk holds; a file takes no more records.</exception>
    /// <exception cref="ObjectDisposedException">Thrown when the journal is closed.</exception>
    /// <exception cref="OperationCanceledException">Thrown when the caller gave up; nothing is written.</exception>
    public async ValueTask AppendAsync(ReadOnlyMemory<byte> record, CancellationToken cancellationToken = default)
    {
        Validate(record.Span);
        await AdmitAsync(cancellationToken).ConfigureAwait(false);
        var append = new RecordAppend(record);
        Enqueue(append, cancellationToken);
        await append.Done.ConfigureAwait(false);
    }

    /// <summary>
    /// Returns once the disk has everything that was acknowledged before the call, whatever the durability. A failure is told once: a folder then goes on in a
    /// new segment, and what the old one held without being flushed stays uncertain.
    /// </summary>
    /// <param name="cancellationToken">Gives up as long as the flush has not begun.</param>
    /// <exception cref="JournalException">Thrown when a write failed.</exception>
    /// <exception cref="JournalPoisonedException">Thrown when the disk did not confirm it.</exception>
    /// <exception cref="ObjectDisposedException">Thrown when the journal is closed.</exception>
    public async ValueTask FlushAsync(CancellationToken cancellationToken = default)
    {
        await AdmitAsync(cancellationToken).ConfigureAwait(false);
        var append = new RecordAppend(default, forcesFlush: true);
        Enqueue(append, cancellationToken);
        await append.Done.ConfigureAwait(false);
    }

    /// <summary>Writes what is in the queue, closes the storage and gives the lock back. Callers still waiting for room in the queue get <see cref="ObjectDisposedException"/>. Doing so twice changes nothing.</summary>
    public void Dispose()
    {
        _queue.Close();
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            while (!_queue.IsEmpty)
            {
                WriteBatch();
            }

            _sink.Dispose();
        }
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync() => new(Task.Run(Dispose));

    internal static JournalWriter Open(IJournalStorage storage, JournalOptions options, IJournalFormat? format, IJournalOwner? owner)
    {
        ArgumentNullException.ThrowIfNull(storage);
        try
        {
            ArgumentNullException.ThrowIfNull(options);
            JournalRecovery recovery = JournalScan.Run(storage, format);
            if (recovery.TruncatedBytes > 0)
            {
                storage.SetLength(recovery.Length);
            }

            return new JournalWriter(new JournalSink(new JournalSegment(storage, 0, recovery.Length), folder: null, after: null, options, owner), options, recovery);
        }
        catch
        {
            storage.Dispose();
            throw;
        }
    }

    internal static JournalWriter Open(IJournalFolder folder, JournalOptions? options, IJournalFormat? format, IJournalOwner? owner)
    {
        ArgumentNullException.ThrowIfNull(folder);
        JournalOptions chosen = options ?? new JournalOptions();
        try
        {
            JournalRecovery recovery = JournalFolderScan.Run(folder, format, out JournalSegment? last, out JournalBreak? after);
            return new JournalWriter(new JournalSink(last, folder, after, chosen, owner), chosen, recovery);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Waits for a place in the queue, which <see cref="Enqueue"/> or <see cref="Leave"/> must follow.</summary>
    internal async ValueTask AdmitAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_queue.IsClosed, this);
        await _queue.Admit(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives a place back unused.</summary>
    internal void Leave() => _queue.Leave();

    internal void Enqueue(JournalAppend append, CancellationToken cancellationToken)
    {
        append.Watch(cancellationToken);
        if (!_queue.TryAdd(append))
        {
            append.TryTake();
            _queue.Leave();
            ObjectDisposedException.ThrowIf(true, this);
        }

        // The disk takes milliseconds, which the caller's thread need not; and writing each record alone would cost several callers their common write.
        if (_sink.Flushes || _isShared)
        {
            Schedule();
        }
        else if (Interlocked.Exchange(ref _scheduled, 1) == 0)
        {
            Drain();
        }
    }

    /// <summary>Appends and writes on the calling thread.</summary>
    internal void AppendNow(JournalAppend append)
    {
        _queue.Admit();
        if (!_queue.TryAdd(append))
        {
            _queue.Leave();
            ObjectDisposedException.ThrowIf(true, this);
        }

        lock (_gate)
        {
            WriteBatch();
        }
    }

    /// <summary>Reads the records that are written, beside running appends, the segments of a folder one after the other.</summary>
    /// <exception cref="ObjectDisposedException">Thrown when the journal is closed.</exception>
    internal IEnumerable<JournalLineReader> Read()
    {
        ObjectDisposedException.ThrowIf(_queue.IsClosed, this);
        return _sink.Read();
    }

    /// <summary>Whether the next append begins a segment after a damaged one.</summary>
    internal bool BeginsAfterDamage => _sink.BeginsAfterDamage;

    /// <summary>Hands buffered records to the operating system; with the other durabilities it has them already.</summary>
    internal async ValueTask WriteOutAsync(CancellationToken cancellationToken)
    {
        if (!_sink.IsBuffered)
        {
            ObjectDisposedException.ThrowIf(_queue.IsClosed, this);
            return;
        }

        await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes the segments before one.</summary>
    internal void Delete(long before)
    {
        lock (_gate)
        {
            _sink.Delete(before, Recovery.Breaks);
        }
    }

    /// <summary>Makes the next append begin a new segment.</summary>
    internal void RotateNext()
    {
        lock (_gate)
        {
            _sink.RotateNext();
        }
    }

    /// <summary>Removes the segments before the one that the last <see cref="RotateNext"/> began.</summary>
    internal void DeleteRotated()
    {
        lock (_gate)
        {
            _sink.Delete(_sink.RotatedTo, Recovery.Breaks);
        }
    }

    private static void Validate(ReadOnlySpan<byte> record)
    {
        if (record.Length > MaximumRecordBytes)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"record must hold at most {MaximumRecordBytes} bytes, but holds {record.Length}."), nameof(record));
        }

        if (record.Contains((byte)'\n') || !JournalScan.IsJsonObject(record))
        {
            throw new ArgumentException("record must be one JSON object without line feeds.", nameof(record));
        }
    }

    /// <summary>
    /// The pool's common queue, not the thread's own: the callers of the last batch, whose continuations stand in the thread's own queue, run first and
    /// put their next records into this batch. Taking it at once would make two half batches, and twice the flushes, out of one.
    /// </summary>
    private void Schedule()
    {
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static writer => writer.Drain(), this, preferLocal: false);
        }
    }

    private void WriteOut()
    {
        Volatile.Write(ref _writeOut, 1);
        Schedule();
    }

    private void Drain()
    {
        lock (_gate)
        {
            if (!_disposed)
            {
                WriteBatch();
            }
        }

        Interlocked.Exchange(ref _scheduled, 0);
        if (!_queue.IsEmpty)
        {
            _isShared = true;
            Schedule();
        }
    }

    /// <summary>Callers never run here: they are told on the pool.</summary>
    private void WriteBatch()
    {
        int removed = _sink.WriteBatch(_queue, writeOut: Interlocked.Exchange(ref _writeOut, 0) == 1);
        _queue.Leave(removed);
        _isShared = removed > 1;
    }
}
