using System.Text.Json;
using System.Text.Json.Nodes;
using Escalation.Calibration;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs;

public class VerifyVerbTests
{
    private static readonly string[] RiskOptions = ["--score", "score", "--max-risk", "0.15", "--loss", "loss"];

    [Fact]
    public void A_certificate_verifies_by_itself_and_with_its_data()
    {
        using var folder = new TemporaryFolder();
        foreach ((string certificate, string data) in Certificates(folder))
        {
            ToolRun alone = ToolRun.Of("verify", certificate, "--json").MustSucceed();
            Assert.Equal("verified", alone.Json.GetProperty("status").GetString());
            Assert.NotEmpty(alone.Json.GetProperty("notRecomputed").EnumerateArray());
            ToolRun whole = ToolRun.Of("verify", certificate, data, "--json").MustSucceed();
            Assert.Empty(whole.Json.GetProperty("notRecomputed").EnumerateArray());
            Assert.StartsWith("Verified", ToolRun.Of("verify", certificate, data).MustSucceed().Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_edited_field_is_noticed()
    {
        using var folder = new TemporaryFolder();
        foreach ((string certificate, string data) in Certificates(folder))
        {
            foreach ((string field, JsonObject edited) in Edits(File.ReadAllText(certificate)))
            {
                string path = folder.Write("edited.json", edited.ToJsonString());
                ToolRun run = ToolRun.Of("verify", path, data, "--json").MustSayNo();
                Assert.Equal("differs", run.Json.GetProperty("status").GetString());
                string[] named = [.. run.Json.GetProperty("differences").EnumerateArray().Select(difference => difference.GetProperty("field").GetString()!)];
                Assert.True(named.Contains(field, StringComparer.Ordinal) || named.Contains("certificateId", StringComparer.Ordinal), $"{field}: {string.Join(", ", named)}");
                foreach (string name in named)
                {
                    Assert.Contains($"differs: {name} ", run.Error, StringComparison.Ordinal);
                }

                ToolRun.Of("verify", path).MustSayNo();
            }
        }
    }

    [Theory]
    [InlineData("pValue")]
    [InlineData("upperBound")]
    [InlineData("empiricalRate")]
    [InlineData("comparison")]
    [InlineData("rule")]
    [InlineData("certificateId")]
    public void A_field_that_the_certificate_determines_is_named_without_data(string field)
    {
        using var folder = new TemporaryFolder();
        (string certificate, _) = Certificates(folder)[0];
        JsonObject edited = Edits(File.ReadAllText(certificate)).Single(edit => edit.Field == field).Edited;
        Assert.Contains($"differs: {field} states", ToolRun.Of("verify", folder.Write("edited.json", edited.ToJsonString())).MustSayNo().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_data_than_those_of_the_certificate_are_noticed()
    {
        using var folder = new TemporaryFolder();
        (string budget, string scores) = Certificates(folder)[0];
        string other = folder.Write("other.csv", File.ReadAllText(scores).Replace("\n0.5\n", "\n0.501\n", StringComparison.Ordinal));
        Assert.Contains("differs: dataSha256", ToolRun.Of("verify", budget, other).MustSayNo().Error, StringComparison.Ordinal);
        (string risk, string labelled) = Certificates(folder)[1];
        string flipped = folder.Write("flipped.csv", Flip(File.ReadAllText(labelled)));
        Assert.Contains("differs: dataSha256", ToolRun.Of("verify", risk, flipped, "--loss", "loss").MustSayNo().Error, StringComparison.Ordinal);
        Assert.Contains("differs: dataSha256", ToolRun.Of("verify", risk, flipped).MustSayNo().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_in_several_files_are_read_one_after_another()
    {
        using var folder = new TemporaryFolder();
        (string certificate, string data) = Certificates(folder)[1];
        string[] lines = File.ReadAllLines(data);
        string first = folder.Write("first.csv", SampleData.Csv(lines[0], lines[1..200]));
        string second = folder.Write("second.csv.gz", Compressed.Gzip(SampleData.Csv(lines[0], lines[200..])));
        ToolRun.Of("verify", certificate, first, second).MustSucceed();
        ToolRun.Of("verify", certificate, second, first).MustSayNo();
        ToolRun.With(File.ReadAllBytes(data), "verify", certificate, "-", "--loss", "loss").MustSucceed();
        ToolRun.With(File.ReadAllBytes(data), "verify", certificate, "-").MustRefuse("--loss COL must name the column of losses");
    }

    /// <summary>An edit with an id that was made to fit is named by the data alone, and nobody is told that the id protects.</summary>
    [Fact]
    public void An_id_that_fits_an_edit_protects_nothing_and_is_said_not_to()
    {
        using var folder = new TemporaryFolder();
        foreach ((string certificate, string data) in Certificates(folder))
        {
            ToolRun sound = ToolRun.Of("verify", certificate, data, "--json").MustSucceed();
            Assert.Contains("without a key", sound.Json.GetProperty("limits").GetString(), StringComparison.Ordinal);
            Assert.Contains("without a key", ToolRun.Of("verify", certificate, data).MustSucceed().Output, StringComparison.Ordinal);
            JsonObject document = JsonNode.Parse(File.ReadAllText(certificate))!.AsObject();
            if (document["grid"] is not JsonObject grid)
            {
                continue;
            }

            grid["sha256"] = new string('0', 64);
            string fitting = folder.Write("unsealed.json", document.ToJsonString());
            document["certificateId"] = ToolRun.Of("verify", fitting, "--json").MustSayNo().Json.GetProperty("differences").EnumerateArray()
                .Single(difference => difference.GetProperty("field").GetString() == "certificateId").GetProperty("recomputed").GetString();
            string sealedAgain = folder.Write("sealed.json", document.ToJsonString());
            ToolRun.Of("verify", sealedAgain).MustSucceed();
            ToolRun run = ToolRun.Of("verify", sealedAgain, data, "--json").MustSayNo();
            Assert.Contains("differs: grid.sha256", run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_grid_of_ones_own_is_needed_to_repeat_its_sequence()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("g.csv", SampleData.Golden(500, 1));
        string grid = folder.Write("grid.txt", "0.9\n0.5\n0.75\n");
        string certificate = folder.PathOf("own.json");
        ToolRun.Of(["calibrate", data, .. RiskOptions, "--grid", grid, "--out", certificate]).MustSucceed();
        Assert.StartsWith("Verified: every recomputed field agrees; not recomputed: threshold, hypothesesTested, grid.sha256, grid.count, grid.first, grid.last\n", ToolRun.Of("verify", certificate, data).MustSucceed().Output, StringComparison.Ordinal);
        Assert.Contains("not recomputed", ToolRun.Of("verify", certificate, data).MustSucceed().Output, StringComparison.Ordinal);
        Assert.DoesNotContain("not recomputed", ToolRun.Of("verify", certificate, data, "--grid", grid).MustSucceed().Output, StringComparison.Ordinal);
        string other = folder.Write("other.txt", "0.9\n0.5\n0.7\n");
        Assert.Contains("differs: grid.sha256", ToolRun.Of("verify", certificate, data, "--grid", other).MustSayNo().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_is_out_of_date_is_said_to_be()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("s.csv", SampleData.FiveHundredths);
        double[] scores = [.. Enumerable.Range(1, 500).Select(static i => i / 500.0)];
        string Write(DateTimeOffset expires) => folder.Write(
            "dated.json",
            Assert.IsType<Certified>(DelegationBudget.Calibrate(scores, new DelegationBudgetOptions(0.3) { ScoreId = "score", Expires = expires })).Certificate.ToJson());
        string old = Write(new DateTimeOffset(2020, 1, 2, 0, 0, 0, TimeSpan.Zero));
        foreach (string[] files in (string[][])[[old], [old, data]])
        {
            ToolRun run = ToolRun.Of(["verify", .. files]).MustSayNo();
            Assert.StartsWith("Expired: the certificate is out of date; every other recomputed field agrees", run.Output, StringComparison.Ordinal);
            Assert.StartsWith("differs: expires states 2020-01-02T00:00:00", run.Error, StringComparison.Ordinal);
            JsonElement json = ToolRun.Of(["verify", .. files, "--json"]).MustSayNo().Json;
            Assert.Equal("expired", json.GetProperty("status").GetString());
            Assert.False(json.GetProperty("agrees").GetBoolean());
        }

        string edited = folder.Write("edited.json", File.ReadAllText(old).Replace("0.3,", "0.4,", StringComparison.Ordinal));
        Assert.StartsWith("Not verified", ToolRun.Of("verify", edited, data).MustSayNo().Output, StringComparison.Ordinal);
        Assert.StartsWith("Verified: every recomputed field agrees\n", ToolRun.Of("verify", Write(new DateTimeOffset(2999, 1, 1, 0, 0, 0, TimeSpan.Zero)), data).MustSucceed().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_certificate_is_refused()
    {
        using var folder = new TemporaryFolder();
        (string certificate, string data) = Certificates(folder)[0];
        string text = File.ReadAllText(certificate);
        foreach (string content in new[] { "", "{", "[]", "null", "{}", "{\"score\":1}", text[..^3], text + "x", text.Replace("escalation-certificate/2", "escalation-certificate/1", StringComparison.Ordinal), new string('[', 30_000), new string(' ', 100_000) })
        {
            ToolRun.Of("verify", folder.Write("bad.json", content)).MustRefuse("bad.json: ");
        }

        ToolRun.Of("verify", folder.PathOf("none.json")).MustRefuse("none.json: no such file");
        ToolRun.Of("verify", folder.FullName).MustRefuse("is a directory");
        ToolRun.Of("verify", certificate, folder.PathOf("none.csv")).MustRefuse("none.csv: no such file");
        ToolRun.Of("verify", certificate, data, "--score", "other").MustRefuse("no column 'other'; the columns are 'score'");
    }

    [Fact]
    public void Changed_data_differ_whichever_column_of_losses_was_meant()
    {
        using var folder = new TemporaryFolder();
        (string certificate, string data) = Certificates(folder)[1];
        string[] lines = File.ReadAllLines(data);
        string two = folder.Write("two.csv", SampleData.Csv("score,loss,other", lines[1..].Select(line => $"{line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..]},0")));
        ToolRun.Of("verify", certificate, two).MustSucceed();

        ToolRun changed = ToolRun.Of("verify", certificate, folder.Write("flipped.csv", Flip(File.ReadAllText(two))), "--json").MustSayNo();
        Assert.Contains("differs: dataSha256", changed.Error, StringComparison.Ordinal);
        Assert.Contains("dataSha256", changed.Json.GetProperty("differences").EnumerateArray().Select(difference => difference.GetProperty("field").GetString()));
        Assert.Contains("those of 'loss'", Assert.Single(changed.Json.GetProperty("notRecomputed").EnumerateArray()).GetString(), StringComparison.Ordinal);

        string none = folder.Write("none.csv", SampleData.Csv("score,name", lines[1..].Select(line => $"{line.Split(',')[1]},a")));
        ToolRun.Of("verify", certificate, none).MustRefuse("--loss COL must name the column of losses; the columns beside the score are 'name'");
    }

    private static string Flip(string csv)
    {
        string[] lines = csv.Split('\n');
        string[] fields = lines[7].Split(',');
        int loss = Array.IndexOf(lines[0].Split(','), "loss");
        fields[loss] = fields[loss] == "0" ? "1" : "0";
        lines[7] = string.Join(',', fields);
        return string.Join('\n', lines);
    }

    private static (string Certificate, string Data)[] Certificates(TemporaryFolder folder)
    {
        string scores = folder.Write("s.csv", SampleData.FiveHundredths);
        string labelled = folder.Write("g.csv", SampleData.Golden(500, 1));
        string budget = folder.PathOf("budget.json");
        string risk = folder.PathOf("risk.json");
        ToolRun.Of("calibrate", scores, "--score", "score", "--budget", "0.3", "--out", budget).MustSucceed();
        ToolRun.Of(["calibrate", labelled, .. RiskOptions, "--out", risk]).MustSucceed();
        return [(budget, scores), (risk, labelled)];
    }

    /// <summary>Every field of the document but its schema, changed to another value of its kind.</summary>
    private static IEnumerable<(string Field, JsonObject Edited)> Edits(string certificate)
    {
        foreach (string field in JsonNode.Parse(certificate)!.AsObject().Select(property => property.Key).Where(name => name != "schema"))
        {
            JsonObject edited = JsonNode.Parse(certificate)!.AsObject();
            edited[field] = Changed(edited[field]);
            yield return (field, edited);
        }
    }

    private static JsonNode? Changed(JsonNode? value) => value switch
    {
        null => 1,
        JsonObject grid => new JsonObject(grid.Select(member => KeyValuePair.Create(member.Key, member.Key == "count" ? grid["count"]!.GetValue<int>() + 1 : member.Value?.DeepClone()))),
        JsonArray texts => new JsonArray([.. texts.Skip(1).Select(text => text?.DeepClone())]),
        _ when value.GetValueKind() == JsonValueKind.Number && value.ToJsonString().Contains('.', StringComparison.Ordinal) => value.GetValue<double>() * 0.999,
        _ when value.GetValueKind() == JsonValueKind.Number => value.GetValue<long>() + 1,
        _ => value.GetValue<string>() is [.. var start, var last] && Uri.IsHexDigit(last) && start.Length >= 15 ? start + (last == '0' ? '1' : '0') : value.GetValue<string>() + "x",
    };
}
