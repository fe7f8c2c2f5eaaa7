using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Escalation.Experiments.CommandLine;

/// <summary>Parses and runs one command line. Whatever happens inside, the caller gets an exit code, and standard error at most one line for it.</summary>
internal static class CommandRunner
{
    private static readonly ParserConfiguration Configuration = new()
    {
        // A file name may start with @, and short options are not bundled.
        ResponseFileTokenReplacer = null,
        EnablePosixBundling = false,
    };

    /// <summary>Runs the command.</summary>
    /// <param name="args">The arguments after the program's name.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    internal static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        // The parser translates its messages; ours are English only.
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        try
        {
            var root = new RootCommand("Experiments on real data: each certifies with the library and compares what happens with what an exact computation says. Exit codes: 0 they agree, 1 they do not, 2 bad usage or bad input.")
            {
                SplitsCommand.Create(output),
                CalibrationCommand.Create(output),
                ProbesCommand.Create(output),
                SensitivityCommand.Create(output),
                AmbiguityCommand.Create(output),
                LoopsCommand.Create(output),
                PredictorsCommand.Create(output),
            };
            ParseResult parsed = root.Parse(args, Configuration);
            if (parsed.Errors is [{ } first, ..])
            {
                // A word that means nothing explains more than what is missing because of it.
                string problem = parsed.UnmatchedTokens is [{ } word, ..] ? $"unknown command or option '{word}'" : first.Message.TrimEnd('.');
                throw new ExperimentException($"{problem} (see: --help)");
            }

            int exitCode = parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error });
            output.Flush();
            return exitCode;
        }
        catch (Exception exception) when (exception is ExperimentException or IOException or UnauthorizedAccessException or InvalidDataException)
        {
            error.WriteLine($"error: {OneLine(exception.Message)}");
            return ExitCode.BadInput;
        }
    }

    private static string OneLine(string message) => string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
