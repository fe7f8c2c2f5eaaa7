using System.Text.Json;
using System.Text.Json.Nodes;
using Escalation.Calibration;
using Escalation.Calibration.Grouping;
using Escalation.Statistics;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs.Calibrate;

/// <summary>Items that are not draws of equal weight: clusters and weights.</summary>
public class DrawTests
{
    private const int Conversations = 600;

    private static readonly string[][] Kinds =
    [
        ["--max-risk", "0.2", "--loss", "wrong", "--cluster", "conversation", "--seed", "3"],
        ["--max-risk", "0.2", "--loss", "wrong", "--cluster", "conversation", "--cluster-method", "resample", "--procedure", "holm", "--grid", "10"],
        ["--max-risk", "0.25", "--loss", "wrong", "--cluster", "conversation", "--cluster-method", "means", "--grid", "50", "--range", "0,1"],
        ["--max-risk", "0.25", "--loss", "wrong", "--cluster", "conversation", "--cluster-method", "means", "--method", "hb", "--procedure", "bonferroni", "--grid", "5"],
        ["--budget", "0.3", "--cluster", "conversation"],
        ["--budget", "0.3", "--cluster", "conversation", "--cluster-method", "means", "--range", "0,1", "--lower-delegates"],
        ["--budget", "0.3", "--cluster", "conversation", "--cluster-method", "means", "--range", "0,1", "--grid", "20", "--method", "hb"],
        ["--max-risk", "0.25", "--loss", "wrong", "--weight", "weight", "--max-weight", "2", "--grid", "50"],
        ["--budget", "0.3", "--weight", "weight", "--max-weight", "2", "--range", "0,1", "--method", "hb"],
        ["--max-risk", "0.2", "--loss", "degree", "--cluster", "conversation", "--cluster-method", "means", "--method", "hb", "--range", "0,1"],
        ["--max-risk", "0.2", "--loss", "degree", "--cluster", "conversation", "--grid", "observed"],
    ];

    [Fact]
    public void Each_kind_is_certified_and_verified_from_the_data_and_edits_are_named()
    {
        using var folder = new TemporaryFolder();
        string clustered = folder.Write("c.csv", Data());
        string independent = folder.Write("i.csv", WithoutClusters());
        foreach (string[] kind in Kinds)
        {
            string data = kind.Contains("--cluster") ? clustered : independent;
            string file = folder.PathOf("certificate.json");
            ToolRun run = ToolRun.Of(["calibrate", data, "--score", "score", .. kind, "--out", file, "--json"]).MustSucceed();
            ToolRun verified = ToolRun.Of("verify", file, data).MustSucceed();
            Assert.StartsWith("Verified: every recomputed field agrees\n", verified.Output, StringComparison.Ordinal);
            ToolRun.Of(["verify", file, data, .. Named(kind)]).MustSucceed();

            // As a careful forger leaves it: the id fits the edit.
            JsonObject edited = JsonNode.Parse(File.ReadAllText(file))!.AsObject();
            edited["hypothesesTested"] = edited["hypothesesTested"]!.GetValue<int>() == 1 ? 2 : 1;
            edited["certificateId"] = IdOf(folder, edited);
            string forged = folder.Write("forged.json", edited.ToJsonString());
            Assert.Contains("differs: hypothesesTested", ToolRun.Of(["verify", forged, data, .. Named(kind)]).MustSayNo().Error, StringComparison.Ordinal);

            // The columns are found by their fingerprints, whatever else was edited.
            Assert.Contains("differs: hypothesesTested", ToolRun.Of("verify", forged, data).MustSayNo().Error, StringComparison.Ordinal);
            Assert.Equal(run.Json.GetProperty("dataSha256").GetString(), edited["dataSha256"]!.GetValue<string>());
        }
    }

    [Fact]
    public void The_certificate_is_the_one_of_the_library_and_the_output_says_which_way_clusters_went()
    {
        using var folder = new TemporaryFolder();
        (string[] clusters, double[] scores, double[] losses, _) = Columns();
        string data = folder.Write("c.csv", Data());
        JsonElement json = ToolRun.Of(["calibrate", data, "--score", "score", .. Kinds[0], "--json"]).MustSucceed().Json;
        var options = new SelectiveRiskOptions(0.2) { ScoreId = "score", Grid = ThresholdGrid.OverRange(scores) };
        var expected = (Certified)ClusterCalibration.CalibrateRisk(clusters, scores, losses, options, new ClusterOptions(ClusterMethod.OnePerCluster) { Seed = 3 });
        Assert.Equal(expected.Certificate.CertificateId, json.GetProperty("certificateId").GetString());
        Assert.Equal(("cluster", Conversations, 3), (json.GetProperty("unit").GetString(), json.GetProperty("clusters").GetInt32(), json.GetProperty("seed").GetInt32()));
        Assert.Contains("600 clusters, one row drawn from each by seed 3", Flat(ToolRun.Of(["calibrate", data, "--score", "score", .. Kinds[0]]).MustSucceed()), StringComparison.Ordinal);
        string means = Flat(ToolRun.Of(["calibrate", data, "--score", "score", .. Kinds[2]]).MustSucceed());
        Assert.Contains("clusters, each by the mean over its rows", means, StringComparison.Ordinal);
        Assert.Contains("mean loss among acted items <= 0.25, each cluster counting once, except with probability 0.1", means, StringComparison.Ordinal);
        Assert.Contains("betting in the order of seed 0", means, StringComparison.Ordinal);
        Assert.Contains("weighted by 'weight' with weights up to 2", Flat(ToolRun.Of(["calibrate", folder.Write("i.csv", WithoutClusters()), "--score", "score", .. Kinds[7]]).MustSucceed()), StringComparison.Ordinal);
    }

    [Fact]
    public void Few_clusters_are_few_samples_however_many_rows()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("c.csv", SampleData.Csv("conversation,score", Enumerable.Range(0, 2_000).Select(i => $"c{i % 20},{SampleData.Number(i / 2_000.0)}")));
        JsonElement json = ToolRun.Of("calibrate", data, "--score", "score", "--budget", "0.1", "--cluster", "conversation", "--json").MustSayNo().Json;
        Assert.Equal(("insufficientSamples", "cluster", 22), (json.GetProperty("status").GetString(), json.GetProperty("unit").GetString(), json.GetProperty("needed").GetInt32()));

        ToolRun byItems = ToolRun.Of("calibrate", data, "--score", "score", "--budget", "0.1", "--json");
        Assert.Equal((ExitCode.Satisfied, "certified"), (byItems.ExitCode, byItems.Json.GetProperty("status").GetString()));
        Assert.Contains("2000 items carry 20 distinct ids", byItems.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--cluster-method goes with --cluster only", "--budget", "0.3", "--cluster-method", "means")]
    [InlineData("--cluster-method must be resample or means, but was 'mean'", "--budget", "0.3", "--cluster", "conversation", "--cluster-method", "mean")]
    [InlineData("--group does not go with --cluster", "--budget", "0.3", "--cluster", "conversation", "--group", "weight")]
    [InlineData("--cluster does not go with --weight", "--budget", "0.3", "--cluster", "conversation", "--weight", "weight", "--max-weight", "2")]
    [InlineData("--weight COL and --max-weight W go together", "--budget", "0.3", "--weight", "weight")]
    [InlineData("needs --grid FILE or --range LO,HI", "--budget", "0.3", "--cluster", "conversation", "--cluster-method", "means")]
    [InlineData("needs --grid FILE or --range LO,HI", "--budget", "0.3", "--cluster", "conversation", "--cluster-method", "means", "--grid", "10")]
    [InlineData("--method exact counts items", "--budget", "0.3", "--cluster", "conversation", "--cluster-method", "means", "--range", "0,1", "--method", "exact")]
    [InlineData("--method exact counts items", "--max-risk", "0.3", "--loss", "wrong", "--weight", "weight", "--max-weight", "2", "--method", "exact")]
    [InlineData("fixed-sequence, holm or bonferroni", "--max-risk", "0.3", "--loss", "wrong", "--cluster", "conversation", "--cluster-method", "means", "--procedure", "graphical")]
    [InlineData("--grid observed does not go with cluster means", "--max-risk", "0.3", "--loss", "wrong", "--cluster", "conversation", "--cluster-method", "means", "--grid", "observed")]
    [InlineData("--cluster goes with --budget or --max-risk alone only", "--budget", "0.3", "--max-risk", "0.3", "--loss-act", "wrong", "--loss-escalate", "wrong", "--costs", "5", "--cluster", "conversation")]
    [InlineData("--seed goes with --max-risk or --cluster only", "--budget", "0.3", "--seed", "1")]
    [InlineData("--grid goes with --max-risk, or --budget over cluster means or weights, only", "--budget", "0.3", "--cluster", "conversation", "--grid", "5")]
    [InlineData("is not a weight from 0 to the largest one, 1", "--budget", "0.3", "--weight", "weight", "--max-weight", "1", "--range", "0,1")]
    [InlineData("line 2, column 'blank': the cluster is missing", "--budget", "0.3", "--cluster", "blank")]
    [InlineData("no column 'nowhere'", "--budget", "0.3", "--cluster", "nowhere")]
    public void What_does_not_go_together_is_said_in_one_line(string complaint, params string[] options)
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("c.csv", "conversation,blank,score,wrong,weight\na,,0.5,0,1.5\nb,x,0.25,1,0.5\n");
        ToolRun.Of(["calibrate", data, "--score", "score", .. options]).MustRefuse(complaint);
    }

    [Fact]
    public void A_column_of_clusters_that_does_not_stand_out_has_to_be_named()
    {
        using var folder = new TemporaryFolder();
        string data = folder.Write("c.csv", Data());
        string file = folder.PathOf("certificate.json");
        ToolRun.Of("calibrate", data, "--score", "score", "--budget", "0.3", "--cluster", "conversation", "--out", file).MustSucceed();
        ToolRun.With(File.ReadAllBytes(data), "verify", file, "-").MustRefuse("--cluster COL must name the column of clusters");
        ToolRun.With(File.ReadAllBytes(data), "verify", file, "-", "--cluster", "conversation").MustSucceed();
        Assert.Contains("differs: assumptions", ToolRun.Of("verify", file, data, "--cluster", "wrong").MustSayNo().Error, StringComparison.Ordinal);
        string shorter = folder.Write("shorter.csv", string.Join('\n', File.ReadAllLines(data)[..^1]) + "\n");
        ToolRun.Of("verify", file, shorter).MustRefuse("--cluster COL must name the column of clusters");
        Assert.Contains("differs: dataSha256", ToolRun.Of("verify", file, shorter, "--cluster", "conversation").MustSayNo().Error, StringComparison.Ordinal);
    }

    private static string[] Named(string[] kind) => [.. kind.Chunk(2).Where(static pair => pair[0] is "--loss" or "--cluster" or "--weight").SelectMany(static pair => pair)];

    /// <summary>The id that an edited document should have, by the tool's own word.</summary>
    private static string IdOf(TemporaryFolder folder, JsonObject edited)
    {
        string file = folder.Write("draft.json", edited.ToJsonString());
        return ToolRun.Of("verify", file, "--json").Json.GetProperty("differences").EnumerateArray()
            .Single(static difference => difference.GetProperty("field").GetString() == "certificateId").GetProperty("recomputed").GetString()!;
    }

    private static string Flat(ToolRun run) => string.Join(' ', run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Data()
    {
        (string[] clusters, double[] scores, double[] losses, double[] weights) = Columns();
        return SampleData.Csv("conversation,score,wrong,degree,weight", Enumerable.Range(0, scores.Length).Select(i => $"{clusters[i]},{SampleData.Number(scores[i])},{SampleData.Number(losses[i])},{SampleData.Number(0.75 * losses[i])},{SampleData.Number(weights[i])}"));
    }

    private static string WithoutClusters() => string.Join('\n', Data().Split('\n').Select(static line => line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..]));

    private static (string[] Clusters, double[] Scores, double[] Losses, double[] Weights) Columns()
    {
        var random = new SplitMix64(11);
        var rows = new List<(string Cluster, double Score, double Loss)>();
        for (int c = 0; c < Conversations; c++)
        {
            int size = 1 + random.NextBelow(5);
            double level = random.NextUniform();
            for (int i = 0; i < size; i++)
            {
                double score = (level + random.NextUniform()) / 2.0;
                rows.Add(($"c{c}", score, random.NextUniform() < 0.4 * (1.0 - score) ? 1.0 : 0.0));
            }
        }

        return ([.. rows.Select(static row => row.Cluster)], [.. rows.Select(static row => row.Score)], [.. rows.Select(static row => row.Loss)], [.. rows.Select(static row => 0.5 + row.Score)]);
    }
}
