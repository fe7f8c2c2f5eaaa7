using System.CommandLine;
using Escalation.Statistics;
using Escalation.Tool.Input;
using Escalation.Tool.Output;

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

    /// <summary>Refuses levels that no sample can certify.</summary>
    /// <exception cref="ToolException">Thrown when it would take more items than the library counts.</exception>
    internal static void RequireCertifiable(double alpha, double delta)
    {
        try
        {
            BinomialBudget.MinimumTrials(alpha, delta);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new ToolException($"the level {Report.Number(alpha)} is too small: it takes more than {Report.Count(BinomialTail.MaxTrials)} items to certify it", exception);
        }
    }

    /// <summary>Refuses an output path that would overwrite an input, under whatever name and through whatever links.</summary>
    /// <param name="output">The output; null for none.</param>
    /// <param name="inputs">Every file that the verb reads; null where there is none.</param>
    /// <exception cref="ToolException">Thrown when the output is one of the inputs, or standard output.</exception>
    internal static void RequireSeparate(string? output, params ReadOnlySpan<string?> inputs) => RequireSeparateAs("--out", output, inputs);

    /// <summary>The same for an output that another option names.</summary>
    /// <param name="option">The option.</param>
    /// <param name="output">The output; null for none.</param>
    /// <param name="inputs">Every file that the verb reads; null where there is none.</param>
    /// <exception cref="ToolException">Thrown when the output is one of the inputs, or standard output.</exception>
    internal static void RequireSeparateAs(string option, string? output, params ReadOnlySpan<string?> inputs)
    {
        if (output is null)
        {
            return;
        }

        if (string.IsNullOrWhiteSpace(output) || output == InputSource.StandardInput)
        {
            throw new ToolException($"{option} needs the name of a file; --json prints on standard output");
        }

        foreach (string? input in inputs)
        {
            if (!string.IsNullOrWhiteSpace(input) && input != InputSource.StandardInput && RealPath.Same(output, input))
            {
                throw new ToolException($"{option} {output} would overwrite the input {input}");
            }
        }
    }

    /// <summary>Refuses to read standard input twice.</summary>
    /// <param name="inputs">Everything that the verb reads; null where there is nothing.</param>
    /// <exception cref="ToolException">Thrown when more than one of them is standard input.</exception>
    internal static void RequireOneStandardInput(params IEnumerable<string?> inputs)
    {
        if (inputs.Count(static input => input == InputSource.StandardInput) > 1)
        {
            throw new ToolException("standard input can be read once, but - was given more than once");
        }
    }
}
