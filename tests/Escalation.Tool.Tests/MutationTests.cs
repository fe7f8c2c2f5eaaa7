using System.Text;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Tool.Tests;

/// <summary>Damaged input of every kind: an answer or one line, never an unexpected fault.</summary>
public class MutationTests
{
    private const int Cases = 600;

    private static readonly string[] Tokens =
    [
        "", ",", "\"", "\n", "\r", "\n\n", "{", "}", "[", "]", ":", "null", "true", "NaN", "Infinity", "1e999", "-0", "0.5", "\u0000", "\ufeff", "\ud800", "é", "\u2028", "score", "loss", "\\", "\\u", "'", "\t", "-", "\"score\":", "\"n\":",
    ];

    [Fact]
    public void A_damaged_csv_never_causes_an_unexpected_fault() =>
        Check(SampleData.Golden(60, 3), "data.csv", file => [["calibrate", file, "--score", "score", "--loss", "loss", "--max-risk", "0.2", "--id", "id", "--json"], ["calibrate", file, "--score", "score", "--budget", "0.3"]]);

    [Fact]
    public void Damaged_json_lines_never_cause_an_unexpected_fault() =>
        Check(Lines(), "data.jsonl", file => [["calibrate", file, "--score", "score", "--loss", "loss", "--max-risk", "0.2", "--id", "id"], ["calibrate", file, "--score", "score", "--budget", "0.3", "--json"]]);

    [Fact]
    public void Damaged_answers_never_cause_an_unexpected_fault() =>
        Check(SampleData.Golden(60, 3), "answers.csv", file => [["evaluate", file, "--confidence", "score", "--correct", "loss", "--id", "id", "--json"], ["evaluate", file, "--confidence", "score", "--correct", "loss", "--bootstrap", "3", "--group", "id"]]);

    [Fact]
    public void A_damaged_profile_never_causes_an_unexpected_fault()
    {
        string[] lines = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "profile.csv")).Take(50)];
        Check(string.Join('\n', lines), "profile.csv", file => [["profile", file, "--json"], ["profile", file]]);
    }

    [Fact]
    public void A_damaged_certificate_never_causes_an_unexpected_fault()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("g.csv", SampleData.Golden(500, 1));
        string certificate = ToolRun.Of("calibrate", data, "--score", "score", "--loss", "loss", "--max-risk", "0.15", "--json").MustSucceed().Output;
        Check(certificate, "certificate.json", file => [["verify", file], ["verify", file, data, "--json"]]);
    }

    [Fact]
    public void A_damaged_history_or_policy_never_causes_an_unexpected_fault()
    {
        string scenarios = Path.Combine(AppContext.BaseDirectory, "Golden", "loop-scenarios.json");
        string policy = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "loop-policy.json"));
        Check(File.ReadAllText(scenarios)[..4_000] + "]", "histories.json", file => [["replay", file], ["replay", file, "--json"]]);
        using var folder = new TemporaryFolder();
        string history = folder.Write("h.jsonl", """{"name":"h","steps":[{"kind":"tool","action":"ls","arguments":{"a":1},"observation":"a"}]}""");
        Check(policy, "policy.json", file => [["replay", history, "--policy", file]]);
    }

    [Fact]
    public void A_damaged_audit_log_never_causes_an_unexpected_fault()
    {
        using var folder = new TemporaryFolder();
        ToolRun.Of("demo", "--out", folder.FullName).MustSucceed();
        string log = string.Concat(File.ReadLines(folder.PathOf("audit.jsonl")).Take(6).Select(line => line + "\n"));
        Check(log, "log.jsonl", file => [["audit", "verify", file], ["audit", "verify", file, "--json"]]);
    }

    [Fact]
    public void A_damaged_probe_or_activations_never_cause_an_unexpected_fault()
    {
        using var folder = new TemporaryFolder();
        byte[] sound = TensorBytes.SafeTensors("""{"model":"m","layer":"1","pooling":"mean"}""", TensorBytes.F32("direction", 1f, -2f, 0.5f), TensorBytes.F32("bias", 0.5f), TensorBytes.F32("platt", 2f, 0f));
        byte[] matrix = TensorBytes.Npy([1f, 2f, 3f, 4f, 5f, 6f], 3);
        string probe = folder.Write("good.safetensors", sound), activations = folder.Write("good.npy", matrix);
        Check(sound, "damaged.safetensors", file => [["score", "--probe", file, "--activations", activations, "--json"]]);
        Check(TensorBytes.Npz(("direction", [1f, -2f, 0.5f]), ("bias", [0.5f])), "damaged.npz", file => [["score", "--probe", file, "--activations", activations]]);
        Check(matrix, "damaged.npy", file => [["score", "--probe", probe, "--activations", file, "--calibrated"]]);
    }

    [Fact]
    public void A_damaged_part_of_scores_never_causes_an_unexpected_fault()
    {
        using var folder = new TemporaryFolder();
        string probe = folder.Write("p.safetensors", TensorBytes.SafeTensors(null, TensorBytes.F32("direction", 1f, -2f, 0.5f)));
        string activations = folder.Write("a.npy", TensorBytes.Npy(ScreeningData.Draw(120, 1), 3));
        byte[] whole = Encoding.UTF8.GetBytes(ToolRun.Of("score", "--probe", probe, "--activations", activations).MustSucceed().Output);
        string target = folder.PathOf("scores.csv");
        Check(whole, "scores.csv.partial", part =>
        {
            // Whatever the damage, the target is the whole or what it was.
            Assert.True(!File.Exists(target) || File.ReadAllBytes(target).AsSpan().SequenceEqual(whole));
            File.Copy(part, target + ".partial", overwrite: true);
            return [["score", "--probe", probe, "--activations", activations, "--out", target, "--resume"]];
        });
    }

    private static void Check(string sound, string name, Func<string, string[][]> commands) => Check(Encoding.UTF8.GetBytes(sound), name, commands);

    private static void Check(byte[] bytes, string name, Func<string, string[][]> commands)
    {
        using var folder = new TemporaryFolder();
        Gen<byte[]> damaged =
            from edits in Gen.Choose(1, 3)
            from seeds in Gen.ArrayOf(Gen.Choose(0, int.MaxValue - 1), edits * 3)
            select seeds.Chunk(3).Aggregate(bytes, Damage);
        Config config = Config.QuickThrowOnFailure.WithMaxTest(Cases);
        Prop.ForAll(damaged.ToArbitrary(), content =>
        {
            string file = folder.Write(name, content);
            return commands(file).All(args => IsSettled(ToolRun.Of(args), name));
        }).Check(config);
    }

    private static bool IsSettled(ToolRun run, string name) => run.ExitCode switch
    {
        // A line that was doubled repeats its id, of which calibrate warns.
        ExitCode.Satisfied => run.Output.Length > 0 && run.Error.Split('\n')[..^1].All(static line => line.StartsWith("warning: column 'id': ", StringComparison.Ordinal)),
        ExitCode.AnswerIsNo => run.Output.Length > 0 && run.Error.Length > 0,
        ExitCode.BadInput => run.Output.Length == 0
            && run.Error.Contains(name, StringComparison.Ordinal)
            && run.Error.EndsWith('\n') && !run.Error[..^1].Any(char.IsControl)
            && !run.Error.Contains("unexpected", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Cuts, repeats, overwrites or inserts at a place, all drawn from the seeds.</summary>
    private static byte[] Damage(byte[] content, int[] seeds)
    {
        int at = seeds[1] % (content.Length + 1);
        int length = Math.Min(seeds[2] % 40, content.Length - at);
        byte[] token = Encoding.UTF8.GetBytes(Tokens[seeds[2] % Tokens.Length]);
        return (seeds[0] % 5) switch
        {
            0 => content[..at],
            1 => [.. content[..at], .. content[(at + length)..]],
            2 => [.. content[..(at + length)], .. content[at..]],
            3 => [.. content[..at], .. token, .. content[at..]],
            _ => [.. content[..at], (byte)(seeds[2] % 256), .. content[Math.Min(at + 1, content.Length)..]],
        };
    }

    private static string Lines() => string.Concat(SampleData.Golden(60, 3).Split('\n')[1..61].Select(line =>
    {
        string[] fields = line.Split(',');
        return $"{{\"id\":\"{fields[0]}\",\"score\":{fields[1]},\"loss\":{fields[2]}}}\n";
    }));
}
