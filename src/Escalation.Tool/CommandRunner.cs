using System.CommandLine;
using System.Globalization;
using Escalation.Tool.CommandLine;
using Escalation.Tool.Output;

namespace Escalation.Tool;

/// <summary>Parses and runs one command line. Whatever happens inside, the caller gets an exit code and standard error at most one line for it.</summary>
internal static class CommandRunner
{
    /// <summary>Runs the command.</summary>
    /// <param name="args">The arguments after the command's name.</param>
    /// <param name="console">Where it reads and writes.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    internal static async Task<int> RunAsync(IReadOnlyList<string> args, ToolConsole console, CancellationToken cancellationToken = default)
    {
        // The parser translates its messages; ours are English only, and a line that is half of each helps nobody.
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        try
        {
            ParseResult parsed = CommandTree.Parse(args, console);
            if (Complaint(parsed) is { } complaint)
            {
                throw new ToolException($"{complaint} (see: {CommandTree.HelpCommandFor(parsed)})");
            }

            int exitCode = await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                    Output = console.Output,
                    Error = console.Error,
                },
                cancellationToken);
            await console.Output.FlushAsync(cancellationToken);
            return exitCode;
        }
        catch (Exception exception)
        {
            return Report(exception, console);
        }
    }

    /// <summary>A word that means nothing explains more than what is missing because of it.</summary>
    private static string? Complaint(ParseResult parsed) => (CommandTree.UnknownOption(parsed), parsed) switch
    {
        ({ } option, _) => UnknownWord(option),
        (_, { Errors: [] }) => null,
        (_, { UnmatchedTokens: [var word, ..] }) => UnknownWord(word),
        _ => parsed.Errors[0].Message.TrimEnd('.'),
    };

    private static string UnknownWord(string word) => $"unknown command or option {ErrorText.Quote(word)}";

    private static int Report(Exception exception, ToolConsole console)
    {
        try
        {
            console.Error.WriteLine($"error: {ErrorText.Describe(exception)}");
            console.Error.Flush();
        }
        catch (IOException)
        {
            // Nobody reads standard error any more; the exit code still says what happened.
        }

        return ExitCode.BadInput;
    }
}
