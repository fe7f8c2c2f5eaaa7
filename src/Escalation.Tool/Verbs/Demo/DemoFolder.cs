using Escalation.Auditing;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Demo;

/// <summary>Where the demonstration leaves its files.</summary>
internal sealed class DemoFolder
{
    private DemoFolder(string path) => FullName = path;

    internal string FullName { get; }

    internal string Calibration => Path.Combine(FullName, "calibration.csv");

    internal string Certificate => Path.Combine(FullName, "certificate.json");

    internal string AuditLog => Path.Combine(FullName, "audit.jsonl");

    internal string Decisions => Path.Combine(FullName, "decisions.csv");

    /// <summary>Takes the named folder, or a new temporary one.</summary>
    /// <exception cref="ToolException">Thrown when the folder cannot be made, or holds files under these names that an earlier demonstration did not leave.</exception>
    internal static DemoFolder Prepare(string? path)
    {
        try
        {
            DirectoryInfo folder = path is null ? Directory.CreateTempSubdirectory("escalation-demo-") : Directory.CreateDirectory(path);
            var prepared = new DemoFolder(folder.FullName);
            prepared.Clear();
            return prepared;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ToolException($"--out {path}: the folder cannot be used: {ErrorText.MessageOf(exception)}", exception);
        }
    }

    private void Clear()
    {
        string[] present = [.. new[] { Calibration, Certificate, AuditLog, Decisions }.Where(Path.Exists)];
        if (present.Length > 0 && !IsOfDemo())
        {
            throw new ToolException($"{present[0]} exists and is not of an earlier demonstration; choose another folder");
        }

        foreach (string file in present)
        {
            File.Delete(file);
        }
    }

    /// <summary>An audit log is never deleted on suspicion: its first record has to be one of the demonstration's.</summary>
    private bool IsOfDemo()
    {
        try
        {
            return File.Exists(AuditLog) && AuditReader.Read(AuditLog).FirstOrDefault()?.Id?.StartsWith(DemoLoop.LivePrefix, StringComparison.Ordinal) == true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
