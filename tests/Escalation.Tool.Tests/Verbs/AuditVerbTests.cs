using System.Text.Json;
using Escalation.Auditing;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs;

public class AuditVerbTests
{
    [Fact]
    public void A_sound_log_verifies_and_gives_its_checkpoint()
    {
        using var folder = new TemporaryFolder();
        string log = Log(folder);
        JsonElement json = ToolRun.Of("audit", "verify", log, "--json").MustSucceed().Json;
        Assert.Equal("verified", json.GetProperty("status").GetString());
        Assert.Equal(5, json.GetProperty("records").GetInt64());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("firstBad").ValueKind);
        string checkpoint = json.GetProperty("checkpoint").GetString()!;
        ToolRun.Of("audit", "verify", log, "--checkpoint", checkpoint).MustSucceed();
        ToolRun.With(File.ReadAllBytes(log), "audit", "verify", "-").MustSucceed();
        ToolRun.Of("audit", "verify", folder.Write("log.jsonl.gz", Compressed.Gzip(File.ReadAllText(log)))).MustSucceed();
    }

    [Fact]
    public async Task A_log_that_is_being_written_can_be_verified()
    {
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("log.jsonl");
        using AuditLog log = AuditLog.Open(path);
        await log.AppendAsync(Entry(1));
        ToolRun.Of("audit", "verify", path).MustSucceed();
    }

    [Fact]
    public void The_first_bad_record_is_named()
    {
        using var folder = new TemporaryFolder();
        string[] lines = File.ReadAllLines(Log(folder));
        Broken(folder, [lines[0], lines[1], Edit(lines[2]), lines[3], lines[4]], 3, "modified");
        Broken(folder, [lines[0], lines[1], lines[3], lines[4]], 3, "deleted");
        Broken(folder, [lines[1], lines[2]], 1, "headTruncated");
        Broken(folder, [lines[0], lines[2], lines[1], lines[3]], 2, "swapped");
        Broken(folder, [lines[0], lines[1], lines[1]], 3, "duplicated");
        Broken(folder, [lines[0], "{}"], 2, "malformed");
        Broken(folder, ["not a record"], 1, "malformed");
    }

    [Fact]
    public void A_tail_that_was_cut_shows_with_a_checkpoint_and_a_torn_one_without()
    {
        using var folder = new TemporaryFolder();
        string log = Log(folder);
        string checkpoint = ToolRun.Of("audit", "verify", log, "--json").Json.GetProperty("checkpoint").GetString()!;
        string[] lines = File.ReadAllLines(log);
        string cut = folder.Write("cut.jsonl", SampleData.Csv(lines[0], lines[1..4]));
        ToolRun.Of("audit", "verify", cut).MustSucceed();
        ToolRun run = ToolRun.Of("audit", "verify", cut, "--checkpoint", checkpoint, "--json").MustSayNo();
        Assert.Equal("tailTruncated", run.Json.GetProperty("defect").GetString());
        Assert.Equal(5, run.Json.GetProperty("firstBad").GetInt64());
        string torn = folder.Write("torn.jsonl", File.ReadAllText(log)[..^10]);
        Assert.Equal("tornTail", ToolRun.Of("audit", "verify", torn, "--json").MustSayNo().Json.GetProperty("defect").GetString());
        string empty = folder.Write("empty.jsonl", "");
        Assert.Equal("tailTruncated", ToolRun.Of("audit", "verify", empty, "--checkpoint", checkpoint, "--json").MustSayNo().Json.GetProperty("defect").GetString());
    }

    [Fact]
    public void What_is_no_log_is_refused()
    {
        using var folder = new TemporaryFolder();
        ToolRun.Of("audit", "verify", folder.PathOf("none.jsonl")).MustRefuse("none.jsonl: no such file");
        ToolRun.Of("audit", "verify", folder.FullName).MustRefuse("is a directory");
        ToolRun.Of("audit", "verify", folder.Write("empty.jsonl", "")).MustRefuse("empty.jsonl: the file is empty");
        ToolRun.Of("audit", "verify", folder.Write("cut.jsonl.gz", Compressed.Gzip("{}\n")[..^4])).MustRefuse("cut.jsonl.gz: not a complete gzip file");
        ToolRun.Of("audit", "verify", Log(folder), "--checkpoint", "5:abc").MustRefuse("--checkpoint must be COUNT:HASH");
        ToolRun.Of("audit", "verify").MustRefuse("(see: escalation audit verify --help)");
    }

    private static void Broken(TemporaryFolder folder, string[] lines, long firstBad, string defect)
    {
        string path = folder.Write("broken.jsonl", string.Concat(lines.Select(line => line + "\n")));
        ToolRun run = ToolRun.Of("audit", "verify", path, "--json").MustSayNo();
        Assert.Equal("broken", run.Json.GetProperty("status").GetString());
        Assert.Equal(firstBad, run.Json.GetProperty("firstBad").GetInt64());
        Assert.Equal(defect, run.Json.GetProperty("defect").GetString());
        Assert.Contains($"broken.jsonl: Record {firstBad}: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(defect, ToolRun.Of("audit", "verify", path).MustSayNo().Output, StringComparison.Ordinal);
    }

    private static string Log(TemporaryFolder folder)
    {
        string path = folder.PathOf("sound.jsonl");
        File.Delete(path);
        using AuditLog log = AuditLog.Open(path);
        for (int i = 1; i <= 5; i++)
        {
            log.AppendAsync(Entry(i)).AsTask().GetAwaiter().GetResult();
        }

        return path;
    }

    private static AuditEntry Entry(int number) => new(AuditKind.Outcome, $"decision-{number}", writer => writer.WriteBoolean("wasRight", number % 2 == 0));

    private static string Edit(string line) => line.Replace("decision-3", "decision-7", StringComparison.Ordinal);
}
