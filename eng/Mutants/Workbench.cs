using System.Diagnostics;

namespace Escalation.Mutants;

/// <summary>A copy of the repository in which mutants are built and tested, so that the checkout itself is never touched.</summary>
internal sealed class Workbench : IDisposable
{
    private const string Library = "Escalation.Core";
    private static readonly string[] Copied = ["src", "tests", "Directory.Build.props", "Directory.Packages.props", "BannedSymbols.txt", ".editorconfig", "global.json", "README.md", "nuget.config", "NuGet.config"];

    private readonly string _folder;

    private Workbench(string folder) => _folder = folder;

    /// <summary>Copies the sources and builds library and tests once.</summary>
    internal static Workbench Create(string repository, IEnumerable<string> testProjects)
    {
        var bench = new Workbench(Directory.CreateTempSubdirectory("mutants-").FullName);
        foreach (string name in Copied)
        {
            Copy(Path.Combine(repository, name), Path.Combine(bench._folder, name));
        }

        foreach (string project in testProjects)
        {
            bench.Require($"build tests/{project} -c Release");
        }

        return bench;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Whether the named tests pass with the library as it is on the bench.</summary>
    internal bool TestsPass(Mutant mutant)
    {
        string filter = mutant.Filter is null ? "" : $" --filter \"{mutant.Filter}\"";
        return Run($"test tests/{mutant.Project} -c Release --no-build{filter}", out _) == 0;
    }

    /// <summary>Applies a mutant, builds the library and puts it in the place of the sound one.</summary>
    /// <returns>What puts the source back.</returns>
    internal Action Apply(Mutant mutant)
    {
        string path = Path.Combine(_folder, mutant.File);
        string sound = File.Exists(path) ? File.ReadAllText(path) : throw new MutantException($"{mutant.Name}: there is no file {mutant.File}");
        int at = sound.IndexOf(mutant.From, StringComparison.Ordinal);
        if (at < 0 || sound.IndexOf(mutant.From, at + 1, StringComparison.Ordinal) >= 0)
        {
            throw new MutantException($"{mutant.Name}: the text to replace must occur exactly once in {mutant.File}");
        }

        File.WriteAllText(path, sound.Replace(mutant.From, mutant.To, StringComparison.Ordinal));
        return () => File.WriteAllText(path, sound);
    }

    /// <summary>Builds the library alone and copies it over the one that the tests load.</summary>
    internal void BuildLibrary(string testProject)
    {
        Require($"build src/{Library} -c Release --no-restore -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false");
        string built = Path.Combine(_folder, "artifacts", "bin", Library, "release", Library + ".dll");
        File.Copy(built, Path.Combine(_folder, "artifacts", "bin", testProject, "release", Library + ".dll"), overwrite: true);
    }

    private void Require(string arguments)
    {
        if (Run(arguments, out string output) != 0)
        {
            string error = output.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? output;
            throw new MutantException($"dotnet {arguments} failed: {error.Trim()}");
        }
    }

    private int Run(string arguments, out string output)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using Process process = Process.Start(start) ?? throw new MutantException("dotnet could not be started");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        output = process.StandardOutput.ReadToEnd() + errors.GetAwaiter().GetResult();
        process.WaitForExit();
        return process.ExitCode;
    }

    private static void Copy(string from, string to)
    {
        if (File.Exists(from))
        {
            File.Copy(from, to);
        }
        else if (Directory.Exists(from))
        {
            Directory.CreateDirectory(to);
            foreach (string entry in Directory.EnumerateFileSystemEntries(from))
            {
                string name = Path.GetFileName(entry);
                if (name is not ("bin" or "obj" or "artifacts"))
                {
                    Copy(entry, Path.Combine(to, name));
                }
            }
        }
    }
}
