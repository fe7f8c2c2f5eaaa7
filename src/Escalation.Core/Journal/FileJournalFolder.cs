using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Escalation.Journal;

/// <summary>The segments of a journal as the files <c>00000001.jsonl</c>, <c>00000002.jsonl</c> and so on of one folder, with a lock file that keeps other writers away.</summary>
/// <remarks>What else lies in the folder is left alone. The lock is advisory where the operating system's locks are, and some network file systems ignore it. Readers are welcome at any time.</remarks>
public sealed class FileJournalFolder : IJournalFolder
{
    private const string Extension = ".jsonl";
    private const string LockName = "journal";
    private const int LeastDigits = 8;

    private readonly string _path;
    private readonly SafeFileHandle? _lock;

    private FileJournalFolder(string path, SafeFileHandle? lockHandle) => (_path, _lock) = (path, lockHandle);

    /// <inheritdoc/>
    public IReadOnlyList<long> Segments
    {
        get
        {
            var numbers = new List<long>();
            foreach (string file in Directory.EnumerateFiles(_path, "*" + Extension))
            {
                string name = Path.GetFileNameWithoutExtension(file);
                if (name.Length >= LeastDigits && long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0 && string.Equals(PathOf(number), file, StringComparison.Ordinal))
                {
                    numbers.Add(number);
                }
            }

            numbers.Sort();
            return numbers;
        }
    }

    /// <summary>Opens a folder for the one writer, or creates it; its parent must exist.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="path"/> is blank.</exception>
    /// <exception cref="JournalLockedException">Thrown when another writer holds the folder.</exception>
    /// <exception cref="IOException">Thrown when the folder cannot be opened or created.</exception>
    /// <exception cref="UnauthorizedAccessException">Thrown when the folder may not be opened.</exception>
    public static FileJournalFolder Open(string path)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Guard.NotBlank(path)));
        if (!Directory.Exists(full))
        {
            string parent = Path.GetDirectoryName(full)!;
            if (!Directory.Exists(parent))
            {
                throw new DirectoryNotFoundException($"The folder '{parent}' does not exist.");
            }

            Directory.CreateDirectory(full);
            DirectoryEntry.Flush(parent);
        }

        full = new DirectoryInfo(full).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? full;
        return new FileJournalFolder(full, FileJournalStorage.TakeLock(Path.Combine(full, LockName)));
    }

    /// <inheritdoc/>
    public IJournalStorage Open(long segment) => FileJournalStorage.OpenUnlocked(PathOf(segment), FileMode.Open, FileAccess.ReadWrite);

    /// <inheritdoc/>
    public IJournalStorage OpenRead(long segment) => FileJournalStorage.OpenUnlocked(PathOf(segment), FileMode.Open, FileAccess.Read);

    /// <inheritdoc/>
    public IJournalStorage Create(long segment)
    {
        FileJournalStorage storage = FileJournalStorage.OpenUnlocked(PathOf(segment), FileMode.CreateNew, FileAccess.ReadWrite);
        try
        {
            DirectoryEntry.Flush(_path);
            return storage;
        }
        catch
        {
            storage.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Delete(long segment) => File.Delete(PathOf(segment));

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => _lock?.Dispose();

    /// <summary>A folder to read beside its writer; nothing is locked, and nothing may be written.</summary>
    internal static FileJournalFolder OpenShared(string path) => Directory.Exists(Guard.NotBlank(path))
        ? new FileJournalFolder(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), lockHandle: null)
        : throw new DirectoryNotFoundException($"The folder '{path}' does not exist.");

    private string PathOf(long segment) => Path.Combine(_path, segment.ToString("D8", CultureInfo.InvariantCulture) + Extension);
}
