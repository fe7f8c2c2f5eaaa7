using System.CommandLine;
using Escalation.Tool.Input;

namespace Escalation.Tool.CommandLine;

/// <summary>Options that several verbs have.</summary>
internal static class SharedOptions
{
    /// <summary>The error level when none is given.</summary>
    internal const double DefaultDelta = 0.1;

    internal const string TableHelp = "CSV with a header line (.csv, .csv.gz), JSON Lines (.jsonl, .jsonl.gz), or - for standard input (JSON Lines when its first character is {, else CSV; gzip is recognised).";

    internal static Option<bool> Json() => new("--json") { Description = "Print exactly one JSON object on standard output." };

    internal static Option<double?> Delta() => NumberOptions.Level("--delta", "D", "The probability with which the guarantee may fail, strictly between 0 and 1; 0.1 unless given.");

    internal static Option<string?> Out(string description) => new("--out") { Description = description, HelpName = "FILE" };

    /// <summary>Refuses an output path that would overwrite an input.</summary>
    /// <exception cref="ToolException">Thrown when the two are the same file or the output is standard output.</exception>
    internal static void RequireSeparate(string? output, string input)
    {
        if (output is null)
        {
            return;
        }

        if (string.IsNullOrWhiteSpace(output) || output == InputSource.StandardInput)
        {
            throw new ToolException("--out needs the name of a file; --json prints on standard output");
        }

        if (input != InputSource.StandardInput && string.Equals(Path.GetFullPath(output), Path.GetFullPath(input), StringComparison.Ordinal))
        {
            throw new ToolException($"--out {output} would overwrite the input");
        }
    }
}
