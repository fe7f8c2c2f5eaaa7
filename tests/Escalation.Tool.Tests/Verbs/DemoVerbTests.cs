using System.Text.Json;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs;

public class DemoVerbTests
{
    [Fact]
    public void The_demonstration_leaves_files_that_verify_by_themselves()
    {
        using var folder = new TemporaryFolder();
        JsonElement json = ToolRun.Of("demo", "--out", folder.PathOf("demo"), "--json").MustSucceed().Json;
        string certificate = json.GetProperty("certificate").GetString()!;
        string log = json.GetProperty("auditLog").GetString()!;
        string data = json.GetProperty("calibration").GetString()!;
        Assert.Empty(((string[])["audit.jsonl", "calibration.csv", "certificate.json", "decisions.csv"]).Except(Directory.GetFiles(folder.PathOf("demo")).Select(Path.GetFileName)));
        Assert.Empty(ToolRun.Of("verify", certificate, data, "--json").MustSucceed().Json.GetProperty("notRecomputed").EnumerateArray());
        JsonElement audit = ToolRun.Of("audit", "verify", log, "--checkpoint", json.GetProperty("checkpoint").GetString()!, "--json").MustSucceed().Json;
        Assert.Equal(json.GetProperty("auditRecords").GetInt64(), audit.GetProperty("records").GetInt64());
        ToolRun.Of("calibrate", data, "--score", "confidence", "--id", "id", "--budget", "0.3", "--lower-delegates", "--out", folder.PathOf("again.json")).MustSucceed();
        Assert.Equal(File.ReadAllBytes(certificate), File.ReadAllBytes(folder.PathOf("again.json")));
    }

    [Fact]
    public void What_the_files_say_adds_up()
    {
        using var folder = new TemporaryFolder();
        JsonElement json = ToolRun.Of("demo", "--out", folder.FullName, "--json").MustSucceed().Json;
        string[][] rows = [.. File.ReadAllLines(folder.PathOf("decisions.csv"))[1..].Select(line => line.Split(','))];
        int turns = json.GetProperty("turns").GetInt32();
        Assert.Equal(turns, rows.Length);
        Assert.Equal(json.GetProperty("acted").GetInt32(), rows.Count(row => row[7] == "1"));
        Assert.Equal(json.GetProperty("handedOff").GetInt32(), rows.Count(row => row[7] == "0"));
        Assert.All(rows.Where(row => row[7] == "1"), row => Assert.Contains(row[1], (string[])["act", "nudge"]));
        Assert.All(rows.Where(row => row[7] == "0"), row => Assert.NotEmpty(row[6]));
        int byReason = json.GetProperty("escalationsByReason").EnumerateObject().Sum(reason => reason.Value.GetInt32());
        Assert.Equal(json.GetProperty("handedOff").GetInt32(), byReason);
        Assert.Equal(["loop", "low-confidence", "sensitivity"], json.GetProperty("escalationsByReason").EnumerateObject().Select(reason => reason.Name).Order(StringComparer.Ordinal));
        Assert.True(json.GetProperty("accuracyWhereActed").GetDouble() > json.GetProperty("accuracyOfActingAlways").GetDouble());
    }

    [Fact]
    public void The_same_seed_writes_the_same_bytes_and_another_seed_others()
    {
        using var folder = new TemporaryFolder();
        ToolRun.Of("demo", "--out", folder.PathOf("a"), "--seed", "7").MustSucceed();
        ToolRun.Of("demo", "--out", folder.PathOf("b"), "--seed", "7").MustSucceed();
        ToolRun.Of("demo", "--out", folder.PathOf("c"), "--seed", "8").MustSucceed();
        foreach (string file in new[] { "audit.jsonl", "calibration.csv", "certificate.json", "decisions.csv" })
        {
            byte[] first = File.ReadAllBytes(folder.PathOf($"a/{file}"));
            Assert.Equal(first, File.ReadAllBytes(folder.PathOf($"b/{file}")));
            Assert.NotEqual(first, File.ReadAllBytes(folder.PathOf($"c/{file}")));
        }
    }

    [Fact]
    public void Without_a_folder_it_makes_one_and_prints_it()
    {
        string output = ToolRun.Of("demo", "--json").MustSucceed().Output;
        using var document = JsonDocument.Parse(output);
        string certificate = document.RootElement.GetProperty("certificate").GetString()!;
        Assert.True(File.Exists(certificate));
        Directory.Delete(Path.GetDirectoryName(certificate)!, recursive: true);
    }

    [Fact]
    public void It_may_run_again_in_its_own_folder_and_never_deletes_what_is_not_its_own()
    {
        using var folder = new TemporaryFolder();
        string first = ToolRun.Of("demo", "--out", folder.PathOf("own")).MustSucceed().Output;
        Assert.Equal(first, ToolRun.Of("demo", "--out", folder.PathOf("own")).MustSucceed().Output);
        foreach (string file in new[] { "audit.jsonl", "certificate.json", "decisions.csv", "calibration.csv" })
        {
            Directory.CreateDirectory(folder.PathOf(file + ".d"));
            string precious = folder.Write(Path.Combine(file + ".d", file), "precious");
            ToolRun.Of("demo", "--out", folder.PathOf(file + ".d")).MustRefuse(file, "is not of an earlier demonstration");
            Assert.Equal("precious", File.ReadAllText(precious));
        }

        ToolRun.Of("demo", "--out", folder.Write("file", "x")).MustRefuse("the folder cannot be used");
        ToolRun.Of("demo", "--seed", "-1").MustRefuse("--seed must be a whole number");
    }
}
