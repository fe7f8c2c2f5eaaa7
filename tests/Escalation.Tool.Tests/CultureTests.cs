using System.Globalization;
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
        using var folder = new TempFolder();
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
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo beforeUi = CultureInfo.CurrentUICulture;
        ToolRun[] expected;
        ToolRun[] actual;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            expected = [.. commands.Select(ToolRun.Of)];
            CultureInfo.CurrentCulture = TestCulture.Of(culture);
            CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture;
            actual = [.. commands.Select(ToolRun.Of)];
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            CultureInfo.CurrentUICulture = beforeUi;
        }

        Assert.Equal(expected, actual);
    }
}
