using System.Text.Json;
using Escalation.Statistics;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs.Calibrate;

public class JointTests
{
    private static readonly string[] Both = ["--budget", "0.3", "--max-risk", "0.15", "--loss-act", "act", "--loss-escalate", "escalate", "--costs", "10"];

    [Fact]
    public void A_budget_and_a_risk_are_certified_together_and_verified()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("j.csv", Data(4_000, slope: 0.3));
        string certificate = folder.PathOf("c.json");
        JsonElement json = Calibrate(data, [.. Both, "--seed", "3", "--out", certificate, "--json"]).MustSucceed().Json;
        JsonElement budget = json.GetProperty("budget");

        Assert.Equal("higherDelegates", json.GetProperty("direction").GetString());
        Assert.Equal("acted", json.GetProperty("riskOf").GetString());
        Assert.Equal(0.15, json.GetProperty("alpha").GetDouble());
        Assert.Equal(0.3, budget.GetProperty("alpha").GetDouble());
        Assert.True(json.GetProperty("level").GetDouble() + budget.GetProperty("level").GetDouble() <= 0.1);
        Assert.Equal(2_800, json.GetProperty("n").GetInt32());
        Assert.Equal(json.GetProperty("n").GetInt32() - json.GetProperty("nActed").GetInt32(), budget.GetProperty("k").GetInt32());
        Assert.True(ToolRun.Of("verify", certificate, data, "--json").MustSucceed().Json.GetProperty("agrees").GetBoolean());
        Assert.True(ToolRun.Of("verify", certificate, data, "--loss-act", "act", "--loss-escalate", "escalate").MustSucceed().ExitCode == ExitCode.Satisfied);
    }

    [Fact]
    public void Changed_data_differ_whichever_columns_of_losses_were_meant()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("j.csv", Data(4_000, slope: 0.3));
        string certificate = folder.PathOf("c.json");
        Calibrate(data, [.. Both, "--out", certificate]).MustSucceed();
        string[] lines = File.ReadAllLines(data);
        lines[1] = lines[1][..^1] + (lines[1][^1] == '0' ? '1' : '0');
        ToolRun run = ToolRun.Of("verify", certificate, folder.Write("changed.csv", SampleData.Csv(lines[0], lines[1..])), "--json").MustSayNo();
        Assert.Contains("differs: dataSha256", run.Error, StringComparison.Ordinal);
        Assert.Contains("those of 'act' and 'escalate'", Assert.Single(run.Json.GetProperty("notRecomputed").EnumerateArray()).GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_risk_that_needs_more_delegation_than_the_budget_certifies_is_infeasible()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("j.csv", Data(4_000, slope: 0.6));
        JsonElement json = Calibrate(data, [.. Both, "--json"]).MustSayNo().Json;
        Assert.Equal("budgetInfeasible", json.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("threshold").ValueKind);
    }

    [Fact]
    public void What_both_need_is_said_in_one_line()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("j.csv", Data(50, slope: 0.3));
        Calibrate(data, "--budget", "0.3", "--max-risk", "0.15").MustRefuse("need --loss-act COL");
        Calibrate(data, "--budget", "0.3", "--max-risk", "0.15", "--loss-act", "act").MustRefuse("need --loss-escalate COL");
        Calibrate(data, [.. Both[..^2]]).MustRefuse("need --costs R");
        Calibrate(data, [.. Both, "--lower-delegates"]).MustRefuse("--lower-delegates goes with --budget alone");
        Calibrate(data, [.. Both, "--grid", "observed"]).MustRefuse("--grid observed goes with --max-risk alone");
        Calibrate(data, [.. Both, "--group", "act"]).MustRefuse("--group goes with --budget or --max-risk alone");
        Calibrate(data, [.. Both, "--risk-of", "some"]).MustRefuse("--risk-of must be acted or all");
    }

    private static string Data(int n, double slope)
    {
        var random = new SplitMix64(9);
        return SampleData.Csv("id,score,act,escalate", Enumerable.Range(0, n).Select(i =>
        {
            double score = random.NextUniform();
            int act = random.NextUniform() < slope * score ? 1 : 0;
            int escalate = random.NextUniform() < 0.02 ? 1 : 0;
            return $"{SampleData.Number(i)},{SampleData.Number(score)},{SampleData.Number(act)},{SampleData.Number(escalate)}";
        }));
    }

    private static ToolRun Calibrate(string file, params string[] options) => ToolRun.Of(["calibrate", file, "--score", "score", .. options]);
}
