using System.Buffers;
using Escalation.Journal;

namespace Escalation.Auditing;

/// <summary>An append-only record of decisions and outcomes: JSON Lines in which each record carries the SHA-256 of its bytes and of the record before.</summary>
/// <remarks>
/// Tamper-evident up to the last checkpoint that is kept elsewhere, see <see cref="AuditVerifier"/>; the exact hash is documented at <see cref="AuditHash"/>.
/// Safe for concurrent use; appends are serialised, and the order of the file is the order of sequence numbers and of acknowledgements. One writer a file.
/// </remarks>
public sealed class AuditLog : IAuditSink, IAsyncDisposable, IDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly JournalWriter _journal;
    private readonly TimeProvider _time;
    private volatile AuditCheckpoint _checkpoint;

    private AuditLog(JournalWriter journal, AuditChain chain, TimeProvider time)
    {
        _journal = journal;
        _time = time;
        _checkpoint = new AuditCheckpoint(chain.Count, chain.LastHash);
    }

    /// <summary>How many records are acknowledged, and the hash of the last. Keep it somewhere else now and then: it makes a cut tail detectable.</summary>
    public AuditCheckpoint Checkpoint => _checkpoint;

    /// <summary>How many bytes of a torn last record, one without its line feed, opening cut off; a <c>recovered</c> record says so too.</summary>
    public long RecoveredBytes => _journal.Recovery.TruncatedBytes;

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
    public static AuditLog Open(IJournalStorage storage, AuditLogOptions? options = null)
    {
        AuditLogOptions chosen = options ?? new AuditLogOptions();
        var chain = new AuditChain();
        JournalWriter journal = JournalWriter.Open(storage, chosen.Durability, chain);
        try
        {
            var log = new AuditLog(journal, chain, chosen.Time);
            if (log.RecoveredBytes > 0)
            {
                log.AppendRecovered();
            }

            return log;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>Appends a record and returns once it survives what the durability promises.</summary>
    /// <param name="entry">The record.</param>
    /// <param name="cancellationToken">Gives up waiting for other appends; a record whose writing has begun is finished.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="entry"/> is null.</exception>
    /// <exception cref="ArgumentException">Thrown when the entry's data is not JSON that can be read back.</exception>
    /// <exception cref="JournalException">Thrown when the record could not be written; nothing of it remains.</exception>
    /// <exception cref="JournalPoisonedException">Thrown when the log can no longer know what the disk holds; open it anew.</exception>
    /// <exception cref="ObjectDisposedException">Thrown when the log is closed.</exception>
    public async ValueTask<AuditReceipt> AppendAsync(AuditEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            string hash = Compose(entry);
            await _journal.AppendAsync(_buffer.WrittenMemory, CancellationToken.None).ConfigureAwait(false);
            return Acknowledge(hash);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Whether a decision with this id is in the log. Reads the file: linear in its length.</summary>
    /// <param name="id">The turn's id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">Thrown when the id is blank.</exception>
    /// <exception cref="ObjectDisposedException">Thrown when the log is closed.</exception>
    /// <exception cref="IOException">Thrown when the log cannot be read.</exception>
    public ValueTask<bool> HasDecisionAsync(string id, CancellationToken cancellationToken = default)
    {
        Guard.NotBlank(id);
        return new ValueTask<bool>(Task.Run(() => Search(id, cancellationToken), cancellationToken));
    }

    /// <summary>Waits for a running append and closes the log. Doing so twice changes nothing.</summary>
    public void Dispose() => _journal.Dispose();

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    private void AppendRecovered()
    {
        long cut = RecoveredBytes;
        string hash = Compose(new AuditEntry(AuditKind.Recovered, null, writer => writer.WriteNumber("truncatedBytes", cut)));
        _journal.Append(_buffer.WrittenSpan);
        Acknowledge(hash);
    }

    private string Compose(AuditEntry entry)
    {
        _buffer.ResetWrittenCount();
        string hash = AuditLine.Write(_buffer, _checkpoint.Count + 1, _time.GetUtcNow(), entry, _checkpoint.LastHash);
        RequireReadable(entry);
        return hash;
    }

    /// <summary>The data comes from a delegate; a member written twice, say, would make the log unreadable for ever.</summary>
    private void RequireReadable(AuditEntry entry)
    {
        try
        {
            AuditLine.Parse(_buffer.WrittenMemory);
        }
        catch (FormatException fault)
        {
            throw new ArgumentException($"The data of this '{entry.Kind}' record could not be read back.", nameof(entry), fault);
        }
    }

    private AuditReceipt Acknowledge(string hash)
    {
        _checkpoint = new AuditCheckpoint(_checkpoint.Count + 1, hash);
        return new AuditReceipt(_checkpoint.Count, hash);
    }

    private bool Search(string id, CancellationToken cancellationToken)
    {
        var reader = new JournalLineReader(_journal.Read);
        foreach (AuditRecord record in AuditReader.ReadLines(reader))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (record.Kind == AuditKind.Decision && string.Equals(record.Id, id, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
