using System.Text;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests;

public class CommandRunnerTests
{
    [Fact]
    public void Bad_usage_is_one_line_that_names_the_help()
    {
        ToolRun.Of().MustRefuse("(see: escalation --help)");
        ToolRun.Of("certify").MustRefuse("unknown command or option 'certify'");
        ToolRun.Of("calibrate").MustRefuse("(see: escalation calibrate --help)");
        ToolRun.Of("calibrate", "s.csv", "--score", "s", "--budgets", "0.1").MustRefuse("unknown command or option '--budgets'");
        ToolRun.Of("calibrate", "s.csv", "--score", "s", "--score", "t", "--budget", "0.1").MustRefuse("--score");
        ToolRun.Of("audit").MustRefuse("(see: escalation audit --help)");
        ToolRun.Of("audit", "sign").MustRefuse("unknown command or option 'sign'");
        ToolRun.Of("bad\nverb\u001b[31m").MustRefuse("'bad\\u000averb\\u001b[31m'");
    }

    [Theory]
    [InlineData("calibrate", "--bogus", "b.csv")]
    [InlineData("calibrate", "b.csv", "--bogus")]
    [InlineData("calibrate", "--bogus", "--score", "s", "--budget", "0.1")]
    [InlineData("verify", "c.json", "--bogus")]
    [InlineData("plan", "--bogus", "--budget", "0.1")]
    [InlineData("replay", "--bogus", "h.json")]
    public void An_unknown_option_is_blamed_and_not_the_file_beside_it(params string[] args) =>
        ToolRun.Of(args).MustRefuse("unknown command or option '--bogus'");

    [Fact]
    public void A_file_may_begin_with_a_dash_after_two_dashes_and_a_value_anywhere()
    {
        ToolRun.Of("calibrate", "--score", "s", "--budget", "0.1", "--", "--bogus").MustRefuse("--bogus: no such file");
        ToolRun.Of("calibrate", "none.csv", "--score", "-s", "--loss", "l", "--max-risk", "0.1", "--range", "-1,1").MustRefuse("none.csv: no such file");
    }

    [Theory]
    [InlineData("verify", "-", "-")]
    [InlineData("verify", "c.json", "-", "-")]
    [InlineData("verify", "c.json", "-", "--grid", "-")]
    [InlineData("replay", "-", "--policy", "-")]
    [InlineData("calibrate", "-", "--score", "s", "--loss", "l", "--max-risk", "0.1", "--grid", "-")]
    public void Standard_input_is_read_once(params string[] args) =>
        ToolRun.Of(args).MustRefuse("standard input can be read once");

    [Theory]
    [InlineData]
    [InlineData("calibrate")]
    [InlineData("verify")]
    [InlineData("plan")]
    [InlineData("replay")]
    [InlineData("audit", "verify")]
    [InlineData("demo")]
    [InlineData("score")]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("profile")]
    [InlineData("cascade")]
    [InlineData("targets")]
    public void Help_is_an_answer(params string[] verb)
    {
        ToolRun run = ToolRun.Of([.. verb, "--help"]).MustSucceed();
        Assert.Contains("Usage:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_argument_that_begins_with_an_at_sign_is_not_a_response_file()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("args", "--help");
        ToolRun.Of("calibrate", $"@{file}", "--score", "s", "--budget", "0.1").MustRefuse($"@{file}: no such file");
    }

    [Fact]
    public async Task A_standard_output_that_cannot_be_written_is_an_error_and_not_a_success()
    {
        using var error = new StringWriter();
        var output = new StreamWriter(new FullDisk(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        int exitCode = await CommandRunner.RunAsync(["plan", "--budget", "0.1"], new ToolConsole(Stream.Null, output, error));
        Assert.Equal(ExitCode.BadInput, exitCode);
        Assert.Equal($"error: {FullDisk.Message}", error.ToString().TrimEnd());
    }

    [Fact]
    public async Task A_standard_error_that_nobody_reads_does_not_hide_the_exit_code()
    {
        var error = new StreamWriter(new FullDisk(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
        int exitCode = await CommandRunner.RunAsync(["calibrate"], new ToolConsole(Stream.Null, TextWriter.Null, error));
        Assert.Equal(ExitCode.BadInput, exitCode);
    }

    [Fact]
    public async Task A_cancelled_run_is_not_a_success()
    {
        using var error = new StringWriter();
        int exitCode = await CommandRunner.RunAsync(["plan", "--budget", "0.1"], new ToolConsole(new Interrupted(), TextWriter.Null, error));
        Assert.Equal(ExitCode.Satisfied, exitCode);
        exitCode = await CommandRunner.RunAsync(["calibrate", "-", "--score", "s", "--budget", "0.1"], new ToolConsole(new Interrupted(), TextWriter.Null, error));
        Assert.Equal(ExitCode.BadInput, exitCode);
        Assert.Equal("error: cancelled", error.ToString().TrimEnd());
    }

    /// <summary>A disk without room.</summary>
    private sealed class FullDisk : MemoryStream
    {
        internal const string Message = "No space left on device";

        public override void Write(byte[] buffer, int offset, int count) => throw new IOException(Message);

        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException(Message);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw new IOException(Message);
    }

    /// <summary>An input on which the user pressed Ctrl+C.</summary>
    private sealed class Interrupted : MemoryStream
    {
        public override int Read(Span<byte> buffer) => throw new OperationCanceledException();

        public override int Read(byte[] buffer, int offset, int count) => throw new OperationCanceledException();
    }
}
