using Escalation.Mutants.Hosting;

namespace Escalation.Mutants.Building;

/// <summary>A copy of a built test project beside which changed libraries are put, so that the build itself is never touched.</summary>
internal sealed class Workbench
{
    /// <summary>The assembly under test.</summary>
    internal const string Library = "Escalation.Core";

    private readonly string _project;
    private readonly string _folder;

    private Workbench(string repository, string project)
    {
        _project = project;
        _folder = Path.Combine(repository, "artifacts", "mutants", project);
    }

    /// <summary>Builds the test project, unless it is to be taken as it is, and copies its output.</summary>
    internal static Workbench Create(string repository, bool build, string project)
    {
        if (build)
        {
            DotnetCommand.Require(repository, "build", $"tests/{project}", "-c", "Release", "-p:RunAnalyzers=false");
        }

        var bench = new Workbench(repository, project);
        if (Directory.Exists(bench._folder))
        {
            Directory.Delete(bench._folder, recursive: true);
        }

        Copy(Path.Combine(repository, "artifacts", "bin", project, "release"), bench._folder);

        // The host runs as the test project: its own dependencies are those of the tests.
        string self = typeof(Workbench).Assembly.Location;
        File.Copy(self, Path.Combine(bench._folder, Path.GetFileName(self)), overwrite: true);
        return bench;
    }

    /// <summary>Puts this library in the place of the one that the tests load.</summary>
    internal void Install(byte[] library) => File.WriteAllBytes(Path.Combine(_folder, Library + ".dll"), library);

    /// <summary>Runs the tests of the plan in a process of their own.</summary>
    /// <returns>What the process noted; its last line is missing when it did not live to write it.</returns>
    internal IReadOnlyList<HostNote> Run(HostPlan plan)
    {
        string notes = Path.Combine(_folder, "notes.txt");
        string path = Path.Combine(_folder, "plan.json");
        File.Delete(notes);
        (plan with { TestAssembly = _project, Notes = notes }).Write(path);
        DotnetCommand.Run(
            _folder,
            ["exec", "--runtimeconfig", $"{_project}.runtimeconfig.json", "--depsfile", $"{_project}.deps.json", "Escalation.Mutants.dll", "host", path],
            out string output);
        return File.Exists(notes) ? HostNote.ReadAll(notes) : throw new MutantException($"the test host did not start: {output.Trim()}");
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }

        foreach (string folder in Directory.EnumerateDirectories(from))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}
