using System.Diagnostics;
using System.Globalization;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs.Score;

public class ScoreInterruptionTests
{
    // Minutes of work in a file that takes no space, so that no pause of a busy machine lets the run end before it is interrupted.
    private const long Rows = 500_000_000;
    private const int Length = 16;

    // A process of its own, because the other tests can keep the threads of this one busy for longer than the whole run takes.
    private const string InterruptOnceWritten = """
        while kill -0 "$1" && [ "$(wc -c < "$2" || echo 0)" -le 1000 ]; do sleep 0.01; done
        kill -INT "$1"
        """;

    [Fact]
    public async Task Control_C_leaves_the_old_file_and_whole_lines_to_go_on_with()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new TemporaryFolder();
        string target = folder.Write("scores.csv", "old"), part = target + ".partial";
        string probe = folder.Write("p.safetensors", TensorBytes.SafeTensors(null, TensorBytes.F32("direction", new float[Length]), TensorBytes.F32("bias", 0.1f)));
        string activations = folder.PathOf("a.f32");
        using (FileStream sparse = File.Create(activations))
        {
            sparse.SetLength(Rows * Length * sizeof(float));
        }

        using Process run = Start("dotnet", typeof(CommandRunner).Assembly.Location, "score", "--probe", probe, "--activations", activations, "--shape", string.Create(CultureInfo.InvariantCulture, $"{Rows},{Length}"), "--out", target);
        Task<string> error = run.StandardError.ReadToEndAsync();
        using (Process interrupt = Start("sh", "-c", InterruptOnceWritten, "sh", run.Id.ToString(CultureInfo.InvariantCulture), part))
        {
            await interrupt.WaitForExitAsync();
        }

        await run.WaitForExitAsync();

        Assert.Equal(ExitCode.BadInput, run.ExitCode);
        Assert.Equal("old", File.ReadAllText(target));
        Assert.Equal('\n', LastByteOf(part));
        long rows = -1;
        string last = string.Empty;
        foreach (string line in File.ReadLines(part))
        {
            rows++;
            last = line;
        }

        Assert.InRange(rows, 1, Rows - 1);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"error: cancelled; {rows:N0} rows are kept in {part}; --resume goes on from there\n"), await error);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{rows - 1},0.10000000149011612"), last);
    }

    private static int LastByteOf(string path)
    {
        using FileStream file = File.OpenRead(path);
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte();
    }

    private static Process Start(string file, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
}
