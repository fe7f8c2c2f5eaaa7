using System.Text.Json;
using Escalation.Statistics;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs.Calibrate;

public class GroupTests
{
    [Theory]
    [InlineData("--budget", "0.3")]
    [InlineData("--max-risk", "0.2", "--loss", "loss")]
    public void Each_group_gets_a_certificate_at_its_share_of_delta_and_the_set_is_verified(params string[] what)
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("g.csv", Data(3_000, ["red", "green", "blue"]));
        string certificates = folder.PathOf("set.json");
        JsonElement json = Calibrate(data, [.. what, "--group", "team", "--out", certificates, "--json"]).MustSucceed().Json;
        JsonElement[] groups = [.. json.GetProperty("groups").EnumerateArray()];

        Assert.Equal("certified", json.GetProperty("status").GetString());
        Assert.Equal(["blue", "green", "red"], groups.Select(group => group.GetProperty("group").GetString()));
        Assert.All(groups, group => Assert.Equal(0.1, group.GetProperty("delta").GetDouble()));
        Assert.Contains(groups, group => group.GetProperty("level").GetDouble() <= 0.1 / 3.0);
        JsonElement verified = ToolRun.Of("verify", certificates, data, "--json").MustSucceed().Json;
        Assert.True(verified.GetProperty("agrees").GetBoolean());
        Assert.Equal(3, verified.GetProperty("certificates").GetArrayLength());
    }

    [Fact]
    public void A_group_too_small_to_certify_is_named_and_the_answer_is_no()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("g.csv", Data(300, ["large"]) + "0.5,0,tiny\n");
        string certificates = folder.PathOf("set.json");
        ToolRun run = Calibrate(data, "--budget", "0.3", "--group", "team", "--out", certificates, "--json").MustSayNo();

        Assert.Equal("insufficientSamples", run.Json.GetProperty("status").GetString());
        Assert.Contains("group tiny: insufficientSamples", run.Error, StringComparison.Ordinal);
        Assert.Equal("certified", run.Json.GetProperty("groups")[0].GetProperty("status").GetString());
        Assert.True(ToolRun.Of("verify", certificates, data).MustSucceed().ExitCode == ExitCode.Satisfied);
    }

    [Fact]
    public void A_changed_row_is_found_in_the_group_it_belongs_to()
    {
        using var folder = new TemporaryFolder();
        string rows = Data(900, ["red", "green"]);
        string data = folder.Write("g.csv", rows);
        string certificates = folder.PathOf("set.json");
        Calibrate(data, "--budget", "0.3", "--group", "team", "--out", certificates).MustSucceed();
        string changed = folder.Write("h.csv", rows + "0.5,0,red\n");
        JsonElement verified = ToolRun.Of("verify", certificates, changed, "--json").MustSayNo().Json;
        Assert.Equal([true, false], verified.GetProperty("certificates").EnumerateArray().Select(one => one.GetProperty("agrees").GetBoolean()));
    }

    [Fact]
    public void Missing_groups_and_observed_grids_are_refused()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("g.csv", Data(100, ["red"]) + "0.5,0,\n");
        Calibrate(data, "--budget", "0.3", "--group", "team").MustRefuse("column 'team': the group is missing");
        Calibrate(data, "--max-risk", "0.3", "--loss", "loss", "--group", "team", "--grid", "observed").MustRefuse("--grid observed does not go with --group");
    }

    private static string Data(int n, string[] teams)
    {
        var random = new SplitMix64(11);
        return SampleData.Csv("score,loss,team", Enumerable.Range(0, n).Select(i =>
        {
            double score = random.NextUniform();
            return $"{SampleData.Number(score)},{SampleData.Number(random.NextUniform() < 0.3 * (1.0 - score) ? 1 : 0)},{teams[i % teams.Length]}";
        }));
    }

    private static ToolRun Calibrate(string file, params string[] options) => ToolRun.Of(["calibrate", file, "--score", "score", .. options]);
}
