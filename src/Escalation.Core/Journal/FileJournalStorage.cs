using Microsoft.Win32.SafeHandles;

namespace Escalation.Journal;

/// <summary>A journal's file, with a lock file beside it that keeps other writers away.</summary>
/// <remarks>
/// The lock is advisory where the operating system's locks are, and some network file systems ignore it. The empty lock file stays when the journal is
/// closed: deleting it would let two writers hold two locks of one name. Readers are welcome at any time.
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
    /// <exception cref="IOException">Thrown when the file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">Thrown when the file may not be opened.</exception>
    public static FileJournalStorage Open(string path)
    {
        string full = Path.GetFullPath(Guard.NotBlank(path));
        SafeFileHandle held = TakeLock(full);
        try
        {
            return new FileJournalStorage(held, File.OpenHandle(full, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read));
        }
        catch
        {
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
