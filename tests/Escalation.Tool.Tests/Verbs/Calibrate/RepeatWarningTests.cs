using System.Text.Json;
using Escalation.Tests.Shared;
using Escalation.Tool.Input;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs.Calibrate;

/// <summary>Rows that look like copies are certified as asked for, with a warning that nobody can miss.</summary>
public class RepeatWarningTests
{
    private static readonly string[] Risk = ["--score", "score", "--max-risk", "0.2", "--loss", "loss"];

    [Fact]
    public void Copied_rows_are_warned_of_on_standard_error_and_in_json()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("copies.csv", Copies(5));
        string file = folder.PathOf("certificate.json");
        ToolRun run = ToolRun.Of(["calibrate", data, .. Risk, "--json", "--out", file]);
        Assert.Equal(0, run.ExitCode);
        string line = Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("warning: ", line, StringComparison.Ordinal);
        Assert.Equal(line["warning: ".Length..], Assert.Single(run.Json.GetProperty("warnings").EnumerateArray()).GetString());
        Assert.Contains("warning: ", ToolRun.Of(["calibrate", data, .. Risk]).Error, StringComparison.Ordinal);
        Assert.Contains("warning: ", ToolRun.Of("calibrate", data, "--score", "score", "--budget", "0.3").Error, StringComparison.Ordinal);

        // No part of the certificate: neither in the file, nor in the way of verifying saved output.
        Assert.DoesNotContain("warnings", File.ReadAllText(file), StringComparison.Ordinal);
        ToolRun.Of("verify", folder.Write("saved.json", run.Output), data).MustSucceed();
    }

    [Fact]
    public void A_refusal_is_warned_of_too()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("copies.csv", Copies(5));
        ToolRun run = ToolRun.Of("calibrate", data, "--score", "score", "--max-risk", "0.01", "--loss", "loss", "--json").MustSayNo();
        Assert.Contains("warning: ", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Json.GetProperty("warnings").EnumerateArray());
    }

    [Fact]
    public void Nothing_is_said_of_rows_as_they_are_drawn()
    {
        using var folder = new TemporaryFolder();
        ToolRun run = ToolRun.Of(["calibrate", folder.Write("plain.csv", Copies(1)), .. Risk, "--json"]).MustSucceed();
        Assert.False(run.Json.TryGetProperty("warnings", out JsonElement _));
    }

    [Fact]
    public void Copies_within_clusters_count_once_and_copies_of_clusters_do_not()
    {
        using var folder = new TemporaryFolder();
        string[] rows = SampleData.Golden(500, 1).Split('\n')[1..501];
        string within = folder.Write("within.csv", SampleData.Csv("conversation,id,score,loss", rows.SelectMany(static (row, i) => Enumerable.Repeat($"c{i},{row}", 3))));
        ToolRun.Of(["calibrate", within, .. Risk, "--cluster", "conversation"]).MustSucceed();
        string across = folder.Write("across.csv", SampleData.Csv("conversation,id,score,loss", rows.SelectMany(static (row, i) => Enumerable.Range(0, 3).Select(copy => $"c{i}-{copy},{row}"))));
        Assert.Contains("warning: ", ToolRun.Of(["calibrate", across, .. Risk, "--cluster", "conversation"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_one_conversation_are_warned_of_until_they_count_as_one_draw()
    {
        using var folder = new TemporaryFolder();
        string[] rows = SampleData.Golden(500, 1).Split('\n')[1..501];
        string data = folder.Write("turns.csv", SampleData.Csv("conversation_id,category_id,id,score,loss", rows.Select(static (row, i) => $"c{i / 5},{i % 3},{row}")));
        ToolRun run = ToolRun.Of(["calibrate", data, .. Risk, "--json"]);
        Assert.Equal(0, run.ExitCode);
        string warning = Assert.Single(run.Json.GetProperty("warnings").EnumerateArray()).GetString()!;
        Assert.StartsWith("column 'conversation_id': 500 items carry 100 distinct ids, up to 5 items the same one", warning, StringComparison.Ordinal);
        Assert.EndsWith("That is --cluster conversation_id.", warning, StringComparison.Ordinal);
        Assert.Equal($"warning: {warning}\n", run.Error);
        Assert.Contains("--cluster conversation_id", ToolRun.Of("calibrate", data, "--score", "score", "--budget", "0.3").Error, StringComparison.Ordinal);

        string[] advised = ["--cluster", "conversation_id"];
        ToolRun.Of(["calibrate", data, .. Risk, .. advised, "--json"]).MustSucceed();
    }

    [Fact]
    public void Of_a_long_file_the_first_rows_are_looked_at_and_the_warning_says_so()
    {
        using var folder = new TemporaryFolder();
        string[] scores = [.. Enumerable.Range(0, ScoreTableReader.WatchedRows + 1).Select(static i => SampleData.Number(i / 1_000_000.0))];
        string early = folder.Write("early.csv", SampleData.Csv("chat,score", scores.Select(static (score, i) => $"{i / 2},{score}")));
        Assert.StartsWith("warning: column 'chat', first rows: 100000 items carry 50000 distinct ids", ToolRun.Of("calibrate", early, "--score", "score", "--budget", "0.3").Error, StringComparison.Ordinal);
        string late = folder.Write("late.csv", SampleData.Csv("chat,score", scores.Select(static (score, i) => $"{Math.Min(i, ScoreTableReader.WatchedRows - 1)},{score}")));
        ToolRun.Of("calibrate", late, "--score", "score", "--budget", "0.3").MustSucceed();
    }

    /// <summary>Half of a surrogate pair, in a column that nobody asked for.</summary>
    [Fact]
    public void An_id_that_is_no_valid_text_refuses_nothing()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("half.jsonl", string.Concat(Enumerable.Range(0, 200).Select(static i => $"{{\"score\":{SampleData.Number(i / 1_000.0)},\"chat\":\"\\ud800\"}}\n")));
        ToolRun.Of("calibrate", data, "--score", "score", "--budget", "0.3").MustSucceed();
    }

    [Fact]
    public void Saved_output_with_rows_is_verified_like_the_certificate()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("plain.csv", Copies(1));
        ToolRun run = ToolRun.Of(["calibrate", data, .. Risk, "--json", "--rows", "--grid", "20"]).MustSucceed();
        ToolRun.Of("verify", folder.Write("saved.json", run.Output), data).MustSucceed();
    }

    private static string Copies(int times)
    {
        string[] rows = SampleData.Golden(500, 1).Split('\n')[1..501];
        return SampleData.Csv("id,score,loss", rows.SelectMany(row => Enumerable.Repeat(row, times)));
    }
}
