using System.Globalization;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Output;

/// <summary>The pages of other verbs than <c>evaluate</c> in a browser.</summary>
public class PagesInBrowserTests
{
    [BrowserFact]
    public async Task The_page_of_a_cascade_reads_well()
    {
        using var folder = new TemporaryFolder();
        (double[] score, double[] losses) = GoldenScores.Draw(300, 5);
        string file = folder.Write("rows.csv", SampleData.Csv("p,w,s", score.Select((p, i) => string.Create(CultureInfo.InvariantCulture, $"{p:R},{1.0 - losses[i]},{(i % 7 == 0 ? 0 : 1)}"))));
        string page = folder.PathOf("page.html");
        ToolRun.Of("cascade", file, "--weak-score", "p", "--weak-correct", "w", "--strong-correct", "s", "--splits", "20", "--report", page).MustSucceed();
        await ReadsWell(page);
    }

    [BrowserFact]
    public async Task The_page_of_key_figures_reads_well()
    {
        using var folder = new TemporaryFolder();
        ToolRun.Of("demo", "--out", folder.PathOf("demo")).MustSucceed();
        string page = folder.PathOf("page.html");
        ToolRun.Of("audit", "kpis", folder.PathOf("demo/audit.jsonl"), "--period", "hour", "--report", page).MustSucceed();
        await ReadsWell(page);
    }

    private static async Task ReadsWell(string page)
    {
        string html = File.ReadAllText(page);
        foreach ((int width, bool dark) in new[] { (1_200, true), (400, false) })
        {
            (string[] faults, int figures, _) = await Browser.InspectAsync(html, width, dark);
            Assert.Empty(faults);
            Assert.True(figures > 0);
        }

        Assert.Empty(await Browser.ConsoleAsync(html));
    }
}
