using Escalation.Journal;

namespace Escalation.Auditing;

/// <summary>Keeps checkpoints as lines of JSON in a file of its own, each flushed to the disk. Put it on another disk, or another machine's, than the log.</summary>
public sealed class FileCheckpointSink : ICheckpointSink, IDisposable, IAsyncDisposable
{
    private readonly JournalWriter _journal;

    private FileCheckpointSink(JournalWriter journal) => _journal = journal;

    /// <summary>Opens a file of checkpoints, or creates it.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="JournalLockedException">Thrown when another writer holds the file.</exception>
    /// <exception cref="JournalDamagedException">Thrown when the file holds something else.</exception>
    /// <exception cref="IOException">Thrown when the file cannot be opened.</exception>
    public static FileCheckpointSink Open(string path) => new(JournalWriter.Open(FileJournalStorage.Open(path), new JournalOptions(), new Format()));

    /// <summary>Reads a file of checkpoints; it may be in use. A last line that is cut short is left out.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">Thrown when the file cannot be read.</exception>
    /// <exception cref="FormatException">Thrown when a line is not a checkpoint.</exception>
    public static IReadOnlyList<SignedCheckpoint> Read(string path)
    {
        using FileStream stream = AuditReader.OpenShared(path);
        var reader = new JournalLineReader(stream);
        var checkpoints = new List<SignedCheckpoint>();
        while (reader.TryRead(out JournalLine line) && line.IsTerminated)
        {
            checkpoints.Add(SignedCheckpointJson.Parse(line.Bytes));
        }

        return checkpoints;
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(SignedCheckpoint checkpoint, CancellationToken cancellationToken = default) =>
        _journal.AppendAsync(SignedCheckpointJson.ToUtf8Bytes(checkpoint), cancellationToken);

    /// <summary>Closes the file.</summary>
    public void Dispose() => _journal.Dispose();

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync() => _journal.DisposeAsync();

    private sealed class Format : IJournalFormat
    {
        public string? Check(long position, ReadOnlyMemory<byte> record)
        {
            try
            {
                SignedCheckpointJson.Parse(record);
                return null;
            }
            catch (FormatException fault)
            {
                return fault.Message;
            }
        }

        public bool CanBegin(ReadOnlySpan<byte> bytes) => !bytes.IsEmpty && (bytes.StartsWith("{\"v\":1,\"count\":"u8) || "{\"v\":1,\"count\":"u8.StartsWith(bytes));
    }
}
