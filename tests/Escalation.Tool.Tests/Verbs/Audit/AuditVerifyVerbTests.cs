using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Escalation.Auditing;
using Escalation.Decisions;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs.Audit;

public class AuditVerifyVerbTests
{
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes("a secret of more than sixteen bytes");

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
        ToolRun.Of("audit", "verify", folder.FullName).MustRefuse("is a directory without segments of an audit log");
        ToolRun.Of("audit", "verify", folder.Write("empty.jsonl", "")).MustRefuse("empty.jsonl: the file is empty");
        ToolRun.Of("audit", "verify", folder.Write("cut.jsonl.gz", Compressed.Gzip("{}\n")[..^4])).MustRefuse("cut.jsonl.gz: not a complete gzip file");
        ToolRun.Of("audit", "verify", Log(folder), "--checkpoint", "5:abc").MustRefuse("--checkpoint must be COUNT:HASH");
        ToolRun.Of("audit", "verify").MustRefuse("(see: escalation audit verify --help)");
    }

    [Fact]
    public void A_folder_of_segments_verifies_as_one_log()
    {
        using var folder = new TemporaryFolder();
        string log = Folder(folder, checkpoints: null);
        JsonElement json = ToolRun.Of("audit", "verify", log, "--json").MustSucceed().Json;
        Assert.True(json.GetProperty("records").GetInt64() > 40);
        string second = Path.Combine(log, "00000002.jsonl");
        File.WriteAllText(second, File.ReadAllText(second).Replace("\"wasRight\":true", "\"wasRight\":false", StringComparison.Ordinal));
        JsonElement broken = ToolRun.Of("audit", "verify", log, "--json").MustSayNo().Json;
        Assert.Equal(("modified", 2), (broken.GetProperty("defect").GetString(), broken.GetProperty("segment").GetInt32()));
    }

    [Theory]
    [InlineData("hmac")]
    [InlineData("ecdsa")]
    public void Signed_checkpoints_find_what_the_chain_cannot(string algorithm)
    {
        using var folder = new TemporaryFolder();
        using ECDsa pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string key = folder.PathOf("key");
        File.WriteAllBytes(key, algorithm == "hmac" ? Secret : Encoding.UTF8.GetBytes(pair.ExportSubjectPublicKeyInfoPem()));
        string checkpoints = folder.PathOf("checkpoints.jsonl");
        using (FileCheckpointSink sink = FileCheckpointSink.Open(checkpoints))
        {
            using var signer = new EcdsaCheckpointKey("k1", ECDsa.Create(pair.ExportParameters(true)));
            Folder(folder, new CheckpointOptions { Signer = algorithm == "hmac" ? new HmacCheckpointKey("k1", Secret) : signer, Sink = sink, EveryRecords = 5 });
        }

        string log = folder.PathOf("log");
        JsonElement json = ToolRun.Of("audit", "verify", log, "--checkpoints", checkpoints, "--key", $"k1={key}", "--json").MustSucceed().Json;
        Assert.True(json.GetProperty("validCheckpoints").GetInt32() > 1);

        JsonElement unknown = ToolRun.Of("audit", "verify", log, "--checkpoints", checkpoints, "--key", $"k2={key}", "--json").MustSayNo().Json;
        Assert.Equal(("unconfirmed", 0), (unknown.GetProperty("status").GetString(), unknown.GetProperty("validCheckpoints").GetInt32()));

        string[] segments = [.. Directory.GetFiles(log, "*.jsonl").Order(StringComparer.Ordinal)];
        foreach (string segment in segments[1..])
        {
            File.Delete(segment);
        }

        ToolRun.Of("audit", "verify", log).MustSucceed();
        Assert.Equal("tailTruncated", ToolRun.Of("audit", "verify", log, "--checkpoints", checkpoints, "--key", $"k1={key}", "--json").MustSayNo().Json.GetProperty("defect").GetString());
    }

    [Fact]
    public void Keys_and_checkpoints_that_are_none_are_refused()
    {
        using var folder = new TemporaryFolder();
        string log = Log(folder);
        string key = folder.Write("key", "0123456789abcdef");
        string checkpoints = folder.Write("checkpoints.jsonl", "{}\n");
        ToolRun.Of("audit", "verify", log, "--checkpoints", checkpoints).MustRefuse("--checkpoints and --key need each other");
        ToolRun.Of("audit", "verify", log, "--key", $"k={key}").MustRefuse("--checkpoints and --key need each other");
        ToolRun.Of("audit", "verify", log, "--checkpoints", checkpoints, "--key", $"k={key}").MustRefuse("checkpoints.jsonl: ");
        ToolRun.Of("audit", "verify", log, "--checkpoints", folder.Write("none.jsonl", ""), "--key", $"k={key}").MustRefuse("holds no checkpoint");
        string sound = folder.Write("sound-checkpoints.jsonl", Encoding.UTF8.GetString(SignedCheckpointJson.ToUtf8Bytes(SignedCheckpoint.Sign(new AuditCheckpoint(0, new string('0', 64)), new byte[32], DateTimeOffset.UnixEpoch, new HmacCheckpointKey("k", Secret)))) + "\n");
        ToolRun.Of("audit", "verify", log, "--checkpoints", sound, "--key", key).MustRefuse("--key must be ID=FILE");
        ToolRun.Of("audit", "verify", log, "--checkpoints", sound, "--key", $"k={folder.PathOf("gone")}").MustRefuse("gone");
        ToolRun.Of("audit", "verify", log, "--checkpoints", sound, "--key", $"k={folder.Write("short", "abc")}").MustRefuse("secret must hold at least 16 bytes");
        ToolRun.Of("audit", "verify", log, "--checkpoints", sound, "--key", $"k={folder.Write("bad.pem", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")}").MustRefuse("not a key for ECDSA in PEM");
        ToolRun.Of("audit", "verify", log, "--checkpoints", sound, "--key", $"k={key}", "--checkpoint", $"5:{new string('0', 64)}").MustRefuse("cannot be combined");
    }

    [Fact]
    public async Task Decisions_replay_and_a_forged_one_is_named_although_its_chain_is_sound()
    {
        using var folder = new TemporaryFolder();
        EscalationPolicy policy = EscalationPolicy.Build(p => p.Costs(50, 4));
        string path = folder.PathOf("decisions.jsonl");
        using (AuditLog log = AuditLog.Open(path))
        {
            for (int i = 0; i < 6; i++)
            {
                var turn = new AgentTurn { Id = $"t{i}", Confidence = i / 5.0 };
                await log.AppendAsync(AuditEntries.Decision(turn.Id, new AuditedTurn(turn, policy.Decide(turn), policy.TriggerNames, []) { Policy = policy }));
            }
        }

        Assert.Equal(6, ToolRun.Of("audit", "verify", path, "--replay", "--json").MustSucceed().Json.GetProperty("replayed").GetInt32());
        JsonElement old = ToolRun.Of("audit", "verify", Log(folder), "--replay", "--json").MustSucceed().Json;
        Assert.Equal(0, old.GetProperty("replayed").GetInt32());
        string forged = folder.PathOf("forged.jsonl");
        using (AuditLog log = AuditLog.Open(forged))
        {
            foreach (string line in File.ReadLines(path))
            {
                using var document = JsonDocument.Parse(line.Replace("\"modelIsRight\":0.8,", "\"modelIsRight\":0.9,", StringComparison.Ordinal));
                JsonElement root = document.RootElement;
                await log.AppendAsync(new AuditEntry(AuditKind.Decision, root.GetProperty("id").GetString(), writer =>
                {
                    foreach (JsonProperty member in root.GetProperty("data").EnumerateObject())
                    {
                        member.WriteTo(writer);
                    }
                }));
            }
        }

        ToolRun.Of("audit", "verify", forged).MustSucceed();
        ToolRun run = ToolRun.Of("audit", "verify", forged, "--replay", "--json").MustSayNo();
        Assert.Equal(("unconfirmed", 5), (run.Json.GetProperty("status").GetString(), run.Json.GetProperty("firstDiffering").GetInt32()));
        Assert.Contains("Record 5: the decision does not replay: costOfActing is ", run.Error, StringComparison.Ordinal);
    }

    private static string Folder(TemporaryFolder folder, CheckpointOptions? checkpoints)
    {
        string path = folder.PathOf("log");
        using AuditLog log = AuditLog.OpenFolder(path, new AuditLogOptions { SegmentBytes = 4_096, Checkpoints = checkpoints });
        for (int i = 1; i <= 40; i++)
        {
            log.AppendAsync(Entry(i)).AsTask().GetAwaiter().GetResult();
        }

        return path;
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
