using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Escalation.Journal;

/// <summary>An append-only file of records, JSON Lines: one JSON object a line, one write a record, acknowledged only afterwards.</summary>
/// <remarks>
/// Safe for concurrent use; appends are serialised, and their order in the file is the order in which they were acknowledged. One writer at a time.
/// A record that was not acknowledged may still be found after a crash, never a part of one: opening cuts a torn last record off and reports it.
/// Torn is what follows the last line feed: a record and its line feed are one write, of which a killed process leaves a prefix, so a line feed at the end proves
/// the last record complete. A complete record that is not sound is damage, wherever it stands, and stays as evidence. That includes what a power failure may
/// leave on a file system that writes the pages of one write in another order: it cannot be told from a change made by hand.
/// </remarks>
public sealed class JournalWriter : IAsyncDisposable, IDisposable
{
    /// <summary>The longest record in bytes.</summary>
    public const int MaximumRecordBytes = 16 * 1024 * 1024;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly IJournalStorage _storage;
    private readonly JournalDurability _durability;
    private byte[] _line = new byte[1024];
    private long _length;
    private Exception? _poison;
    private volatile bool _disposed;

    private JournalWriter(IJournalStorage storage, JournalDurability durability, JournalRecovery recovery)
    {
        _storage = storage;
        _durability = durability;
        _length = recovery.Length;
        Recovery = recovery;
    }

    /// <summary>What opening found.</summary>
    public JournalRecovery Recovery { get; }

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
        try
        {
            if (!Enum.IsDefined(durability))
            {
                throw new ArgumentOutOfRangeException(nameof(durability), durability, "Not a durability.");
            }

            JournalRecovery recovery = JournalScan.Run(storage, format);
            if (recovery.TruncatedBytes > 0)
            {
                storage.SetLength(recovery.Length);
            }

            return new JournalWriter(storage, durability, recovery);
        }
        catch
        {
            storage.Dispose();
            throw;
        }
    }

    /// <summary>Appends a record and returns once it survives what the durability promises.</summary>
    /// <param name="record">A JSON object without line feeds, at most <see cref="MaximumRecordBytes"/>.</param>
    /// <param name="cancellationToken">Gives up waiting for other appends; a write that has begun is finished.</param>
    /// <exception cref="ArgumentException">Thrown when the record is not a JSON object on one line, or too long.</exception>
    /// <exception cref="JournalException">Thrown when the write failed; nothing of it remains.</exception>
    /// <exception cref="JournalPoisonedException">Thrown when the journal can no longer know what the disk holds.</exception>
    /// <exception cref="ObjectDisposedException">Thrown when the journal is closed.</exception>
    public async ValueTask AppendAsync(ReadOnlyMemory<byte> record, CancellationToken cancellationToken = default)
    {
        Validate(record.Span);
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Write(record.Span);
            if (_durability == JournalDurability.Durable)
            {
                // The disk takes milliseconds; the caller's thread need not.
                await Task.Run(Flush, CancellationToken.None).ConfigureAwait(false);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Waits for a running append, closes the file and gives the lock back. Doing so twice changes nothing.</summary>
    public void Dispose()
    {
        _gate.Wait();
        Close();
    }

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        Close();
    }

    /// <summary>Appends on the calling thread.</summary>
    internal void Append(ReadOnlySpan<byte> record)
    {
        Validate(record);
        _gate.Wait();
        try
        {
            Write(record);
            if (_durability == JournalDurability.Durable)
            {
                Flush();
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Reads acknowledged bytes beside running appends.</summary>
    /// <exception cref="ObjectDisposedException">Thrown when the journal is closed.</exception>
    internal int Read(long offset, Memory<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        long left = Math.Max(0, Volatile.Read(ref _length) - offset);
        return left == 0 ? 0 : _storage.Read(offset, buffer.Span[..(int)Math.Min(left, buffer.Length)]);
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

    private void Write(ReadOnlySpan<byte> record)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_poison is { } earlier)
        {
            throw new JournalPoisonedException("The journal takes no more records since an earlier failure.", earlier);
        }

        RequireUnchanged();
        ReadOnlySpan<byte> line = Terminate(record);
        try
        {
            _storage.Write(_length, line);
        }
        catch (Exception fault)
        {
            Undo(fault);
            throw new JournalException("The record could not be written; nothing of it remains.", fault);
        }

        _length += line.Length;
    }

    private void RequireUnchanged()
    {
        long actual;
        try
        {
            actual = _storage.Length;
        }
        catch (Exception fault)
        {
            throw new JournalException("The journal's length could not be read; nothing was written.", fault);
        }

        if (actual != _length)
        {
            Poison(string.Create(CultureInfo.InvariantCulture, $"The journal should hold {_length} bytes, but holds {actual}: somebody else changed it."), null);
        }
    }

    private ReadOnlySpan<byte> Terminate(ReadOnlySpan<byte> record)
    {
        if (_line.Length <= record.Length)
        {
            _line = new byte[record.Length * 2];
        }

        record.CopyTo(_line);
        _line[record.Length] = (byte)'\n';
        return _line.AsSpan(0, record.Length + 1);
    }

    /// <summary>A failed write may have left a part of the record, which would damage the journal's middle with the next append.</summary>
    private void Undo(Exception fault)
    {
        try
        {
            _storage.SetLength(_length);
        }
        catch (Exception second)
        {
            Poison("A failed write could not be undone.", new AggregateException(fault, second));
        }
    }

    private void Flush()
    {
        try
        {
            _storage.Flush();
        }
        catch (Exception fault)
        {
            // The operating system may have dropped the dirty pages: a second flush would succeed without the record on the disk.
            Poison("The disk did not confirm the record.", fault);
        }
    }

    [DoesNotReturn]
    private void Poison(string message, Exception? fault)
    {
        var poisoned = fault is null ? new JournalPoisonedException(message) : new JournalPoisonedException(message, fault);
        _poison = poisoned;
        throw poisoned;
    }

    private void Close()
    {
        try
        {
            if (!_disposed)
            {
                _disposed = true;
                _storage.Dispose();
            }
        }
        finally
        {
            _gate.Release();
        }
    }
}
