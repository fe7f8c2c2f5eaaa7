using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Escalation.Evaluation;
using Escalation.Learning.Calibrators;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs.Evaluate;

public class EvaluateVerbTests
{
    private static readonly string[] Contracted = ["accuracy", "auroc", "aurc", "eAurc", "naurc", "augrc", "prr", "ece", "eceMass", "mce", "brier", "logLoss"];

    [Fact]
    public void The_numbers_of_the_contract_are_those_of_the_library()
    {
        using var folder = new TemporaryFolder();
        (string file, double[] p, bool[] correct) = Write(folder, 400);
        JsonElement json = Run(file, "--json").MustSucceed().Json;
        ConfidenceReport report = ConfidenceEvaluation.Evaluate(p, correct);

        EvaluatedMetric[] expected = [report.Accuracy, report.Auroc, report.Aurc, report.ExcessAurc, report.NormalisedAurc, report.Augrc, report.PredictionRejectionRatio, report.Ece, report.EceMass, report.Mce, report.Brier, report.LogLoss];
        Assert.Equal(400, json.GetProperty("n").GetInt32());
        Assert.All(Contracted.Zip(expected), pair => Assert.Equal(pair.Second.Value.Value, json.GetProperty(pair.First).GetDouble()));
        double kuiper = KuiperTest.Statistic(p, correct).Value!.Value;
        double smirnov = KolmogorovSmirnovTest.Statistic(p, correct).Value!.Value;
        Assert.Equal((kuiper, KuiperTest.PValue(kuiper)), (json.GetProperty("kuiper").GetDouble(), json.GetProperty("kuiperP").GetDouble()));
        Assert.Equal((smirnov, KolmogorovSmirnovTest.PValue(smirnov)), (json.GetProperty("kolmogorovSmirnov").GetDouble(), json.GetProperty("kolmogorovSmirnovP").GetDouble()));
        JsonElement parts = json.GetProperty("brierDecomposition");
        Assert.Equal(report.Brier.Value.Value!.Value, Part("reliability") - Part("resolution") + Part("uncertainty") + Part("withinBin"), 1e-14);
        Assert.Equal([0.01, 0.02, 0.05, 0.1, 0.2], json.GetProperty("coverageAtRisk").EnumerateArray().Select(row => row.GetProperty("risk").GetDouble()));
        Assert.All(report.CoverageAtRisk.Zip(json.GetProperty("coverageAtRisk").EnumerateArray()), pair =>
        {
            Assert.Equal(pair.First.Point!.Coverage, pair.Second.GetProperty("coverage").GetDouble());
            Assert.Equal(pair.First.Point.Threshold, Nullable(pair.Second.GetProperty("threshold")));
            Assert.Equal(pair.First.Point.LossSum, pair.Second.GetProperty("errors").GetInt64());
        });
        Assert.All(report.Costs.Zip(json.GetProperty("costs").EnumerateArray()), pair => Assert.Equal(
            [pair.First.Ratio, pair.First.ActAlways.Value.Value, pair.First.EscalateAlways.Value.Value, pair.First.Raw.Value.Value, pair.First.Calibrated.Value.Value, pair.First.Guarded.Value.Value, pair.First.Oracle.Value.Value],
            [.. new[] { "r", "actAlways", "escalateAlways", "rawConfidence", "calibratedConfidence", "guardedConfidence", "oracle" }.Select(name => (double?)pair.Second.GetProperty(name).GetDouble())]));
        Assert.Equal([2.0, 4.0, 10.0], json.GetProperty("costs").EnumerateArray().Select(row => row.GetProperty("r").GetDouble()));

        double Part(string name) => parts.GetProperty(name).GetDouble();
    }

    [Fact]
    public void With_a_bootstrap_each_metric_has_its_interval()
    {
        using var folder = new TemporaryFolder();
        (string file, _, _) = Write(folder, 200);
        JsonElement plain = Run(file, "--json").Json;
        JsonElement json = Run(file, "--json", "--bootstrap", "200", "--seed", "3").MustSucceed().Json;
        foreach (string name in Contracted)
        {
            JsonElement metric = json.GetProperty(name);
            Assert.Equal(plain.GetProperty(name).GetDouble(), metric.GetProperty("value").GetDouble());
            double[] ci = [.. metric.GetProperty("ci").EnumerateArray().Select(end => end.GetDouble())];
            Assert.Equal(2, ci.Length);
            Assert.True(ci[0] <= ci[1]);
        }

        Assert.All(json.GetProperty("coverageAtRisk").EnumerateArray(), row => Assert.Equal(2, row.GetProperty("ci").GetArrayLength()));
        Assert.All(json.GetProperty("costs").EnumerateArray(), row => Assert.Equal(2, row.GetProperty("rawConfidence").GetProperty("ci").GetArrayLength()));
        Assert.Equal(200, json.GetProperty("bootstrap").GetProperty("resamples").GetInt32());
        Assert.Equal(Run(file, "--json", "--bootstrap", "200", "--seed", "3"), Run(file, "--json", "--bootstrap", "200", "--seed", "3"));
        Assert.NotEqual(Run(file, "--json", "--bootstrap", "200", "--seed", "3"), Run(file, "--json", "--bootstrap", "200", "--seed", "4"));
        Assert.NotEqual(Width(json), Width(Run(file, "--json", "--bootstrap", "200", "--seed", "3", "--level", "0.5").Json));
        Assert.Equal(50, Run(file, "--json", "--bootstrap", "20", "--group", "who").Json.GetProperty("bootstrap").GetProperty("clusters").GetInt32());

        static double Width(JsonElement json) => json.GetProperty("auroc").GetProperty("ci")[1].GetDouble() - json.GetProperty("auroc").GetProperty("ci")[0].GetDouble();
    }

    [Fact]
    public void What_is_undefined_is_null_with_a_reason()
    {
        ToolRun right = ToolRun.With("c,y\n0.5,1\n0.6,1\n", "evaluate", "-", "--confidence", "c", "--correct", "y", "--json").MustSucceed();
        JsonElement json = right.Json;
        Assert.Equal(("oneClass", "equalLosses", "fewerItemsThanBins"), (Reason("auroc"), Reason("naurc"), Reason("eceMass")));
        Assert.Equal("equalLosses", Reason("prr"));
        Assert.Equal(0.0, json.GetProperty("aurc").GetDouble());
        Assert.DoesNotContain("NaN", right.Output, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("costs")[0].GetProperty("calibratedConfidence").ValueKind);
        Assert.Equal("emptyBin", json.GetProperty("reliability")[0].GetProperty("accuracyReason").GetString());
        JsonElement wrong = ToolRun.With("c,y\n0.5,0\n", "evaluate", "-", "--confidence", "c", "--correct", "y", "--json").MustSucceed().Json;
        Assert.Equal("noThresholdQualifies", wrong.GetProperty("coverageAtRisk")[0].GetProperty("thresholdReason").GetString());
        Assert.Equal("noVariance", wrong.GetProperty("spiegelhalterPReason").GetString());
        Assert.Equal("fewerGroupsThanFolds", json.GetProperty("costs")[0].GetProperty("calibratedConfidenceReason").GetString());

        json = ToolRun.With("c,y\n-5,0\n6,1\n", "evaluate", "-", "--confidence", "c", "--correct", "y", "--json", "--bootstrap", "10").MustSucceed().Json;
        Assert.Equal(("notProbabilities", JsonValueKind.Null), (json.GetProperty("ece").GetProperty("reason").GetString(), json.GetProperty("ece").GetProperty("ci").ValueKind));
        Assert.Equal(1.0, json.GetProperty("auroc").GetProperty("value").GetDouble());
        Assert.Equal("notProbabilities", json.GetProperty("reliabilityReason").GetString());
        Assert.Equal(("notProbabilities", "notProbabilities"), (Reason("kuiper"), Reason("kolmogorovSmirnovP")));

        string Reason(string name)
        {
            Assert.Equal(JsonValueKind.Null, json.GetProperty(name).ValueKind);
            return json.GetProperty($"{name}Reason").GetString()!;
        }
    }

    [Fact]
    public void The_calibration_is_the_one_asked_for_and_named()
    {
        using var folder = new TemporaryFolder();
        (string file, double[] p, bool[] correct) = Write(folder, 200);
        Assert.Equal("platt", Run(file, "--json").Json.GetProperty("calibration").GetString());
        foreach (CalibrationMethod method in Enum.GetValues<CalibrationMethod>())
        {
            string word = method == CalibrationMethod.VennAbers ? "venn-abers" : method.ToString().ToLowerInvariant();
            JsonElement json = Run(file, "--json", "--calibration", word).MustSucceed().Json;
            ConfidenceReport report = ConfidenceEvaluation.Evaluate(p, correct, options: new EvaluationOptions { Calibration = method });
            Assert.Equal((word, 10), (json.GetProperty("calibration").GetString(), json.GetProperty("calibrationFolds").GetInt32()));
            Assert.Equal(report.Costs[1].Calibrated.Value.Value, json.GetProperty("costs")[1].GetProperty("calibratedConfidence").GetDouble());
            Assert.Equal(report.Costs[1].Guarded.Value.Value, json.GetProperty("costs")[1].GetProperty("guardedConfidence").GetDouble());
        }

        string text = Run(file, "--calibration", "isotonic").MustSucceed().Output;
        Assert.Contains("isotonic, each answer by a map of 9 other folds of 10", text, StringComparison.Ordinal);
        Assert.Contains("guarded", text, StringComparison.Ordinal);
        Run(file, "--calibration", "Platt").MustRefuse("--calibration must be one of platt, temperature, beta, histogram, isotonic, venn-abers, but was 'Platt'");
        Run(file, "--calibration", "0").MustRefuse("--calibration must be one of");
        string scores = "c,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i},{i % 2}\n"));
        ToolRun.With(scores, "evaluate", "-", "--confidence", "c", "--correct", "y", "--calibration", "beta").MustRefuse("column 'c'", "Beta calibration needs probabilities");
    }

    [Fact]
    public void Costs_and_bins_are_those_asked_for()
    {
        using var folder = new TemporaryFolder();
        (string file, double[] p, bool[] correct) = Write(folder, 100);
        foreach (string[] costs in (string[][])[["--costs", "3", "8"], ["--costs", "3,8"], ["--costs", "3", "--costs", "8"]])
        {
            Assert.Equal([3.0, 8.0], Run([file, "--json", .. costs]).MustSucceed().Json.GetProperty("costs").EnumerateArray().Select(row => row.GetProperty("r").GetDouble()));
        }

        JsonElement json = Run(file, "--json", "--bins", "7").Json;
        Assert.Equal(CalibrationErrors.Expected(ReliabilityDiagram.Of(p, correct, 7)).Value, json.GetProperty("ece").GetDouble());
        Assert.Equal(7, json.GetProperty("reliability").GetArrayLength());
    }

    [Theory]
    [InlineData("c,y\n0.5,1\nNaN,0\n", "line 3, column 'c': 'NaN' is not a finite number")]
    [InlineData("c,y\n0.5,1\n,0\n", "line 3, column 'c': the value is missing")]
    [InlineData("c,y\n0.5,1\n0.5,2\n", "line 3, column 'y': '2' is not a label, which is 0 or 1")]
    [InlineData("c,y\n0.5,1\n0.5,0.5\n", "line 3, column 'y': '0.5' is not a label, which is 0 or 1")]
    [InlineData("c,y\n0.5,true\n", "line 2, column 'y': 'true' is not a finite number")]
    [InlineData("c,y\n", "there are no rows after the header")]
    [InlineData("c,z\n0.5,1\n", "no column 'y'; the columns are 'c', 'z'")]
    [InlineData("", "the file is empty")]
    public void The_first_offender_is_named(string content, string complaint) =>
        ToolRun.With(content, "evaluate", "-", "--confidence", "c", "--correct", "y", "--json").MustRefuse("standard input", complaint);

    [Fact]
    public void Bad_usage_is_refused()
    {
        using var folder = new TemporaryFolder();
        (string file, _, _) = Write(folder, 20);
        Run(file, "--costs", "1").MustRefuse("--costs must be numbers above 1, but one was '1'");
        Run(file, "--costs", "4,").MustRefuse("--costs must be numbers above 1, but one was ''");
        ToolRun.Of("evaluate", file, "--confidence", "c", "--correct", "y", "--costs").MustRefuse("--costs");
        Run(file, "--bins", "0").MustRefuse("--bins must be from 1 to 10,000, but was 0");
        Run(file, "--bootstrap", "0").MustRefuse("--bootstrap must be from 1 to 100,000, but was 0");
        Run(file, "--bins", "2147483647").MustRefuse("--bins must be from 1 to 10,000");
        Run(file, "--bootstrap", "2147483647").MustRefuse("--bootstrap must be from 1 to 100,000");
        Run(file, "--costs", "1e308").MustRefuse("--costs must be numbers above 1, but one was '1e308'");
        Run(file, "--report", folder.PathOf("none/out.html")).MustRefuse("out.html: cannot be written");
        Run(file, "--level", "0.9").MustRefuse("--level needs --bootstrap N");
        Run(file, "--report", file).MustRefuse("would overwrite the input");
        Run(file, "--report", "-").MustRefuse("--report needs the name of a file");
        Run(file, "--group", "nobody").MustRefuse("no column 'nobody'");
        Run(file, "--id", "who").MustRefuse("line 3, column 'who': the id 'g0' is already on line 2");
        ToolRun.Of("evaluate", file, "--confidence", "c").MustRefuse("--correct");
        ToolRun.With("c,y\n1e300,1\n-1e300,0\n", "evaluate", "-", "--confidence", "c", "--correct", "y").MustSucceed();
        ToolRun.With($"c,y\n{string.Concat(Enumerable.Range(0, 30).Select(i => $"{(i % 2 == 0 ? "" : "-")}1e200,{i % 3 / 2}\n"))}", "evaluate", "-", "--confidence", "c", "--correct", "y").MustRefuse("column 'c'", "too large");
    }

    [Fact]
    public void The_page_is_one_sound_document_without_anything_from_outside()
    {
        using var folder = new TemporaryFolder();
        (string file, _, _) = Write(folder, 300, "<script>alert(1)</script>\"&");
        string page = folder.PathOf("out.html");
        ToolRun run = ToolRun.Of("evaluate", file, "--confidence", "<script>alert(1)</script>\"&", "--correct", "y", "--report", page, "--bootstrap", "20").MustSucceed();
        string html = File.ReadAllText(page);
        Assert.Contains(page, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http:", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("https:", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("NaN", html, StringComparison.Ordinal);
        string body = html[html.IndexOf("<main>", StringComparison.Ordinal)..(html.IndexOf("</main>", StringComparison.Ordinal) + "</main>".Length)];
        var main = XElement.Parse(body);
        Assert.Equal(4, main.Descendants("svg").Count());
        Assert.All(main.Descendants("figure"), figure => Assert.NotEmpty(figure.Descendants("table").Descendants("td")));
        Assert.All(main.Descendants("svg"), svg => Assert.Equal((string?)svg.Element("title")!.Attribute("id"), (string?)svg.Attribute("aria-labelledby")));
        Assert.Equal(main.Descendants("title").Count(), main.Descendants("title").Select(title => (string?)title.Attribute("id")).Distinct().Count());
    }

    [Theory]
    [InlineData("c,y\n0.5,1\n")]
    [InlineData("c,y\n-3,1\n-3,0\n")]
    [InlineData("c,y\n0,0\n1,0\n")]
    public void A_page_of_hardly_any_data_is_sound_too(string content)
    {
        using var folder = new TemporaryFolder();
        string page = folder.PathOf("out.html");
        ToolRun.With(content, "evaluate", "-", "--confidence", "c", "--correct", "y", "--report", page).MustSucceed();
        Assert.DoesNotContain("NaN", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    public void Answers_and_pages_do_not_depend_on_the_culture(string culture)
    {
        using var folder = new TemporaryFolder();
        (string file, _, _) = Write(folder, 100);
        string page = folder.PathOf("out.html");
        ToolRun table = Run(file, "--bootstrap", "20", "--report", page).MustSucceed();
        byte[] bytes = File.ReadAllBytes(page);
        ToolRun json = Run(file, "--json");
        Foreign.Run(culture, () =>
        {
            Assert.Equal(table, Run(file, "--bootstrap", "20", "--report", page));
            Assert.Equal(json, Run(file, "--json"));
            Assert.Equal(bytes, File.ReadAllBytes(page));
        });
    }

    private static ToolRun Run(params string[] args) => ToolRun.Of(["evaluate", .. args, "--confidence", "c", "--correct", "y"]);

    private static double? Nullable(JsonElement element) => element.ValueKind == JsonValueKind.Null ? null : element.GetDouble();

    private static (string File, double[] P, bool[] Correct) Write(TemporaryFolder folder, int rows, string name = "c")
    {
        (double[] p, double[] losses) = GoldenScores.Draw(rows, 12);
        string header = $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\",y,who";
        string file = folder.Write("answers.csv", SampleData.Csv(header, p.Select((value, i) => string.Create(CultureInfo.InvariantCulture, $"{value:R},{1.0 - losses[i]},g{i / 4}"))));
        return (file, p, [.. losses.Select(loss => loss == 0.0)]);
    }
}
