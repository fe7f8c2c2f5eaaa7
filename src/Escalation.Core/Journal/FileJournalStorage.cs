using Microsoft.Win32.SafeHandles;

namespace Escalation.Journal;

/// <summary>A journal's file, with a lock file beside it that keeps other writers away.</summary>
/// <remarks>
/// The lock is advisory where the operating system's locks are, and some network file systems ignore it. The empty lock file stays when the journal is
/// closed: deleting it would let two writers hold two locks of one name. Symbolic links are followed first, so a file has one lock by whatever link it is opened;
/// two hard links are two names and have two locks, so do not make any. Readers are welcome at any time. A flush covers the file's content; the directory
/// entry of a file just created is written by the operating system in its own time, so create the file well before the first record that must survive a power failure.
/// </remarks>
public sealed class FileJournalStorage : IJournalStorage
{
    /// <summary>What is appended to the file's name to name its lock file.</summary>
    public const string LockSuffix = ".lock";

    private const int SharingViolation = unchecked((int)0x80070020);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;

    private readonly SafeFileHandle _lock;
    private readonly SafeFileHandle _file;

    private FileJournalStorage(SafeFileHandle lockHandle, SafeFileHandle file)
    {
        _lock = lockHandle;
        _file = file;
    }

    /// <inheritdoc/>
    public long Length => RandomAccess.GetLength(_file);

    /// <summary>Opens the file, or creates it.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="path"/> is blank.</exception>
    /// <exception cref="JournalLockedException">Thrown when another writer holds the file.</exception>
    /// <exception cref="JournalDamagedException">Thrown when the path names a device, a pipe or something else that is not a regular file.</exception>
    /// <exception cref="IOException">Thrown when the file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">Thrown when the file may not be opened.</exception>
    public static FileJournalStorage Open(string path)
    {
        string target = FinalTarget(Path.GetFullPath(Guard.NotBlank(path)));
        SafeFileHandle held = TakeLock(target);
        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(target, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            RequireRegular(file, target);
            return new FileJournalStorage(held, file);
        }
        catch
        {
            file?.Dispose();
            held.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public int Read(long offset, Span<byte> buffer) => RandomAccess.Read(_file, buffer, offset);

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(_file, bytes, offset);

    /// <inheritdoc/>
    public void SetLength(long length) => RandomAccess.SetLength(_file, length);

    /// <inheritdoc/>
    public void Flush() => RandomAccess.FlushToDisk(_file);

    /// <summary>Closes the file, then gives the lock back.</summary>
    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }

    private static string FinalTarget(string path) =>
        new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;

    /// <summary>A device has no length, takes none, and may have no end; a pipe cannot be read at an offset.</summary>
    private static void RequireRegular(SafeFileHandle file, string path)
    {
        try
        {
            if (RandomAccess.GetLength(file) == 0)
            {
                RandomAccess.SetLength(file, 0);
            }
        }
        catch (Exception fault) when (fault is IOException or NotSupportedException or ArgumentException or UnauthorizedAccessException)
        {
            File.Delete(path + LockSuffix);
            throw new JournalDamagedException($"'{path}' is not a regular file.", fault);
        }
    }

    private static SafeFileHandle TakeLock(string path)
    {
        try
        {
            return File.OpenHandle(path + LockSuffix, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException fault) when (fault.HResult is SharingViolation or LinuxWouldBlock or MacWouldBlock)
        {
            throw new JournalLockedException($"Another writer holds the journal '{path}'.", fault);
        }
    }
}
