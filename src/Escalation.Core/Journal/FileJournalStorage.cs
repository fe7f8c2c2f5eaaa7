using Microsoft.Win32.SafeHandles;

namespace Escalation.Journal;

/// <summary>A journal's file, with a lock file beside it that keeps other writers away.</summary>
/// <remarks>
/// The lock is advisory where the operating system's locks are, and some network file systems ignore it. The empty lock file stays when the journal is
/// closed: deleting it would let two writers hold two locks of one name. Symbolic links are followed first, so a file has one lock by whatever link it is opened;
/// two hard links are two names and have two locks, so do not make any. Readers are welcome at any time. The name of a file just created survives a power
/// failure on Unix, where its folder is flushed; on Windows that is left to the file system.
/// </remarks>
public sealed class FileJournalStorage : IJournalStorage
{
    /// <summary>What is appended to the file's name to name its lock file.</summary>
    public const string LockSuffix = ".lock";

    private const int SharingViolation = unchecked((int)0x80070020);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;

    private readonly SafeFileHandle? _lock;
    private readonly SafeFileHandle _file;
    private readonly FilePlace _place;

    private FileJournalStorage(SafeFileHandle? lockHandle, SafeFileHandle file, string path)
    {
        _lock = lockHandle;
        _file = file;
        _place = new FilePlace(path, file);
    }

    /// <inheritdoc/>
    public long Length => RandomAccess.GetLength(_file);

    /// <inheritdoc/>
    public bool IsInPlace => _place.Holds();

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
            bool isNew = !File.Exists(target);
            file = File.OpenHandle(target, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            RequireRegular(file, target);
            if (isNew)
            {
                DirectoryEntry.Flush(Path.GetDirectoryName(target)!);
            }

            return new FileJournalStorage(held, file, target);
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
        _lock?.Dispose();
    }

    /// <summary>A file whose folder is locked already.</summary>
    internal static FileJournalStorage OpenUnlocked(string path, FileMode mode, FileAccess access) =>
        new(null, File.OpenHandle(path, mode, access, access == FileAccess.Read ? FileShare.ReadWrite | FileShare.Delete : FileShare.Read), path);

    internal static SafeFileHandle TakeLock(string path)
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
}
