namespace Escalation.Probes.Files;

/// <summary>Writes a file as a whole: readers see the old content or the new one, never a part.</summary>
internal static class ReplacedFile
{
    /// <summary>Writes to a temporary file in the same folder, flushes it to the disk and renames it over the target. No temporary file stays when that fails.</summary>
    internal static void Write(string path, Action<Stream> content)
    {
        string target = Path.GetFullPath(Guard.NotBlank(path));
        string folder = Path.GetDirectoryName(target) ?? throw new IOException($"{path} is a folder, and a file was to be written.");
        string temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                content(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            if (Directory.Exists(folder))
            {
                File.Delete(temporary);
            }

            throw;
        }
    }
}
