using Escalation.Auditing;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Audit;

/// <summary>An audit log that the user named: a file, a folder of segments, or standard input.</summary>
internal sealed class AuditSource : IDisposable
{
    private readonly Stream? _stream;
    private readonly string _path;

    private AuditSource(string path, Stream? stream) => (_path, _stream) = (path, stream);

    /// <summary>How it is called in messages.</summary>
    internal string Name => InputSource.NameOf(_path);

    /// <summary>Whether there is nothing in it at all.</summary>
    internal bool IsEmpty => _stream is { Length: 0 };

    /// <exception cref="ToolException">Thrown when there is no such log.</exception>
    internal static AuditSource Open(string path, ToolConsole console)
    {
        if (path == InputSource.StandardInput || !Directory.Exists(path))
        {
            return InputSource.Guarded(path, () => new AuditSource(path, InputSource.OpenSeekable(path, console)));
        }

        return InputSource.Guarded(path, () => AuditReader.ReadFolder(path).Any() ? new AuditSource(path, null) : throw new ToolException($"{path}: is a directory without segments of an audit log"));
    }

    internal AuditVerification Verify(AuditCheckpoint? checkpoint) => Guarded(() => _stream is null ? AuditVerifier.VerifyFolder(_path, checkpoint) : AuditVerifier.Verify(_stream, checkpoint));

    internal AuditVerification Verify(IReadOnlyList<SignedCheckpoint> checkpoints, CheckpointKeyring keys) =>
        Guarded(() => _stream is null ? AuditVerifier.VerifyFolder(_path, checkpoints, keys) : AuditVerifier.Verify(_stream, checkpoints, keys));

    /// <summary>Makes something of all records, in order.</summary>
    /// <exception cref="ToolException">Thrown when a record cannot be read.</exception>
    internal T Read<T>(Func<IEnumerable<AuditRecord>, T> read) => Guarded(() =>
    {
        if (_stream is null)
        {
            return read(AuditReader.ReadFolder(_path));
        }

        _stream.Position = 0;
        return read(AuditReader.Read(_stream));
    });

    /// <exception cref="ToolException">Thrown when there is nothing in it.</exception>
    internal AuditSource RequireRecords() => IsEmpty ? throw new ToolException($"{Name}: the file is empty, so there is no record") : this;

    /// <summary>Refuses logs that are no longer what was written. A last line that is still being written is none of that.</summary>
    /// <returns>The sentence to print when the log is broken; null when it is sound.</returns>
    internal string? Defect()
    {
        AuditVerification found = Verify(checkpoint: null);
        return found.IsIntact || found.Defect == AuditDefect.TornTail ? null : $"{Name}: {found.Message}";
    }

    public void Dispose() => _stream?.Dispose();

    private T Guarded<T>(Func<T> read) => InputSource.Guarded(_path, () =>
    {
        try
        {
            return read();
        }
        catch (FormatException exception)
        {
            throw new ToolException($"{Name}: {ErrorText.MessageOf(exception)}", exception);
        }
    });
}
