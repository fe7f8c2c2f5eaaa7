using System.Text;
using System.Text.Json;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs.Audit;

public class AuditShowVerbTests
{
    [Fact]
    public void The_story_of_a_turn_is_told_in_order()
    {
        using var folder = new TemporaryFolder();
        string[] lines = ToolRun.Of("audit", "show", StoryLog.Write(folder), "--id", "turn-4").MustSucceed().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        string[] parts =
        [
            "escalate-to-person to desk (priority 1): low-confidence, score 0.2 against 0.4; policy support",
            "confidence fires: low-confidence, score 0.2 against 0.4, proposes escalate-to-person",
            "replays",
            "about to be sent to desk",
            "taken by desk",
            "a person took over by withheld in desk, nothing had to be asked again",
            "resolved: withheld, it needed a person",
            "the model was right",
        ];
        Assert.Equal(parts.Length, lines.Length);
        for (int i = 0; i < parts.Length; i++)
        {
            Assert.Contains(parts[i], lines[i], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Records_are_chosen_by_kind_and_time_and_content_is_never_shown()
    {
        using var folder = new TemporaryFolder();
        string log = StoryLog.Write(folder);
        string all = ToolRun.Of("audit", "show", log).MustSucceed().Output;
        JsonElement outcomes = ToolRun.Of("audit", "show", log, "--kind", "outcome", "--kind", "weather", "--json").MustSucceed().Json.GetProperty("records");
        string first = outcomes[0].GetProperty("time").GetString()!;
        string second = outcomes[1].GetProperty("time").GetString()!;

        Assert.DoesNotContain("canary", all, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("note withheld, sky blue, degrees 21", all, StringComparison.Ordinal);
        Assert.Equal(61, outcomes.GetArrayLength());
        Assert.Equal(1, ToolRun.Of("audit", "show", log, "--kind", "outcome", "--from", first, "--to", second, "--json").MustSucceed().Json.GetProperty("records").GetArrayLength());
        Assert.Equal("No such record.\n", ToolRun.Of("audit", "show", log, "--id", "nobody").MustSucceed().Output);
        ToolRun.Of("audit", "show", log, "--from", "yesterday").MustRefuse("--from must be a time");
    }

    [Fact]
    public void A_broken_log_is_shown_up_to_its_first_bad_record()
    {
        using var folder = new TemporaryFolder();
        string[] lines = File.ReadAllLines(StoryLog.Write(folder, turns: 5));
        lines[4] = lines[4].Replace("turn", "turm", StringComparison.Ordinal);
        string forged = folder.Write("forged.jsonl", string.Concat(lines.Select(line => line + "\n")));

        ToolRun run = ToolRun.Of("audit", "show", forged).MustSayNo();
        Assert.Equal(4, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("forged.jsonl: Record 5: ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, "]")]
    [InlineData(4, "")]
    [InlineData(0, "\uFEFF{}")]
    [InlineData(0, "\u0000\u0001")]
    public void What_is_not_even_a_record_ends_the_story_too(int at, string line)
    {
        using var folder = new TemporaryFolder();
        string[] lines = File.ReadAllLines(StoryLog.Write(folder, turns: 5));
        lines[at] = line;
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(lines.Select(one => one + "\n")));
        string forged = folder.Write("forged.jsonl", bytes);

        ToolRun run = ToolRun.Of("audit", "show", forged).MustSayNo();
        Assert.Equal(Math.Max(1, at), run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains($"forged.jsonl: Record {at + 1}: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(at, ToolRun.With(bytes, "audit", "show", "-", "--json").MustSayNo().Json.GetProperty("records").GetArrayLength());
    }

    [Fact]
    public void An_empty_file_is_no_log()
    {
        using var folder = new TemporaryFolder();
        string empty = folder.Write("empty.jsonl", "");
        ToolRun.Of("audit", "show", empty).MustRefuse("empty.jsonl", "empty");
        ToolRun.Of("audit", "kpis", empty).MustRefuse("empty.jsonl", "empty");
        ToolRun.Of("audit", "export", empty, "--format", "jsonl", "--out", folder.PathOf("out")).MustRefuse("empty.jsonl", "empty");
        Assert.False(File.Exists(folder.PathOf("out")));
    }
}
