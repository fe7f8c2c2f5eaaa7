using System.Text.Json;
using Escalation.Auditing;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs.Audit;

public class AuditExportVerbTests
{
    [Fact]
    public void Labelled_outcomes_calibrate()
    {
        using var folder = new TemporaryFolder();
        string set = folder.PathOf("set.csv");
        JsonElement json = ToolRun.Of("audit", "export", StoryLog.Write(folder, turns: 400), "--out", set, "--json").MustSucceed().Json;

        Assert.Equal((400, "confidence", 0), (json.GetProperty("rows").GetInt32(), json.GetProperty("trigger").GetString(), json.GetProperty("withoutScore").GetInt32()));
        Assert.Equal(401, File.ReadAllLines(set).Length);
        JsonElement certificate = ToolRun.Of("calibrate", set, "--score", "score", "--loss", "loss", "--max-risk", "0.2", "--id", "id", "--json").MustSucceed().Json;
        Assert.Equal(("certified", 400), (certificate.GetProperty("status").GetString(), certificate.GetProperty("n").GetInt32()));
        ToolRun.Of("audit", "export", StoryLog.Write(folder, name: "again.jsonl"), "--out", set, "--audited").MustSucceed();
        Assert.Equal(18, File.ReadLines(set).Skip(1).Count(line => line.EndsWith(",0.5,2,drawn", StringComparison.Ordinal)));
        Assert.DoesNotContain("canary", File.ReadAllText(set), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Records_are_exported_byte_for_byte_from_a_file_and_from_segments()
    {
        using var folder = new TemporaryFolder();
        string log = StoryLog.Write(folder);
        string copy = folder.PathOf("copy.jsonl");
        ToolRun.Of("audit", "export", log, "--out", copy, "--format", "jsonl").MustSucceed();
        Assert.Equal(File.ReadAllBytes(log), File.ReadAllBytes(copy));

        string segments = folder.PathOf("segments");
        using (AuditLog writer = AuditLog.OpenFolder(segments, new AuditLogOptions { SegmentBytes = 4_096 }))
        {
            for (int i = 0; i < 30; i++)
            {
                await writer.AppendAsync(new AuditEntry(AuditKind.Outcome, $"größe-{i}", json => json.WriteNumber("x", 0.1 * i)));
            }
        }

        ToolRun.Of("audit", "export", segments, "--out", copy, "--format", "jsonl").MustSucceed();
        Assert.Equal(string.Concat(Directory.GetFiles(segments, "*.jsonl").Order(StringComparer.Ordinal).Select(File.ReadAllText)), File.ReadAllText(copy));
        ToolRun.Of("audit", "verify", copy).MustSucceed();
    }

    [Fact]
    public void What_cannot_be_exported_leaves_no_file()
    {
        using var folder = new TemporaryFolder();
        string log = StoryLog.Write(folder);
        string target = folder.PathOf("target.csv");
        ToolRun.Of("audit", "export", log).MustRefuse("--out");
        ToolRun.Of("audit", "export", log, "--out", log).MustRefuse("would overwrite");
        ToolRun.Of("audit", "export", log, "--out", target, "--trigger", "typo").MustRefuse("there are: confidence");
        ToolRun.Of("audit", "export", log, "--out", target, "--shadow").MustRefuse("holds no labelled decision");
        ToolRun.Of("audit", "export", log, "--out", target, "--format", "xml").MustRefuse("xml");
        string forged = folder.Write("forged.jsonl", File.ReadAllText(log).Replace("\"wasRight\":false", "\"wasRight\":true", StringComparison.Ordinal));
        ToolRun.Of("audit", "export", forged, "--out", target).MustSayNo();
        Assert.False(File.Exists(target));
    }
}
