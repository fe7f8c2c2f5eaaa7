using System.Diagnostics;

namespace Escalation.Mutants.Building;

/// <summary>One call of the <c>dotnet</c> command, waited for.</summary>
internal static class DotnetCommand
{
    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="MutantException">Thrown when it failed.</exception>
    internal static string Require(string folder, params string[] arguments)
    {
        int code = Run(folder, arguments, out string output);
        if (code != 0)
        {
            string error = output.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? output;
            throw new MutantException($"dotnet {string.Join(' ', arguments)} ended with {code}: {error.Trim()}");
        }

        return output;
    }

    /// <returns>The exit code.</returns>
    internal static int Run(string folder, string[] arguments, out string output)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";

        // Hosts are short-lived: instrumenting code for a second look costs more than it gains.
        start.Environment["DOTNET_TieredPGO"] = "0";

        // A mutant that fills the memory shall fail, not the machine.
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x80000000";
        using Process process = Process.Start(start) ?? throw new MutantException("dotnet could not be started");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        output = process.StandardOutput.ReadToEnd();
        string wrong = errors.GetAwaiter().GetResult();
        process.WaitForExit();
        output = process.ExitCode == 0 ? output : output + wrong;
        return process.ExitCode;
    }
}
