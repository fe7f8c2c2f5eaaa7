using System.Text.Json;
using System.Text.Json.Nodes;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs;

public class ReplayVerbTests
{
    private static readonly string Scenarios = Path.Combine(AppContext.BaseDirectory, "Golden", "loop-scenarios.json");
    private static readonly string Policy = Path.Combine(AppContext.BaseDirectory, "Golden", "loop-policy.json");

    [Fact]
    public void Every_golden_scenario_fires_where_it_should_and_only_there()
    {
        JsonElement[] replayed = [.. ToolRun.Of("replay", Scenarios, "--policy", Policy, "--json").MustSucceed().Json.GetProperty("scenarios").EnumerateArray()];
        using var golden = JsonDocument.Parse(File.ReadAllBytes(Scenarios));
        JsonElement[] expected = [.. golden.RootElement.EnumerateArray()];
        Assert.Equal(44, expected.Length);
        Assert.Equal(expected.Length, replayed.Length);
        foreach ((JsonElement scenario, JsonElement found) in expected.Zip(replayed))
        {
            string name = scenario.GetProperty("name").GetString()!;
            bool fires = scenario.GetProperty("expectLoop").GetBoolean();
            Assert.Equal(name, found.GetProperty("name").GetString());
            Assert.True(fires == found.GetProperty("fired").GetBoolean(), name);
            Assert.True(scenario.GetProperty("expectAtStep").GetRawText() == found.GetProperty("atStep").GetRawText(), $"{name} at {found.GetProperty("atStep").GetRawText()}");
            Assert.Equal(fires ? "loop" : null, found.GetProperty("trigger").GetString());
            Assert.Equal(fires, found.GetProperty("reason").ValueKind == JsonValueKind.String);
            Assert.Equal(fires, found.GetProperty("period").ValueKind == JsonValueKind.Number);
        }
    }

    [Theory]
    [InlineData("cycle-of-five", "cycle", 5)]
    [InlineData("flag-jitter-same-content", "cycle", 2)]
    [InlineData("exact-repeat-four", "exact-repeat", 1)]
    [InlineData("same-call-three-errors", "repeat-error", 1)]
    [InlineData("unknown-tool-retried", "same-error", 1)]
    [InlineData("distinct-searches-same-results", "same-result", 1)]
    [InlineData("monologue-same-text", "monologue", 1)]
    [InlineData("chanting-stream", "chanting", 1)]
    [InlineData("context-trim-loop", "condensation", 1)]
    public void The_rule_and_its_period_are_named(string name, string reason, int period)
    {
        JsonElement found = ToolRun.Of("replay", Scenarios, "--policy", Policy, "--json").MustSucceed().Json.GetProperty("scenarios").EnumerateArray().Single(scenario => scenario.GetProperty("name").GetString() == name);
        Assert.Equal(reason, found.GetProperty("reason").GetString());
        Assert.Equal(period, found.GetProperty("period").GetInt32());
    }

    [Fact]
    public void Lines_a_compressed_file_and_standard_input_give_the_same_answer_as_the_array()
    {
        using var folder = new TemporaryFolder();
        string array = File.ReadAllText(Scenarios);
        string lines = string.Concat(JsonNode.Parse(array)!.AsArray().Select(scenario => scenario!.ToJsonString() + "\n"));
        string expected = ToolRun.Of("replay", Scenarios, "--policy", Policy, "--json").MustSucceed().Output;
        foreach (string file in new[] { folder.Write("a.jsonl", lines), folder.Write("b.jsonl.gz", Compressed.Gzip(lines)), folder.Write("c.json.gz", Compressed.Gzip(array)), folder.Write("d.jsonl", lines.Replace("\n", "\r\n", StringComparison.Ordinal)) })
        {
            Assert.Equal(expected, ToolRun.Of("replay", file, "--policy", Policy, "--json").MustSucceed().Output);
        }

        Assert.Equal(expected, ToolRun.With(array, "replay", "-", "--policy", Policy, "--json").MustSucceed().Output);
        Assert.Equal(expected, ToolRun.With(lines, "replay", "-", "--policy", Policy, "--json").MustSucceed().Output);
    }

    [Fact]
    public void The_policy_changes_what_counts()
    {
        using var folder = new TemporaryFolder();
        string history = folder.Write("h.jsonl", """{"name":"h","steps":[{"kind":"tool","action":"ls","observation":"a"},{"kind":"tool","action":"ls","observation":"a"}]}""");
        Assert.Contains("0 of 1 histories fire", ToolRun.Of("replay", history).MustSucceed().Output, StringComparison.Ordinal);
        string policy = folder.Write("p.json", """{"loops":{"exactRepeats":2}}""");
        Assert.Contains("1 of 1 histories fire", ToolRun.Of("replay", history, "--policy", policy).MustSucceed().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pause_ends_a_loop_and_a_refused_step_is_none_of_it()
    {
        using var folder = new TemporaryFolder();
        const string Step = """{"kind":"tool","action":"ls","observation":"a"MORE}""";
        string policy = folder.Write("p.json", """{"loops":{"exactRepeats":2,"idleGap":"01:00:00"}}""");
        Assert.Equal("2", AtStep(Step.Replace("MORE", "", StringComparison.Ordinal), Step.Replace("MORE", "", StringComparison.Ordinal)));
        Assert.Equal("2", AtStep(Timed("2026-01-31T08:00:00Z"), Timed("2026-01-31T09:59:59+01:00")));
        Assert.Equal("null", AtStep(Timed("2026-01-31T08:00:00Z"), Timed("2026-01-31T10:00:00+01:00")));
        Assert.Equal("null", AtStep(Timed("2026-01-31T08:00:00Z"), Step.Replace("MORE", ",\"vetoed\":true", StringComparison.Ordinal)));

        string AtStep(params string[] steps)
        {
            string history = folder.Write("h.jsonl", $"{{\"name\":\"h\",\"steps\":[{string.Join(',', steps)}]}}");
            return ToolRun.Of("replay", history, "--policy", policy, "--json").MustSucceed().Json.GetProperty("scenarios")[0].GetProperty("atStep").GetRawText();
        }

        static string Timed(string at) => Step.Replace("MORE", $",\"at\":\"{at}\"", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"2026-01-31T08:00:00\"")]
    [InlineData("\"2026-01-31\"")]
    [InlineData("\"08:00Z\"")]
    [InlineData("\"soon\"")]
    [InlineData("7")]
    public void A_time_without_an_offset_is_refused(string at)
    {
        using var folder = new TemporaryFolder();
        string history = folder.Write("h.jsonl", $"{{\"name\":\"h\",\"steps\":[{{\"kind\":\"message\",\"at\":{at}}}]}}");
        ToolRun.Of("replay", history).MustRefuse("line 1, step 1: 'at' must be");
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("[]", "there is no history in it")]
    [InlineData("[", "not valid JSON")]
    [InlineData("{", "line 1: not valid JSON")]
    [InlineData("[1]", "history 1: a JSON object was expected, but '1' is none")]
    [InlineData("{}", "line 1: 'name' is missing")]
    [InlineData("{\"name\":1,\"steps\":[]}", "line 1: 'name' must be a text, but was '1'")]
    [InlineData("{\"name\":\"a\"}", "line 1: 'steps' is missing")]
    [InlineData("{\"name\":\"a\",\"steps\":{}}", "line 1: 'steps' must be an array, but was '{}'")]
    [InlineData("{\"name\":\"a\",\"steps\":[{}]}", "line 1, step 1: 'kind' is missing")]
    [InlineData("{\"name\":\"a\",\"steps\":[{\"kind\":\"user\"},{\"kind\":\"tol\"}]}", "line 1, step 2: 'kind' must be user, tool, message, chunk or condensation, but was 'tol'")]
    [InlineData("{\"name\":\"a\",\"steps\":[{\"kind\":\"tool\",\"isError\":1}]}", "line 1, step 1: 'isError' must be true or false, but was '1'")]
    [InlineData("{\"name\":\"a\",\"steps\":[{\"kind\":\"tool\",\"observation\":[1]}]}", "line 1, step 1: 'observation' must be a text, but was '[1]'")]
    [InlineData("{\"name\":\"a\",\"steps\":[]}\n\n{\"name\":\"a\",\"steps\":[]}", "line 2: not valid JSON")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\",\"steps\":[]}", "line 1: not valid JSON")]
    [InlineData("{\"name\":\"\\ud800\",\"steps\":[]}", "line 1: 'name' is not valid Unicode")]
    public void A_malformed_history_is_refused_with_its_place(string content, string complaint)
    {
        using var folder = new TemporaryFolder();
        ToolRun.Of("replay", folder.Write("histories.json", content)).MustRefuse("histories.json", complaint);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"loops\":1}")]
    [InlineData("{\"loops\":{\"exactRepeat\":3}}")]
    [InlineData("{\"loops\":{\"exactRepeats\":0}}")]
    [InlineData("{\"loops\":{\"exactRepeats\":\"three\"}}")]
    [InlineData("{\"loops\":{\"tools\":{\"a\":{\"poling\":true}}}}")]
    [InlineData("{\"loops\":{\"tools\":{\"\\ud800\":{}}}}")]
    public void A_malformed_policy_is_refused(string content)
    {
        using var folder = new TemporaryFolder();
        ToolRun.Of("replay", Scenarios, "--policy", folder.Write("policy.json", content)).MustRefuse("policy.json: ");
    }

    [Fact]
    public void A_whole_policy_is_taken_and_what_a_history_cannot_answer_is_named()
    {
        using var folder = new TemporaryFolder();
        string loops = File.ReadAllText(Policy).Trim()[1..^1];
        string policy = folder.Write("policy.json", $$$"""
            {
              "version": 1,
              "confidence": { "certificate": "not-here.json" }, // never opened
              "costs": { "wrongAct": 50, "escalation": 4 },
              {{{loops}}},
              "Ambiguity": {},
              "routes": [{ "key": "desk" }],
            }
            """);
        string expected = ToolRun.Of("replay", Scenarios, "--policy", Policy, "--json").MustSucceed().Output;

        ToolRun run = ToolRun.Of("replay", Scenarios, "--policy", policy, "--json");

        Assert.Equal((ExitCode.Satisfied, expected), (run.ExitCode, run.Output));
        Assert.Equal("not replayed: confidence, costs, Ambiguity, routes\n", run.Error);
    }

    [Theory]
    [InlineData("""{"loops":{"exactRepeats":-1}}""")]
    [InlineData("""{"loops":{"history":0}}""")]
    [InlineData("""{"loops":{"stopAfter":-7}}""")]
    [InlineData("""{"loops":{"longestPeriod":1000000}}""")]
    [InlineData("""{"loops":{"tools":{"":{}}}}""")]
    [InlineData("""{"loops":{},"confidence":{"below":7}}""")]
    public void A_policy_out_of_range_is_refused_without_words_for_programmers(string content)
    {
        using var folder = new TemporaryFolder();
        ToolRun run = ToolRun.Of("replay", Scenarios, "--policy", folder.Write("policy.json", content));
        run.MustRefuse("policy.json: ");
        Assert.DoesNotContain("(Parameter", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Actual value", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u000", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_history_gives_one_line_even_beside_a_whole_policy()
    {
        using var folder = new TemporaryFolder();
        string policy = folder.Write("policy.json", """{"loops":{},"ambiguity":{}}""");
        ToolRun.Of("replay", folder.Write("histories.json", "[1]"), "--policy", policy).MustRefuse("history 1: a JSON object was expected");
    }

    [Theory]
    [InlineData("""{"loops":{},"confidenc":{"below":0.7},"cost":1}""", "Unknown option 'policy:confidenc:below', 'policy:cost'")]
    [InlineData("""{"loops":{},"confidence":{"belw":0.7}}""", "Unknown option 'policy:confidence:belw'")]
    [InlineData("""{"loops":{},"confidence":{"below":7}}""", "Confidence:Below")]
    [InlineData("""{"loops":{"exactRepeats":1}}""", "ExactRepeats must be from 2 to 10000, but was 1.")]
    [InlineData("""{"confidence":{"below":0.7}}""", "the policy has no 'loops' that are enabled")]
    [InlineData("""{"loops":{"enabled":false},"confidence":{"below":0.7}}""", "the policy has no 'loops' that are enabled")]
    public void A_policy_that_configuration_would_refuse_or_that_has_nothing_to_replay_is_refused_by_name(string content, string complaint)
    {
        using var folder = new TemporaryFolder();
        ToolRun.Of("replay", Scenarios, "--policy", folder.Write("policy.json", content)).MustRefuse("policy.json: ", complaint);
    }

    [Fact]
    public void Files_that_are_not_there_are_named()
    {
        using var folder = new TemporaryFolder();
        ToolRun.Of("replay", folder.PathOf("none.json")).MustRefuse("none.json: no such file");
        ToolRun.Of("replay", Scenarios, "--policy", folder.PathOf("none.json")).MustRefuse("none.json: no such file");
        ToolRun.Of("replay", folder.FullName).MustRefuse("is a directory");
        ToolRun.Of("replay").MustRefuse("(see: escalation replay --help)");
    }
}
