using System.Globalization;
using Escalation.Calibration;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs.Evaluate;

public class EvaluatePageTests
{
    [BrowserFact]
    public async Task In_a_browser_the_page_shows_four_figures_without_overlaps_faint_colours_or_complaints()
    {
        using var folder = new TemporaryFolder();
        string html = Page(folder, "--bootstrap", "20", "--certificate", Certificate(folder));
        foreach ((int width, bool dark) in new[] { (1_200, false), (1_200, true), (400, false) })
        {
            (string[] faults, int figures, bool isDark) = await Browser.InspectAsync(html, width, dark);
            Assert.Empty(faults);
            Assert.Equal((4, dark), (figures, isDark));
        }

        Assert.Empty(await Browser.ConsoleAsync(html));
    }

    [BrowserFact]
    public async Task The_inspection_sees_what_it_looks_for()
    {
        const string Broken = """<html><head></head><body style="color:#777;background:#fff"><div style="width:3000px">.</div><svg width="100" height="50"><text x="5" y="20">one</text><text x="8" y="20">two</text><text x="90" y="20">far away</text></svg></body></html>""";
        (string[] faults, _, _) = await Browser.InspectAsync(Broken, 800, dark: false);
        Assert.Contains("overlap: one | two", faults);
        Assert.Contains("outside its figure: far away", faults);
        Assert.Contains("faint text", faults);
        Assert.Contains(faults, static fault => fault.StartsWith("wider than the window", StringComparison.Ordinal));
    }

    [Fact]
    public void A_certificate_is_marked_on_the_curve_and_told_in_words()
    {
        using var folder = new TemporaryFolder();
        string path = Certificate(folder);
        var certificate = Escalation.Calibration.Certificate.Parse(File.ReadAllText(path));
        string html = Page(folder, "--certificate", path);
        (int acted, int wrong) = Rows().Where(row => row.Confidence >= certificate.Threshold).Aggregate((0, 0), static (sum, row) => (sum.Item1 + 1, sum.Item2 + (row.Right ? 0 : 1)));
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"acts on {acted} of these answers, {wrong} of them wrong"), html, StringComparison.Ordinal);
        Assert.Contains("certified threshold", html, StringComparison.Ordinal);
        Assert.Single(html.Split("<circle").Skip(1));
        Assert.Contains(certificate.CertificateId, html, StringComparison.Ordinal);
        Assert.DoesNotContain("certified threshold", Page(folder), StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_is_none_or_for_something_else_is_refused()
    {
        using var folder = new TemporaryFolder();
        string answers = Answers(folder);
        string page = folder.PathOf("p.html");
        string certificate = Certificate(folder);
        Run("--certificate", certificate).MustRefuse("--certificate needs --report FILE");
        Run("--report", page, "--certificate", folder.Write("x.json", "{}")).MustRefuse("x.json");
        Run("--report", page, "--certificate", folder.Write("y.json", File.ReadAllText(certificate).Replace("\"scoreId\": \"c\"", "\"scoreId\": \"d\"", StringComparison.Ordinal))).MustRefuse("y.json: the certificate does not hold: certificateId");
        string other = folder.Write("other.csv", File.ReadAllText(answers).Replace("c,wrong", "d,wrong", StringComparison.Ordinal));
        string elsewhere = folder.PathOf("other.json");
        ToolRun.Of("calibrate", other, "--score", "d", "--loss", "wrong", "--max-risk", "0.3", "--out", elsewhere).MustSucceed();
        Run("--report", page, "--certificate", elsewhere).MustRefuse("other.json: the certificate is for the score 'd', not for 'c'");
        ToolRun.Of("calibrate", answers, "--score", "c", "--budget", "0.3", "--out", elsewhere).MustSucceed();
        Run("--report", page, "--certificate", elsewhere).MustRefuse("delegates high scores");
        Run("--report", certificate, "--certificate", certificate).MustRefuse("would overwrite the input");
        Assert.False(File.Exists(page));

        ToolRun Run(params string[] args) => ToolRun.Of(["evaluate", answers, "--confidence", "c", "--correct", "right", .. args]);
    }

    private static string Page(TemporaryFolder folder, params string[] args)
    {
        string page = folder.PathOf("page.html");
        ToolRun.Of(["evaluate", Answers(folder), "--confidence", "c", "--correct", "right", "--report", page, .. args]).MustSucceed();
        return File.ReadAllText(page);
    }

    private static string Certificate(TemporaryFolder folder)
    {
        string path = folder.PathOf("certificate.json");
        ToolRun.Of("calibrate", Answers(folder), "--score", "c", "--loss", "wrong", "--max-risk", "0.3", "--out", path).MustSucceed();
        return path;
    }

    private static string Answers(TemporaryFolder folder) => folder.Write("answers.csv", SampleData.Csv("c,wrong,right", Rows().Select(static row => string.Create(CultureInfo.InvariantCulture, $"{row.Confidence:R},{(row.Right ? 0 : 1)},{(row.Right ? 1 : 0)}"))));

    private static IEnumerable<(double Confidence, bool Right)> Rows()
    {
        (double[] p, double[] losses) = GoldenScores.Draw(800, 12);
        return p.Zip(losses, static (confidence, loss) => (confidence, loss == 0.0));
    }
}
