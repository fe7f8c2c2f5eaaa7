using System.Globalization;
using Escalation.Experiments.CommandLine;

namespace Escalation.Experiments.Tests.CommandLine;

/// <summary>What one command line gave.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    internal static CommandRun Of(params string[] args)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var error = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        int exitCode = CommandRunner.Run(args, output, error);
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Bad usage or input: exit code 2, one line on standard error, nothing on standard output.</summary>
    internal void MustRefuse(string problem)
    {
        Assert.Equal(2, ExitCode);
        Assert.Empty(Output);
        Assert.StartsWith("error: ", Error, StringComparison.Ordinal);
        Assert.Equal(Error.Length - 1, Error.IndexOf('\n', StringComparison.Ordinal));
        Assert.Contains(problem, Error, StringComparison.Ordinal);
    }
}
