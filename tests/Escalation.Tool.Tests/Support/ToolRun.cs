using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Escalation.Tool.Tests.Support;

/// <summary>One run of the command in process.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    internal JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Output);
            return document.RootElement.Clone();
        }
    }

    internal static ToolRun Of(params string[] args) => With([], args);

    internal static ToolRun With(string input, params string[] args) => With(Encoding.UTF8.GetBytes(input), args);

    internal static ToolRun With(byte[] input, params string[] args)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var error = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var console = new ToolConsole(new MemoryStream(input), output, error);
        int exitCode = CommandRunner.RunAsync(args, console).GetAwaiter().GetResult();
        return new ToolRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Asserts bad usage or bad input: code 2, nothing on standard output, one line on standard error that holds every part.</summary>
    internal void MustRefuse(params string[] parts)
    {
        Assert.True(ExitCode == Tool.ExitCode.BadInput, $"exit code {ExitCode}; output: {Output}; error: {Error}");
        Assert.Empty(Output);
        Assert.StartsWith("error: ", Error, StringComparison.Ordinal);
        Assert.EndsWith("\n", Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Error[..^1], character => char.IsControl(character));
        Assert.DoesNotContain("unexpected", Error, StringComparison.Ordinal);
        foreach (string part in parts)
        {
            Assert.Contains(part, Error, StringComparison.Ordinal);
        }
    }

    internal ToolRun MustSucceed()
    {
        Assert.True(ExitCode == Tool.ExitCode.Satisfied, $"exit code {ExitCode}; error: {Error}; output: {Output}");
        Assert.Empty(Error);
        return this;
    }

    internal ToolRun MustSayNo()
    {
        Assert.True(ExitCode == Tool.ExitCode.AnswerIsNo, $"exit code {ExitCode}; error: {Error}; output: {Output}");
        Assert.NotEmpty(Output);
        Assert.NotEmpty(Error);
        return this;
    }
}
