namespace Escalation.Tool.Output;

/// <summary>Writes a file as a whole: readers see the old content or the new one, never a part.</summary>
internal static class AtomicFile
{
    /// <summary>Writes to a temporary file in the same folder, flushes it to the disk and renames it over the target.</summary>
    /// <param name="path">The target; replaced when it exists.</param>
    /// <param name="content">Everything that the file shall hold.</param>
    /// <exception cref="ToolException">Thrown when the file cannot be written; no temporary file is left behind.</exception>
    internal static void Write(string path, ReadOnlySpan<byte> content)
    {
        string target = FullPath(path);
        if (Directory.Exists(target))
        {
            throw new ToolException($"{path}: is a directory, and a file was to be written");
        }

        try
        {
            if (IsDevice(target))
            {
                using FileStream device = new(target, FileMode.Open, FileAccess.Write);
                device.Write(content);
                return;
            }

            Replace(target, content);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ToolException($"{path}: cannot be written: {exception.Message}", exception);
        }
    }

    private static void Replace(string target, ReadOnlySpan<byte> content)
    {
        string folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException("there is no such folder");
        }

        string temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}.tmp");
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static string FullPath(string path)
    {
        try
        {
            return Path.GetFullPath(path);
        }
        catch (ArgumentException exception)
        {
            throw new ToolException($"{ErrorText.Quote(path)} is not a path", exception);
        }
    }

    /// <summary>A device such as /dev/null has to be written in place: a rename would put a file where it was. Below /dev/shm are ordinary files.</summary>
    /// <param name="target">A full path.</param>
    internal static bool IsDevice(string target) =>
        !OperatingSystem.IsWindows() && target.StartsWith("/dev/", StringComparison.Ordinal) && !target.StartsWith("/dev/shm/", StringComparison.Ordinal) && File.Exists(target);
}
