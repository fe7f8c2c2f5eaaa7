using System.Runtime.InteropServices;

namespace Escalation.Journal;

/// <summary>Makes the name of a new file survive a power failure: on Unix a file's flush does not cover its directory, and the class library cannot flush one.</summary>
internal static partial class DirectoryEntry
{
    private const int ReadOnly = 0;
    private const int InputOutputError = 5;

    /// <summary>Returns once the disk has the directory's entries. Does nothing where the system has no such call, or the file system does not take it.</summary>
    /// <exception cref="IOException">Thrown when the disk reports an error.</exception>
    internal static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsBrowser() || OperatingSystem.IsWasi())
        {
            return;
        }

        try
        {
            if (!TryFlush(folder))
            {
                throw new IOException($"The disk did not confirm the entries of '{folder}'.");
            }
        }
        catch (Exception fault) when (fault is DllNotFoundException or EntryPointNotFoundException)
        {
            // A system without that library keeps the entries in its own time.
        }
    }

    private static bool TryFlush(string folder)
    {
        int descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
        {
            return true;
        }

        bool failed = Synchronize(descriptor) != 0 && Marshal.GetLastPInvokeError() == InputOutputError;
        _ = Close(descriptor);
        return !failed;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronize(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
