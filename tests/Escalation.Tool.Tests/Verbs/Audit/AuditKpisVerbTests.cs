using System.Text.Json;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs.Audit;

public class AuditKpisVerbTests
{
    [Fact]
    public void The_figures_come_as_one_object_with_intervals_and_reasons()
    {
        using var folder = new TemporaryFolder();
        string log = StoryLog.Write(folder);
        JsonElement json = ToolRun.Of("audit", "kpis", log, "--json").MustSucceed().Json;

        JsonElement rate = json.GetProperty("escalationRate");
        Assert.Equal((24, 60, 0.4), (rate.GetProperty("count").GetInt32(), rate.GetProperty("total").GetInt32(), rate.GetProperty("value").GetDouble()));
        Assert.Equal(2, rate.GetProperty("ci").GetArrayLength());
        Assert.True(rate.GetProperty("ci")[0].GetDouble() < 0.4 && rate.GetProperty("ci")[1].GetDouble() > 0.4);
        Assert.Equal("clopper-pearson", rate.GetProperty("method").GetString());
        Assert.Equal("fewer than two periods", rate.GetProperty("trend").GetProperty("pValueReason").GetString());
        JsonElement missed = json.GetProperty("missedEscalationRate");
        Assert.Equal((36, 18, 18, 3), (missed.GetProperty("acted").GetInt32(), missed.GetProperty("drawn").GetInt32(), missed.GetProperty("labelled").GetInt32(), missed.GetProperty("wrong").GetInt32()));
        Assert.Equal(36.0, missed.GetProperty("represented").GetDouble());
        JsonElement accept = json.GetProperty("timeToAccept");
        Assert.Equal((24, 12, 12), (accept.GetProperty("total").GetInt32(), accept.GetProperty("ended").GetInt32(), accept.GetProperty("open").GetInt32()));
        Assert.Equal((12, 24, 900.0), (accept.GetProperty("acceptedInTime").GetProperty("count").GetInt32(), accept.GetProperty("acceptedInTime").GetProperty("total").GetInt32(), accept.GetProperty("targetSeconds").GetDouble()));
        Assert.Equal(420.0, accept.GetProperty("medianSeconds").GetProperty("value").GetDouble());
        Assert.Equal(1, json.GetProperty("counts").GetProperty("unknownKinds").GetInt32());
        Assert.Contains(json.GetProperty("segments").EnumerateArray(), segment => segment.GetProperty("by").GetString() == "trigger" && segment.GetProperty("name").GetString() == "confidence");

        JsonElement hours = ToolRun.Of("audit", "kpis", log, "--json", "--period", "1h", "--delta", "0.2").MustSucceed().Json;
        Assert.True(hours.GetProperty("escalationRate").GetProperty("trend").GetProperty("periods").GetArrayLength() > 5);
        Assert.True(hours.GetProperty("escalationRate").GetProperty("ci")[0].GetDouble() > rate.GetProperty("ci")[0].GetDouble());
        Assert.Equal(JsonValueKind.Null, ToolRun.Of("audit", "kpis", log, "--json", "--shadow").MustSucceed().Json.GetProperty("escalationRate").GetProperty("value").ValueKind);
        Assert.Equal(json.ToString(), ToolRun.With(File.ReadAllBytes(log), "audit", "kpis", "-", "--json").MustSucceed().Json.ToString());
    }

    [Fact]
    public void People_get_tables_and_a_page_that_needs_nothing_else()
    {
        using var folder = new TemporaryFolder();
        string page = folder.PathOf("kpis.html");
        string output = ToolRun.Of("audit", "kpis", StoryLog.Write(folder), "--period", "hour", "--report", page).MustSucceed().Output;
        string html = File.ReadAllText(page);

        foreach (string figure in new[] { "escalation rate", "appropriateness", "missed escalations", "handoff sufficiency", "abandoned", "to accept", "to resolve" })
        {
            Assert.Contains(figure, output, StringComparison.Ordinal);
            Assert.Contains(figure, html, StringComparison.Ordinal);
        }

        Assert.Contains("<svg", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", output + html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Intervals_rest_on_conversations_unless_told_otherwise_and_overrides_are_counted()
    {
        using var folder = new TemporaryFolder();
        string log = ConversationLog.Write(folder);

        JsonElement json = ToolRun.Of("audit", "kpis", log, "--json").MustSucceed().Json;
        JsonElement tasks = ToolRun.Of("audit", "kpis", log, "--json", "--independent-tasks").MustSucceed().Json;

        JsonElement rate = json.GetProperty("escalationRate");
        Assert.Equal(("conversations", "korn-graubard", 20, 10, 20), (json.GetProperty("intervals").GetString(), rate.GetProperty("method").GetString(), rate.GetProperty("count").GetInt32(), rate.GetProperty("conversations").GetInt32(), rate.GetProperty("total").GetInt32() - 20));
        Assert.InRange(rate.GetProperty("effectiveTotal").GetInt32(), 5, 10);
        JsonElement alone = tasks.GetProperty("escalationRate");
        Assert.Equal(("tasks", "clopper-pearson"), (tasks.GetProperty("intervals").GetString(), alone.GetProperty("method").GetString()));
        Assert.False(alone.TryGetProperty("conversations", out _));
        Assert.True(rate.GetProperty("ci")[0].GetDouble() < alone.GetProperty("ci")[0].GetDouble() && rate.GetProperty("ci")[1].GetDouble() > alone.GetProperty("ci")[1].GetDouble());
        Assert.Equal((5, 20), (json.GetProperty("overrideRate").GetProperty("count").GetInt32(), json.GetProperty("overrideRate").GetProperty("total").GetInt32()));
        Assert.Equal((15, 0.75), (json.GetProperty("agreement").GetProperty("count").GetInt32(), json.GetProperty("agreement").GetProperty("value").GetDouble()));
        Assert.Equal((20, 0), (json.GetProperty("counts").GetProperty("notReturned").GetInt32(), json.GetProperty("counts").GetProperty("takenBack").GetInt32()));
        string output = ToolRun.Of("audit", "kpis", log).MustSucceed().Output;
        Assert.Contains("overridden", output, StringComparison.Ordinal);
        Assert.Contains("on 10 conversations", output, StringComparison.Ordinal);
        Assert.Contains("resolved, not handed back", output, StringComparison.Ordinal);
        string export = folder.PathOf("labels.csv");
        ToolRun.Of("audit", "export", log, "--out", export).MustSucceed();
        Assert.Equal(20, File.ReadAllLines(export).Length - 1);
    }

    [Fact]
    public void A_broken_log_has_no_figures_unless_one_insists()
    {
        using var folder = new TemporaryFolder();
        string log = StoryLog.Write(folder);
        string forged = folder.Write("forged.jsonl", File.ReadAllText(log).Replace("\"wasRight\":false", "\"wasRight\":true", StringComparison.Ordinal));

        Assert.Contains("forged.jsonl: Record ", ToolRun.Of("audit", "kpis", forged).MustSayNo().Error, StringComparison.Ordinal);
        Assert.Equal("broken", ToolRun.Of("audit", "kpis", forged, "--json").MustSayNo().Json.GetProperty("status").GetString());
        ToolRun.Of("audit", "kpis", forged, "--unverified").MustSucceed();
        ToolRun.Of("audit", "kpis", folder.Write("torn.jsonl", File.ReadAllText(log)[..^10])).MustSucceed();
        ToolRun.Of("audit", "kpis", folder.Write("none.jsonl", "no log\n"), "--unverified").MustRefuse("none.jsonl: Line 1");
    }

    [Theory]
    [InlineData("--period", "fortnight")]
    [InlineData("--period", "0d")]
    [InlineData("--period", "d")]
    [InlineData("--period", "367d")]
    [InlineData("--period", "99999999h")]
    [InlineData("--period", "")]
    [InlineData("--accept-within", "1.5h")]
    [InlineData("--resolve-within", "soon")]
    [InlineData("--delta", "1")]
    [InlineData("--alarm-delta", "NaN")]
    public void Options_out_of_range_are_refused(string option, string value)
    {
        using var folder = new TemporaryFolder();
        ToolRun.Of("audit", "kpis", StoryLog.Write(folder, turns: 1), option, value).MustRefuse(option);
    }

    [Fact]
    public void The_page_never_overwrites_the_log()
    {
        using var folder = new TemporaryFolder();
        string log = StoryLog.Write(folder, turns: 1);
        ToolRun.Of("audit", "kpis", log, "--report", log).MustRefuse("--report");
        ToolRun.Of("audit", "kpis", folder.PathOf("gone.jsonl")).MustRefuse("gone.jsonl: no such file");
    }
}
