using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs.Calibrate;

public class OutputFileTests
{
    [Fact]
    public void The_grid_is_an_input_too()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("g.csv", SampleData.Golden(500, 1));
        string grid = folder.Write("grid.txt", "0.9\n0.5\n");
        Calibrate(data, "--max-risk", "0.15", "--loss", "loss", "--grid", grid, "--out", Path.Combine(folder.FullName, ".", "grid.txt")).MustRefuse("would overwrite the input", "grid.txt");
        Assert.Equal("0.9\n0.5\n", File.ReadAllText(grid));
    }

    [Theory]
    [InlineData("link.csv", "scores.csv")]
    [InlineData("scores.csv", "link.csv")]
    [InlineData("second.csv", "scores.csv")]
    [InlineData("second.csv", "link.csv")]
    [InlineData("folder/scores.csv", "scores.csv")]
    [InlineData("scores.csv", "folder/link.csv")]
    public void A_link_to_an_input_is_that_input(string input, string output)
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("scores.csv", SampleData.FiveHundredths);
        File.CreateSymbolicLink(folder.PathOf("link.csv"), "scores.csv");
        File.CreateSymbolicLink(folder.PathOf("second.csv"), folder.PathOf("link.csv"));
        Directory.CreateSymbolicLink(folder.PathOf("folder"), folder.FullName);
        Calibrate(folder.PathOf(input), "--budget", "0.3", "--out", folder.PathOf(output)).MustRefuse("would overwrite the input");
        Assert.Equal(SampleData.FiveHundredths, File.ReadAllText(data));
        Assert.NotNull(new FileInfo(folder.PathOf("link.csv")).LinkTarget);
        File.Delete(folder.PathOf("folder"));
    }

    [Fact]
    public void Links_in_a_circle_are_refused()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("scores.csv", SampleData.FiveHundredths);
        File.CreateSymbolicLink(folder.PathOf("a.json"), "b.json");
        File.CreateSymbolicLink(folder.PathOf("b.json"), "a.json");
        Calibrate(data, "--budget", "0.3", "--out", folder.PathOf("a.json")).MustRefuse("a.json: cannot be followed");
    }

    [Fact]
    public void An_earlier_certificate_is_left_and_said_to_be_so()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("scores.csv", SampleData.FiveHundredths);
        string output = folder.PathOf("certificate.json");
        ToolRun none = Calibrate(data, "--budget", "0.001", "--out", output).MustSayNo();
        Assert.Contains($"no certificate was written to {output}\n", none.Error, StringComparison.Ordinal);
        Calibrate(data, "--budget", "0.3", "--out", output).MustSucceed();
        string earlier = File.ReadAllText(output);
        ToolRun refused = Calibrate(data, "--budget", "0.001", "--out", output, "--json").MustSayNo();
        Assert.Contains($"no certificate was written; {output} exists and was left as it was\n", refused.Error, StringComparison.Ordinal);
        Assert.Equal(Calibrate(data, "--budget", "0.001", "--json").MustSayNo().Output, refused.Output);
        Assert.Equal(earlier, File.ReadAllText(output));
        Assert.DoesNotContain("no certificate was written", Calibrate(data, "--budget", "0.001").MustSayNo().Error, StringComparison.Ordinal);
    }

    private static ToolRun Calibrate(string file, params string[] options) => ToolRun.Of(["calibrate", file, "--score", "score", .. options]);
}
