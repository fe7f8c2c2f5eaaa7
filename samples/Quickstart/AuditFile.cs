namespace Quickstart;

/// <summary>Where a run keeps its audit log.</summary>
internal static class AuditFile
{
    private const string Name = "audit.jsonl";

    /// <summary>Makes room for a new log and names its file. An earlier log is never continued: its turns have the same ids.</summary>
    /// <param name="folder">The folder, made when absent; null is a new one among the temporary files.</param>
    /// <exception cref="IOException">Thrown when the folder cannot be made or holds a log already.</exception>
    public static string Create(string? folder)
    {
        string chosen = folder is null ? Directory.CreateTempSubdirectory("escalation-quickstart-").FullName : Directory.CreateDirectory(folder).FullName;
        string path = Path.Combine(chosen, Name);
        return File.Exists(path) ? throw new IOException($"{path} exists already: name another folder.") : path;
    }
}
