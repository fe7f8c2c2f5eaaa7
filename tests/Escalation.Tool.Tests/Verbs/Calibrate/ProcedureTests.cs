using System.Text.Json;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs.Calibrate;

public class ProcedureTests
{
    [Theory]
    [InlineData("bonferroni", "bonferroni")]
    [InlineData("holm", "holm")]
    public void The_pipeline_golden_of_procedures_without_an_order_comes_out(string procedure, string golden)
    {
        using var folder = new TemporaryFolder();
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Golden", "calibration.json")));
        int compared = 0;
        foreach (JsonElement expected in document.RootElement.GetProperty("ltt_exact_binomial_pipeline").GetProperty("cases").EnumerateArray())
        {
            int n = expected.GetProperty("n").GetInt32();
            if (n > 10_000)
            {
                continue;
            }

            string data = folder.Write($"g{n}.csv", SampleData.Golden(n, expected.GetProperty("seed").GetUInt64()));
            ToolRun run = Calibrate(data, "--max-risk", expected.GetProperty("alpha").GetRawText(), "--delta", expected.GetProperty("delta").GetRawText(), "--loss", "loss", "--procedure", procedure, "--grid", "1000", "--range", "0,0.99", "--rows", "--json");
            JsonElement rejected = expected.GetProperty("rejected").GetProperty(golden);
            JsonElement[] rows = [.. run.Json.GetProperty("hypotheses").EnumerateArray()];
            int[] certified = [.. Enumerable.Range(0, rows.Length).Where(row => rows[row].GetProperty("certified").GetBoolean())];
            Assert.Equal(rejected.GetProperty("count").GetInt32(), certified.Length);
            if (certified.Length > 0)
            {
                Assert.Equal(rejected.GetProperty("lowest_index").GetInt32(), certified[0]);
                Assert.Equal(rejected.GetProperty("lowest_threshold").GetDouble(), run.Json.GetProperty("threshold").GetDouble(), 2e-16);
            }

            compared++;
        }

        Assert.Equal(8, compared);
    }

    [Theory]
    [InlineData("--procedure", "multi-start", "--starts", "7")]
    [InlineData("--procedure", "graphical", "--starts", "3")]
    [InlineData("--procedure", "holm", "--grid", "50")]
    [InlineData("--procedure", "bonferroni", "--grid", "50")]
    [InlineData("--grid", "observed", "--start", "floor")]
    [InlineData("--method", "hb", "--start", "floor")]
    [InlineData("--method", "wsr", "--seed", "5")]
    public void What_each_option_certifies_is_verified_from_the_data(params string[] options)
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("g.csv", SampleData.Golden(5_000, 2));
        string certificate = folder.PathOf("c.json");
        JsonElement json = Calibrate(data, ["--max-risk", "0.12", "--loss", "loss", .. options, "--out", certificate, "--json"]).MustSucceed().Json;
        Assert.Equal("certified", json.GetProperty("status").GetString());
        Assert.True(json.GetProperty("pValue").GetDouble() <= json.GetProperty("level").GetDouble());
        Assert.True(ToolRun.Of("verify", certificate, data, "--json").MustSucceed().Json.GetProperty("agrees").GetBoolean());
    }

    [Fact]
    public void Losses_between_zero_and_one_are_bet_on_unless_told_otherwise()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("d.csv", SampleData.Csv("score,loss", Enumerable.Range(0, 400).Select(i => $"{SampleData.Number(i / 400.0)},{SampleData.Number(i % 7 / 100.0)}")));
        string certificate = folder.PathOf("c.json");
        JsonElement json = Calibrate(data, "--max-risk", "0.2", "--loss", "loss", "--out", certificate, "--json").MustSucceed().Json;
        Assert.Equal("wsr", json.GetProperty("method").GetString());
        Assert.Equal(0, json.GetProperty("seed").GetInt32());
        Assert.True(ToolRun.Of("verify", certificate, data).MustSucceed().ExitCode == ExitCode.Satisfied);
        Calibrate(data, "--max-risk", "0.2", "--loss", "loss", "--method", "exact").MustRefuse("line 3, column 'loss': '0.01' is neither 0 nor 1");
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_one_another_order()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("d.csv", SampleData.Csv("score,loss", Enumerable.Range(0, 400).Select(i => $"{SampleData.Number(i / 400.0)},{SampleData.Number(i % 7 / 100.0)}")));
        string Run(string seed) => Calibrate(data, "--max-risk", "0.2", "--loss", "loss", "--seed", seed, "--json").MustSucceed().Output;
        Assert.Equal(Run("3"), Run("3"));
        Assert.NotEqual(Run("3"), Run("4"));
    }

    [Fact]
    public void An_expiry_is_part_of_the_certificate()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("g.csv", SampleData.Golden(500, 1));
        JsonElement json = Calibrate(data, "--budget", "0.3", "--expires", "2027-06-30", "--json").MustSucceed().Json;
        Assert.StartsWith("2027-06-30T00:00:00", json.GetProperty("expires").GetString(), StringComparison.Ordinal);
    }

    private static ToolRun Calibrate(string file, params string[] options) => ToolRun.Of(["calibrate", file, "--score", "score", .. options]);
}
