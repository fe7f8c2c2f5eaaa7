using System.Text.Json;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs.Calibrate;

public class RiskTests
{
    private static readonly string[] Risk = ["--max-risk", "0.1", "--loss", "loss"];

    [Fact]
    public void The_pipeline_golden_of_the_fixed_sequence_comes_out()
    {
        using var folder = new TemporaryFolder();
        using var golden = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "calibration.json")));
        int compared = 0;
        foreach (JsonElement expected in golden.RootElement.GetProperty("ltt_exact_binomial_pipeline").GetProperty("cases").EnumerateArray())
        {
            int n = expected.GetProperty("n").GetInt32();
            if (n > 10_000)
            {
                continue;
            }

            string data = folder.Write($"g{n}.csv", SampleData.Golden(n, expected.GetProperty("seed").GetUInt64()));
            Compare(expected, Calibrate(data, "--max-risk", expected.GetProperty("alpha").GetRawText(), "--delta", expected.GetProperty("delta").GetRawText(), "--loss", "loss", "--start", "strictest", "--grid", "1000", "--range", "0,0.99", "--rows", "--json"));
            compared++;
        }

        Assert.Equal(8, compared);
    }

    [Theory]
    [InlineData("0.1", "0.05", 147, 8)]
    [InlineData("0.1", "0.1", 263, 19)]
    [InlineData("0.15", "0.05", 500, 57)]
    public void Starting_at_twice_the_floor_or_at_a_larger_set_certifies_where_the_strictest_start_cannot(string alpha, string delta, int acted, int errors)
    {
        // Section 4.2 of the statistics notes gives one figure for a start at twice and at four times the floor; the default here is twice.
        using var folder = new TemporaryFolder();
        string data = folder.Write("g.csv", SampleData.Golden(500, 1));
        JsonElement json = Calibrate(data, "--max-risk", alpha, "--delta", delta, "--loss", "loss", "--grid", "1000", "--range", "0,0.99", "--json").MustSucceed().Json;
        Assert.Equal("2x", json.GetProperty("start").GetString());
        Assert.Equal(acted, json.GetProperty("nActed").GetInt32());
        Assert.Equal(errors, json.GetProperty("k").GetInt32());
        Assert.Equal(ExitCode.AnswerIsNo, Calibrate(data, "--max-risk", alpha, "--delta", delta, "--loss", "loss", "--grid", "1000", "--range", "0,0.99", "--start", "strictest").ExitCode);
    }

    [Fact]
    public void A_grid_of_ones_own_is_read_from_a_file()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("g.csv", SampleData.Golden(500, 1));
        string grid = folder.Write("grid.txt", "0.9\r\n0.5\r\n0.7\r\n");
        JsonElement json = Calibrate(data, [.. Risk, "--grid", grid, "--rows", "--json"]).MustSucceed().Json;
        Assert.Equal(3, json.GetProperty("grid").GetProperty("count").GetInt32());
        Assert.Equal("0.5", json.GetProperty("threshold").GetRawText());
        Assert.Equal(["0.5", "0.7", "0.9"], json.GetProperty("hypotheses").EnumerateArray().Select(row => row.GetProperty("threshold").GetRawText()));
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("0.5\nx\n", "line 2, column 'threshold': 'x' is not a finite number")]
    [InlineData("0.5\n\n0.6\n", "line 2, column 'threshold': '' is not a finite number")]
    [InlineData("0.5,0.6\n", "line 1, column 'threshold': '0.5,0.6' is not a finite number")]
    [InlineData("NaN\n", "line 1, column 'threshold': 'NaN' is not a finite number")]
    public void A_malformed_grid_is_refused(string content, string complaint)
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("g.csv", SampleData.Golden(500, 1));
        Calibrate(data, [.. Risk, "--grid", folder.Write("grid.txt", content)]).MustRefuse("grid.txt", complaint);
    }

    [Theory]
    [InlineData("--grid", "0", "--grid must be a whole number from 1")]
    [InlineData("--grid", "-5", "--grid must be a whole number from 1")]
    [InlineData("--grid", "2.5", "--grid must be a whole number from 1")]
    [InlineData("--grid", "2000000000", "--grid must be a whole number from 1")]
    [InlineData("--grid", "nowhere.txt", "nowhere.txt: no such file")]
    [InlineData("--range", "0", "--range must be two finite numbers")]
    [InlineData("--range", "0,1,2", "--range must be two finite numbers")]
    [InlineData("--range", "0,inf", "--range must be two finite numbers")]
    [InlineData("--range", "1,0", "--range must name the lower end first")]
    [InlineData("--start", "4x", "--start must be strictest, floor or 2x, but was '4x'")]
    [InlineData("--procedure", "guess", "--procedure must be fixed-sequence, multi-start, holm, bonferroni or graphical, but was 'guess'")]
    [InlineData("--method", "clt", "--method must be exact, hb or wsr, but was 'clt'")]
    [InlineData("--group", "team", "no column 'team'")]
    [InlineData("--starts", "5", "--starts goes with --procedure multi-start or graphical only")]
    [InlineData("--costs", "4", "--costs goes with --budget and --max-risk together only")]
    [InlineData("--costs", "0", "--costs must be a number above 0")]
    [InlineData("--split", "0.3", "--split goes with --budget and --max-risk together only")]
    [InlineData("--split", "1", "--split must be a number strictly between 0 and 1")]
    [InlineData("--loss-act", "loss", "--loss-act goes with --budget and --max-risk together only")]
    [InlineData("--loss-escalate", "loss", "--loss-escalate goes with --budget and --max-risk together only")]
    [InlineData("--risk-of", "all", "--risk-of goes with --budget and --max-risk together only")]
    [InlineData("--budget", "0.2", "--loss goes with --max-risk alone, not with --budget, only")]
    [InlineData("--expires", "tomorrow", "--expires must be a date such as 2027-06-30")]
    [InlineData("--expires", "2020-01-01", "--expires must lie in the future, since every policy refuses a certificate that is out of date, but was '2020-01-01'")]
    public void What_is_wrong_is_said_in_one_line(string option, string value, string complaint)
    {
        using var folder = new TemporaryFolder();
        Calibrate(folder.Write("g.csv", SampleData.Golden(500, 1)), [.. Risk, option, value]).MustRefuse(complaint);
    }

    [Fact]
    public void Options_of_the_other_kind_are_refused()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("g.csv", SampleData.Golden(500, 1));
        Calibrate(data).MustRefuse("needs --budget A or --max-risk A");
        Calibrate(data, "--max-risk", "0.1").MustRefuse("--max-risk needs --loss COL");
        Calibrate(data, [.. Risk, "--lower-delegates"]).MustRefuse("--lower-delegates goes with --budget only");
        foreach (string[] foreign in new string[][] { ["--loss", "loss"], ["--grid", "5"], ["--range", "0,1"], ["--start", "floor"], ["--procedure", "fixed-sequence"], ["--method", "exact"], ["--rows"] })
        {
            Calibrate(data, ["--budget", "0.1", .. foreign]).MustRefuse($"{foreign[0]} goes with --max-risk");
        }

        Calibrate(data, [.. Risk, "--grid", folder.Write("grid.txt", "0.5\n"), "--range", "0,1"]).MustRefuse("--range goes with a number of thresholds");
        ToolRun.Of("calibrate", data, "--score", " ", "--budget", "0.1").MustRefuse("--score must be the name of a column, but was blank");
    }

    [Theory]
    [InlineData("2", "line 3, column 'loss': '2' is not a loss")]
    [InlineData("-1", "line 3, column 'loss': '-1' is not a loss")]
    [InlineData("1.0000001", "line 3, column 'loss': '1.0000001' is not a loss")]
    [InlineData("true", "line 3, column 'loss': 'true' is not a finite number")]
    [InlineData("", "line 3, column 'loss': the value is missing")]
    public void Losses_outside_the_unit_interval_are_refused(string loss, string complaint)
    {
        using var folder = new TemporaryFolder();
        Calibrate(folder.Write("g.csv", $"score,loss\n0.1,0\n0.2,{loss}\n"), Risk).MustRefuse("g.csv", complaint);
    }

    [Theory]
    [InlineData("riskTooHigh", 100, 1)]
    [InlineData("insufficientSamples", 30, 0)]
    public void Why_nothing_is_certified_is_told_apart(string status, int n, int loss)
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("g.csv", SampleData.Csv("score,loss", Enumerable.Range(0, n).Select(i => $"{SampleData.Number(i / 100.0)},{SampleData.Number(loss)}")));
        JsonElement json = Calibrate(data, [.. Risk, "--json"]).MustSayNo().Json;
        Assert.Equal(status, json.GetProperty("status").GetString());
        Assert.Equal(status == "insufficientSamples", json.GetProperty("needed").ValueKind == JsonValueKind.Number);
        Assert.Equal(status == "riskTooHigh", json.GetProperty("upperBound").ValueKind == JsonValueKind.Number);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("threshold").ValueKind);
    }

    [Fact]
    public void A_grid_above_all_scores_is_named_as_the_cause()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("g.csv", SampleData.Golden(200, 1));
        string grid = folder.Write("grid.txt", "5\n6\n");
        ToolRun run = Calibrate(data, [.. Risk, "--grid", grid, "--json"]).MustSayNo();
        Assert.Contains("The grid acts on at most 0 of 200 items, at its lowest threshold 5.", run.Error, StringComparison.Ordinal);
        Assert.Contains("at most 0 of 200 items", run.Json.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("at most 0 of 200", string.Join(' ', Calibrate(data, [.. Risk, "--grid", grid]).MustSayNo().Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.DoesNotContain("The grid acts", Calibrate(folder.Write("few.csv", SampleData.Golden(20, 1)), Risk).MustSayNo().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sequence_that_stops_at_once_says_that_others_would_pass()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("g.csv", SampleData.Csv("score,loss", Enumerable.Range(0, 500).Select(i => $"{SampleData.Number(i / 500.0)},{(i >= 480 ? 1 : 0)}")));
        ToolRun run = Calibrate(data, [.. Risk, "--json"]).MustSayNo();
        Assert.Equal("sequenceBlocked", run.Json.GetProperty("status").GetString());
        Assert.Equal("fixed-sequence", run.Json.GetProperty("procedure").GetString());
        Assert.Equal(1, run.Json.GetProperty("hypothesesTested").GetInt32());
        Assert.Contains("sequenceBlocked", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_stand_in_the_table_too()
    {
        using var folder = new TemporaryFolder();
        string output = Calibrate(folder.Write("g.csv", SampleData.Golden(500, 1)), [.. Risk, "--grid", "5", "--rows"]).MustSucceed().Output;
        Assert.Contains("| threshold", output, StringComparison.Ordinal);
        Assert.Equal(5, output.Split('\n').Count(line => line.EndsWith("yes       |", StringComparison.Ordinal) || line.EndsWith("no        |", StringComparison.Ordinal)));
    }

    private static void Compare(JsonElement expected, ToolRun run)
    {
        JsonElement sequence = expected.GetProperty("rejected").GetProperty("fixed_sequence_from_strictest");
        int count = sequence.GetProperty("count").GetInt32();
        JsonElement json = run.Json;
        JsonElement[] rows = [.. json.GetProperty("hypotheses").EnumerateArray()];
        Assert.Equal(1000, rows.Length);
        Assert.Equal(count, rows.Count(row => row.GetProperty("certified").GetBoolean()));
        Assert.Equal(count > 0 ? ExitCode.Satisfied : ExitCode.AnswerIsNo, run.ExitCode);
        if (count > 0)
        {
            Assert.Equal(sequence.GetProperty("lowest_threshold").GetDouble(), json.GetProperty("threshold").GetDouble(), 2e-16);
            Assert.Equal(json.GetProperty("threshold").GetDouble(), rows[sequence.GetProperty("lowest_index").GetInt32()].GetProperty("threshold").GetDouble());
        }

        foreach (JsonElement sample in expected.GetProperty("sample_counts").EnumerateArray())
        {
            JsonElement row = rows[sample[0].GetInt32()];
            Assert.Equal(sample[2].GetInt32(), row.GetProperty("nActed").GetInt32());
            Assert.Equal(sample[3].GetInt32(), row.GetProperty("errors").GetInt32());
            Assert.Equal(sample[4].GetDouble(), row.GetProperty("pValue").GetDouble(), 1e-12);
        }
    }

    private static ToolRun Calibrate(string file, params string[] options) => ToolRun.Of(["calibrate", file, "--score", "score", .. options]);
}
