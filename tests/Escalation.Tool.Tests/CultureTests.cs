using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests;

public class CultureTests
{
    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public void Answers_and_refusals_do_not_depend_on_the_culture(string culture)
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("g.csv", SampleData.Golden(500, 1));
        string broken = folder.Write("broken.csv", "score\n\"1,5\"\n");
        string[][] commands =
        [
            ["calibrate", data, "--score", "score", "--budget", "0.3", "--rows"],
            ["calibrate", data, "--score", "score", "--budget", "0.3", "--json"],
            ["calibrate", data, "--score", "score", "--max-risk", "0.15", "--loss", "loss", "--rows", "--range", "-0.5,0.99"],
            ["calibrate", data, "--score", "score", "--max-risk", "0.001", "--loss", "loss"],
            ["calibrate", broken, "--score", "score", "--budget", "0.3"],
            ["calibrate", data, "--score", "score", "--budget", "0,3"],
            ["calibrate", data],
            ["calibrate", "--help"],
            ["plan", "--budget", "0.01", "--true-rate", "0.005"],
            ["demo", "--out", folder.PathOf("demo")],
        ];
        ToolRun[] expected = [], actual = [];

        Foreign.Run("", () => expected = [.. commands.Select(ToolRun.Of)]);
        Foreign.Run(culture, () => actual = [.. commands.Select(ToolRun.Of)]);

        Assert.NotEmpty(expected);
        Assert.Equal(expected, actual);
    }
}
