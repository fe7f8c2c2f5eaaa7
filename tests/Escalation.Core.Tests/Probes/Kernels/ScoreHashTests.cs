using System.Diagnostics;

namespace Escalation.Core.Tests.Probes.Kernels;

public class ScoreHashTests
{
    // Fixed by the documented order of summation: another processor, or a change of the order, shows here.
    private static readonly string Expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "probe-scores.sha256")).TrimEnd();

    [Theory]
    [InlineData(null)]
    [InlineData("DOTNET_EnableAVX512")]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task A_hundred_thousand_scores_have_one_hash_under_every_instruction_set(string? switchedOff)
    {
        if (switchedOff is null)
        {
            Assert.Equal(Expected, ScoreHash.Compute());
            return;
        }

        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(ScoreHashTests).Assembly.Location);
        start.ArgumentList.Add(ScoreHash.Argument);
        start.Environment[switchedOff] = "0";
        using Process child = Process.Start(start)!;
        Task<string> errors = child.StandardError.ReadToEndAsync();
        string output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();

        Assert.Equal((0, string.Empty), (child.ExitCode, await errors));
        Assert.Equal(Expected, output.TrimEnd());
    }
}
