using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs.Calibrate;

public class BudgetTests
{
    [Fact]
    public void The_end_to_end_golden_of_a_budget_comes_out()
    {
        using var folder = new TemporaryFolder();
        JsonElement json = Calibrate(folder.Write("s.csv", SampleData.FiveHundredths), "--budget", "0.3", "--json").MustSucceed().Json;
        Assert.Equal("certified", json.GetProperty("status").GetString());
        Assert.Equal("0.728", json.GetProperty("threshold").GetRawText());
        Assert.Equal("higherDelegates", json.GetProperty("direction").GetString());
        Assert.Equal(">", json.GetProperty("comparison").GetString());
        Assert.Equal("delegate when score > 0.728", json.GetProperty("rule").GetString());
        Assert.Equal("score", json.GetProperty("scoreId").GetString());
        Assert.Equal(500, json.GetProperty("n").GetInt32());
        Assert.Equal(136, json.GetProperty("k").GetInt32());
        Assert.Equal(364, json.GetProperty("nActed").GetInt32());
        Assert.Equal(0.0929821820542229, json.GetProperty("pValue").GetDouble(), 1e-14);
        Assert.Equal(0.272, json.GetProperty("empiricalRate").GetDouble());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("empiricalRisk").ValueKind);
        Assert.Equal(DataHash(SampleData.FiveHundredths.Split('\n')[1..501]), json.GetProperty("dataSha256").GetString());
    }

    [Fact]
    public void Delegating_low_scores_mirrors_delegating_high_ones()
    {
        using var folder = new TemporaryFolder();
        string mirrored = SampleData.Csv("score", Enumerable.Range(1, 500).Select(i => SampleData.Number(-i / 500.0)));
        JsonElement json = Calibrate(folder.Write("s.csv", mirrored), "--budget", "0.3", "--lower-delegates", "--json").MustSucceed().Json;
        Assert.Equal("-0.728", json.GetProperty("threshold").GetRawText());
        Assert.Equal("lowerDelegates", json.GetProperty("direction").GetString());
        Assert.Equal("<", json.GetProperty("comparison").GetString());
        Assert.Equal(136, json.GetProperty("k").GetInt32());
    }

    [Fact]
    public void Too_few_items_are_an_answer_with_the_number_needed_and_no_threshold()
    {
        using var folder = new TemporaryFolder();
        string output = folder.PathOf("certificate.json");
        string data = folder.Write("s.csv", SampleData.FiveHundredths);
        ToolRun run = Calibrate(data, "--budget", "0.001", "--out", output, "--json").MustSayNo();
        Assert.Equal("insufficientSamples", run.Json.GetProperty("status").GetString());
        Assert.Equal(2302, run.Json.GetProperty("needed").GetInt64());
        Assert.Equal(JsonValueKind.Null, run.Json.GetProperty("threshold").ValueKind);
        Assert.Equal(JsonValueKind.Null, run.Json.GetProperty("certificateId").ValueKind);
        Assert.Equal([data], Directory.GetFileSystemEntries(folder.FullName));
        ToolRun table = Calibrate(data, "--budget", "0.001", "--out", output).MustSayNo();
        Assert.Contains("2,302", table.Output, StringComparison.Ordinal);
        Assert.Contains("was not written", table.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_answer_has_the_same_fields()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("s.csv", SampleData.FiveHundredths);
        string[] certified = Names(Calibrate(data, "--budget", "0.3", "--json").Json);
        string[] refused = Names(Calibrate(data, "--budget", "0.001", "--json").Json);
        Assert.Equal(["schema"], certified.Except(refused));
        Assert.Equal(["needed", "reason"], refused.Except(certified).Order(StringComparer.Ordinal));
        string[] contract = ["status", "threshold", "direction", "comparison", "rule", "scoreId", "alpha", "delta", "n", "k", "nActed", "pValue", "method", "procedure", "start", "grid", "hypothesesTested", "empiricalRate", "empiricalRisk", "upperBound", "dataSha256", "assumptions", "library", "certificateId"];
        Assert.Empty(contract.Except(certified));
        Assert.Empty(contract.Append("needed").Except(refused));
    }

    [Fact]
    public void The_certificate_file_is_what_the_json_output_says_and_nothing_else_is_left()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("s.csv", SampleData.FiveHundredths);
        string output = folder.PathOf("certificate.json");
        ToolRun run = Calibrate(data, "--budget", "0.3", "--out", output, "--json").MustSucceed();
        Assert.Equal(run.Output, File.ReadAllText(output));
        Assert.Equal([output, data], Directory.GetFileSystemEntries(folder.FullName).Order(StringComparer.Ordinal));
        Assert.Contains(output, Calibrate(data, "--budget", "0.3", "--out", output).MustSucceed().Output.ReplaceLineEndings(string.Empty).Replace(" ", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void An_output_that_would_destroy_the_input_is_refused()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("s.csv", SampleData.FiveHundredths);
        Calibrate(data, "--budget", "0.3", "--out", Path.Combine(folder.FullName, ".", "s.csv")).MustRefuse("would overwrite the input");
        Calibrate(data, "--budget", "0.3", "--out", "-").MustRefuse("--out needs the name of a file");
        Calibrate(data, "--budget", "0.3", "--out", folder.FullName).MustRefuse("is a directory");
        Assert.Equal(SampleData.FiveHundredths, File.ReadAllText(data));
    }

    [Fact]
    public void Ids_must_not_repeat()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("s.csv", "id,score\na,1\nb,2\na,3\n");
        Calibrate(data, "--budget", "0.3", "--id", "id").MustRefuse("s.csv: line 4, column 'id': the id 'a' is already on line 2");
        Calibrate(folder.Write("m.csv", "id,score\na,1\n,2\n"), "--budget", "0.3", "--id", "id").MustRefuse("line 3, column 'id': the id is missing");
        Calibrate(data, "--budget", "0.3", "--id", "key").MustRefuse("no column 'key'; the columns are 'id', 'score'");
        Assert.Equal(ExitCode.AnswerIsNo, Calibrate(data, "--budget", "0.3").ExitCode);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1")]
    [InlineData("-0.1")]
    [InlineData("1.5")]
    [InlineData("NaN")]
    [InlineData("0,3")]
    [InlineData("30%")]
    [InlineData("")]
    public void Levels_are_strictly_between_zero_and_one(string level)
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("s.csv", SampleData.FiveHundredths);
        Calibrate(data, "--budget", level).MustRefuse($"--budget must be a number strictly between 0 and 1, but was '{level}'");
        Calibrate(data, "--budget", "0.3", "--delta", level).MustRefuse($"--delta must be a number strictly between 0 and 1, but was '{level}'");
    }

    [Fact]
    public void A_level_that_no_sample_can_certify_is_refused()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("s.csv", "score,loss\n0.5,0\n");
        Calibrate(data, "--budget", "1e-320").MustRefuse("the level 1E-320 is too small: it takes more than 1,000,000,000,000 items");
        Calibrate(data, "--max-risk", "1e-320", "--loss", "loss").MustRefuse("the level 1E-320 is too small");
    }

    [Fact]
    public void The_table_says_what_is_promised()
    {
        using var folder = new TemporaryFolder();
        string output = Calibrate(folder.Write("s.csv", SampleData.FiveHundredths), "--budget", "0.3").MustSucceed().Output;
        Assert.StartsWith("Certified: delegate when score > 0.728\n", output, StringComparison.Ordinal);
        Assert.Contains("delegation rate <= 0.3, except with probability 0.1", output, StringComparison.Ordinal);
        Assert.Contains("exchangeable", output, StringComparison.Ordinal);
    }

    private static ToolRun Calibrate(string file, params string[] options) => ToolRun.Of(["calibrate", file, "--score", "score", .. options]);

    private static string[] Names(JsonElement json) => [.. json.EnumerateObject().Select(field => field.Name)];

    private static string DataHash(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")))));
}
