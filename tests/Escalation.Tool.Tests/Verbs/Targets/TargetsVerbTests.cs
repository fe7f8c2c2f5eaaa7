using System.Text.Json;
using Escalation.Decisions;
using Escalation.Prediction.Interventions;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs.Targets;

public class TargetsVerbTests
{
    private const string Table = "question,probability,q,topic,who,id\nWhat is it?,0.75,1,a,x,1\n\"Say \"\"ä\"\",\nplease\",0.9,0.95,b,y,2\nAnd now?,0.2,0.9,c,z,3\nSure?,1,1,b,y,4\n";

    [Fact]
    public void A_record_for_each_row_ratio_and_framing_decides_by_the_cost_rule()
    {
        using var folder = new TemporaryFolder();
        string target = folder.PathOf("train.jsonl");
        JsonElement json = Run(Table, target, "--expert", "q", "--metadata", "--json").MustSucceed().Json;
        JsonElement[] records = Read(target);
        Assert.Equal((4, 48, 48), (json.GetProperty("rows").GetInt32(), json.GetProperty("records").GetInt32(), records.Length));
        (double P, double Q)[] rows = [(0.75, 1), (0.9, 0.95), (0.2, 0.9), (1, 1)];
        Dictionary<long, int> byLine = new() { [2] = 0, [3] = 1, [5] = 2, [6] = 3 };
        int escalations = 0;
        foreach (JsonElement record in records)
        {
            JsonElement metadata = record.GetProperty("metadata");
            (double p, double q) = rows[byLine[metadata.GetProperty("line").GetInt64()]];
            bool expected = CostRatioRule.Escalates(p, q, DecisionCosts.FromRatio(metadata.GetProperty("costs").GetDouble()));
            JsonElement[] messages = [.. record.GetProperty("messages").EnumerateArray()];
            Assert.Equal(["system", "user", "assistant"], messages.Select(message => message.GetProperty("role").GetString()));
            Assert.True(DecisionLine.TryRead(messages[2].GetProperty("content").GetString(), out bool escalates));
            Assert.Equal(expected, escalates);
            Assert.Equal(expected ? "escalate" : "act", metadata.GetProperty("decision").GetString());
            escalations += escalates ? 1 : 0;
        }

        Assert.Equal(escalations, json.GetProperty("escalate").GetInt32());
        Assert.Equal(48 - escalations, json.GetProperty("act").GetInt32());
        Assert.Equal(48, records.Select(record => record.GetRawText()).Distinct().Count());
        Assert.Contains(records, record => record.GetProperty("messages")[1].GetProperty("content").GetString()!.StartsWith("Say \"ä\",\nplease\n\n", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_metadata_a_record_holds_messages_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        string target = folder.PathOf("train.jsonl");
        string output = Run(Table, target, "--framings", "gain").MustSucceed().Output;
        Assert.Contains("12 records from 4 rows", output, StringComparison.Ordinal);
        Assert.All(Read(target), record => Assert.Equal(["messages"], record.EnumerateObject().Select(member => member.Name)));
        Assert.EndsWith("}\n", File.ReadAllText(target), StringComparison.Ordinal);
    }

    [Fact]
    public void Domains_that_are_kept_out_have_their_own_file_and_no_record_in_the_other()
    {
        using var folder = new TemporaryFolder();
        string target = folder.PathOf("train.jsonl");
        string rest = folder.PathOf("rest.jsonl");
        JsonElement json = Run(Table, target, "--domain", "topic", "--held-out", "b", "--held-out-out", rest, "--group", "who", "--metadata", "--json").MustSucceed().Json;
        Assert.Equal((24, 24), (Read(target).Length, Read(rest).Length));
        Assert.All(Read(rest), record => Assert.Equal("b", record.GetProperty("metadata").GetProperty("domain").GetString()));
        Assert.DoesNotContain(Read(target), record => record.GetProperty("metadata").GetProperty("domain").GetString() == "b");
        Assert.Equal((2, 24), (json.GetProperty("heldOut").GetProperty("rows").GetInt32(), json.GetProperty("heldOut").GetProperty("records").GetInt32()));

        string leak = Table.Replace("a,x,1", "a,y,1", StringComparison.Ordinal);
        Run(leak, target, "--domain", "topic", "--held-out", "b", "--group", "who").MustRefuse("line 3, column 'who': the group 'y' is kept out with its domain 'b', but is also trained on, on line 2");
        string same = Table.Replace("And now?", "Sure?", StringComparison.Ordinal);
        Run(same, target, "--domain", "topic", "--held-out", "b").MustRefuse("line 6: the question 'Sure?' is kept out with its domain 'b', but is also trained on, on line 5");
        Run(same, target, "--domain", "topic", "--held-out", "a").MustSucceed();
        Run(Table, target, "--domain", "topic", "--held-out", "b,d").MustRefuse("no row has the domain 'd'; the domains are 'a', 'b', 'c'");
        Run(Table, target, "--domain", "topic", "--held-out", "a,b,c").MustRefuse("nothing is left to train on");
    }

    [Fact]
    public void The_same_seed_draws_the_same_domains_and_writes_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        string target = folder.PathOf("train.jsonl");
        string[] share = ["--domain", "topic", "--held-out-share", "0.3", "--seed", "2", "--json"];
        ToolRun first = Run(Table, target, share).MustSucceed();
        byte[] bytes = File.ReadAllBytes(target);
        Foreign.Run("tr-TR", () => Assert.Equal(first, Run(Table, target, share)));
        Assert.Equal(bytes, File.ReadAllBytes(target));
        Assert.Equal(1, first.Json.GetProperty("heldOut").GetProperty("domains").GetArrayLength());
        Run(Table, target, "--seed", "3").MustSucceed();
        string[] other = File.ReadAllLines(target);
        Run(Table, target, "--seed", "4").MustSucceed();
        Assert.NotEqual(other, File.ReadAllLines(target));
        Assert.Equal(other.Order(StringComparer.Ordinal), File.ReadAllLines(target).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("prompt,probability\nHow?,1.5\n", "line 2, column 'probability': '1.5' is not a probability, which is from 0 to 1")]
    [InlineData("prompt,probability\nHow?,NaN\n", "line 2, column 'probability': 'NaN' is not a finite number")]
    [InlineData("prompt,confidence\nHow?,\n", "line 2, column 'confidence': the value is missing")]
    [InlineData("prompt,probability\n ,0.5\n", "line 2, column 'prompt': the prompt is missing")]
    [InlineData("text,probability\nHow?,0.5\n", "no column 'prompt'; the columns are 'text', 'probability'")]
    [InlineData("prompt,probability\n", "there are no rows after the header")]
    [InlineData("", "the file is empty")]
    public void The_first_offender_is_named(string content, string complaint)
    {
        using var folder = new TemporaryFolder();
        Run(content, folder.PathOf("train.jsonl")).MustRefuse("standard input", complaint);
        Assert.False(File.Exists(folder.PathOf("train.jsonl")));
    }

    [Fact]
    public void Bad_usage_is_refused()
    {
        using var folder = new TemporaryFolder();
        string target = folder.PathOf("train.jsonl");
        ToolRun.With(Table, "targets", "-", "--out", target).MustRefuse("--costs");
        ToolRun.With(Table, "targets", "-", "--costs", "4").MustRefuse("--out");
        ToolRun.With(Table, "targets", "-", "--costs", "1", "--out", target).MustRefuse("--costs must be numbers above 1, but one was '1'");
        ToolRun.With(Table, "targets", "-", "--costs", "4,4", "--out", target).MustRefuse("--costs names a number twice");
        ToolRun.With(Table, "targets", "-", "--costs", "1e7", "--out", target).MustRefuse("--costs must be at most 1,000,000 here");
        Run(Table, target, "--framings", "poem").MustRefuse("--framings must be of expected-cost, break-even, frequencies, gain, but one was 'poem'");
        Run(Table, target, "--provenance", "gossip").MustRefuse("--provenance must be calibrated, uncalibrated or self-reported, but was 'gossip'");
        Run(Table, target, "--held-out", "a").MustRefuse("need --domain");
        Run(Table, target, "--domain", "topic", "--held-out", "a", "--held-out-share", "0.5").MustRefuse("give one of them");
        Run(Table, target, "--held-out-out", folder.PathOf("rest.jsonl")).MustRefuse("--held-out-out needs --held-out or --held-out-share");
        Run(Table, target, "--group", "who").MustRefuse("--group needs --held-out");
        Run(Table, target, "--expert-name", " ").MustRefuse("--expert-name is blank");
        Run(Table, target, "--id", "topic").MustRefuse("column 'topic': the id 'b' is already on line 3");
        Run("prompt,probability,d\nA,0.5,x\n", target, "--domain", "d", "--held-out-share", "0.5").MustRefuse("--held-out-share: It takes two domains");
        string file = folder.Write("cases.csv", Table);
        ToolRun.Of("targets", file, "--costs", "4", "--out", file).MustRefuse("would overwrite the input");
        ToolRun.Of("targets", file, "--costs", "4", "--out", target, "--domain", "topic", "--held-out", "a", "--held-out-out", target).MustRefuse("would overwrite");
    }

    private static ToolRun Run(string content, string target, params string[] args) => ToolRun.With(content, ["targets", "-", "--costs", "2,4,20", "--out", target, .. args]);

    private static JsonElement[] Read(string file) => [.. File.ReadLines(file).Select(line =>
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    })];
}
