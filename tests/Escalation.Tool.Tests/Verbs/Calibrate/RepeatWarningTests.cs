using System.Text.Json;
using Escalation.Tests.Shared;
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
