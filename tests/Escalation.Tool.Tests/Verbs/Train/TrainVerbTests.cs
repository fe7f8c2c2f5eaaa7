using System.Globalization;
using System.Text.Json;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs.Train;

public class TrainVerbTests
{
    private const int Rows = 240;
    private const int Length = 12;

    private static readonly float[] Activations = [.. Enumerable.Range(0, Rows).SelectMany(row => ScreeningData.Draw(Length, 100 + row))];

    /// <summary>Of class one when the first activation and a tenth of noise are above 0.</summary>
    private static readonly bool[] Labels = [.. Enumerable.Range(0, Rows).Select(row => Activations[row * Length] + (0.1f * Activations[(row * Length) + 5]) > 0f)];

    [Fact]
    public void A_trained_probe_scores_what_it_was_trained_for()
    {
        using var folder = new TemporaryFolder();
        string activations = WriteActivations(folder), probe = folder.PathOf("safety.safetensors");

        JsonElement json = Train(folder, activations, probe, "--json", "--model", "m@1", "--layer", "3", "--pooling", "mean").MustSucceed().Json;

        Assert.Equal("safety", json.GetProperty("kind").GetString());
        Assert.Equal(Rows, json.GetProperty("rows").GetInt32());
        Assert.Equal(Labels.Count(label => label), json.GetProperty("positives").GetInt32());
        Assert.True(json.GetProperty("converged").GetBoolean());
        Assert.True(json.GetProperty("calibrated").GetBoolean());
        Assert.Equal(5, json.GetProperty("folds").GetArrayLength());
        Assert.Equal(Rows, json.GetProperty("folds").EnumerateArray().Sum(fold => fold.GetProperty("heldOutRows").GetInt32()));
        JsonElement auroc = json.GetProperty("metrics").GetProperty("auroc");
        Assert.InRange(auroc.GetProperty("value").GetDouble(), 0.97, 1.0);
        Assert.InRange(auroc.GetProperty("value").GetDouble(), auroc.GetProperty("lower").GetDouble(), auroc.GetProperty("upper").GetDouble());

        ToolRun scored = ToolRun.Of("score", "--probe", probe, "--activations", activations, "--calibrated").MustSucceed();
        double[] probabilities = [.. scored.Output.Split('\n')[1..^1].Select(line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture))];
        Assert.All(probabilities, probability => Assert.InRange(probability, 0.0, 1.0));
        Assert.InRange(Auroc(probabilities), 0.98, 1.0);
        Assert.InRange(probabilities.Zip(Labels, (probability, label) => probability >= 0.5 == label ? 1.0 : 0.0).Average(), 0.9, 1.0);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_in_every_culture()
    {
        using var folder = new TemporaryFolder();
        string activations = WriteActivations(folder), probe = folder.PathOf("p.safetensors");
        ToolRun expected = Train(folder, activations, probe, "--seed", "7").MustSucceed();
        byte[] bytes = File.ReadAllBytes(probe);
        foreach (string culture in (string[])["de-DE", "tr-TR"])
        {
            Foreign.Run(culture, () => Assert.Equal(expected, Train(folder, activations, probe, "--seed", "7")));
            Assert.Equal(bytes, File.ReadAllBytes(probe));
        }

        Assert.Contains("AUROC", expected.Output, StringComparison.Ordinal);
        Assert.Contains("Cross-validated", expected.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_probe_whose_held_out_scores_tell_nothing_is_written_without_a_calibration_and_says_so()
    {
        using var folder = new TemporaryFolder();
        string activations = folder.Write("flat.npy", TensorBytes.Npy([.. Enumerable.Repeat(1f, Rows * Length)], Length)), probe = folder.PathOf("p.safetensors");

        Assert.False(Train(folder, activations, probe, "--json").MustSucceed().Json.GetProperty("calibrated").GetBoolean());
        Assert.Contains("labels do not rise with held-out scores", Train(folder, activations, probe).MustSucceed().Output, StringComparison.Ordinal);
        ToolRun.Of("score", "--probe", probe, "--activations", activations, "--calibrated").MustRefuse("the probe 'p' has no calibration");
    }

    [Fact]
    public void The_delegation_value_is_what_the_expert_adds()
    {
        using var folder = new TemporaryFolder();
        string activations = WriteActivations(folder);
        double[] probe = [.. Enumerable.Range(0, Rows).Select(row => Activations[row * Length] > 0f ? 0.75 : 0.25)];
        double[] expert = [.. Labels.Select((label, row) => row % 10 == 0 ? 0.5 : label ? 1.0 : 0.0)];
        string both = folder.Write("both.csv", SampleData.Csv("y,p,e", Enumerable.Range(0, Rows).Select(row => $"{(Labels[row] ? 1 : 0)},{SampleData.Number(probe[row])},{SampleData.Number(expert[row])}")));
        string values = folder.Write("values.csv", SampleData.Csv("y", Enumerable.Range(0, Rows).Select(row => SampleData.Number(Labels[row] ? expert[row] - probe[row] : probe[row] - expert[row]))));

        JsonElement json = Train("--labels", both, "--probe-score", "p", "--expert-score", "e", "--out", folder.PathOf("dv.safetensors"), "--json").MustSucceed().Json;
        Train("--labels", values, "--out", folder.PathOf("direct.safetensors")).MustSucceed();

        Assert.Equal(File.ReadAllBytes(folder.PathOf("direct.safetensors")), File.ReadAllBytes(folder.PathOf("dv.safetensors")));
        Assert.Equal("delegation-value", json.GetProperty("kind").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("positives").ValueKind);
        Assert.True(json.GetProperty("metrics").TryGetProperty("correlation", out _));
        Assert.False(json.GetProperty("metrics").TryGetProperty("auroc", out _));

        ToolRun Train(params string[] more) => ToolRun.Of(["train", "--activations", activations, "--target", "y", "--kind", "delegation-value", .. more]);
    }

    [Fact]
    public void A_probe_that_was_not_told_whose_activations_it_reads_goes_with_any_other()
    {
        using var folder = new TemporaryFolder();
        string activations = WriteActivations(folder), named = folder.PathOf("named.safetensors"), unnamed = folder.PathOf("unnamed.safetensors");
        Train(folder, activations, named, "--model", "m@1", "--layer", "3", "--pooling", "mean").MustSucceed();
        Train(folder, activations, unnamed).MustSucceed();

        string scores = ToolRun.Of("score", "--probe", unnamed, "--probe", named, "--activations", activations).MustSucceed().Output;

        Assert.All(scores.Split('\n')[1..^1], line => Assert.Equal(line.Split(',')[1], line.Split(',')[2]));
    }

    [Fact]
    public void A_group_is_never_parted()
    {
        using var folder = new TemporaryFolder();
        string activations = WriteActivations(folder);
        string labels = folder.Write("g.csv", SampleData.Csv("y,who", Enumerable.Range(0, Rows).Select(row => $"{(Labels[row] ? 1 : 0)},user {row % 12}")));

        JsonElement json = Run("--folds", "4", "--json").MustSucceed().Json;

        Assert.Equal(12, json.GetProperty("groups").GetInt32());
        Assert.All(json.GetProperty("folds").EnumerateArray(), fold => Assert.Equal(0, fold.GetProperty("heldOutRows").GetInt32() % (Rows / 12)));
        Run("--folds", "13").MustRefuse("g.csv", "folds must be at most the number of groups, 12, but was 13");

        ToolRun Run(params string[] more) => ToolRun.Of(["train", "--activations", activations, "--labels", labels, "--target", "y", "--group", "who", "--out", folder.PathOf("p.safetensors"), .. more]);
    }

    [Fact]
    public void Bad_input_is_refused_and_the_old_probe_stays()
    {
        using var folder = new TemporaryFolder();
        string activations = WriteActivations(folder), probe = folder.Write("p.safetensors", "old");
        string labels = WriteLabels(folder);

        Refused("no column 'z'", "--labels", labels, "--target", "z");
        Refused("line 3, column 'y': '2' is not a label", "--labels", folder.Write("bad.csv", "y\n0\n2\n"), "--target", "y");
        Refused("there are 2 rows of labels, but 240 rows of activations", "--labels", folder.Write("short.csv", "y\n0\n1\n"), "--target", "y");
        Refused("one.csv", "--labels", folder.Write("one.csv", SampleData.Csv("y", Enumerable.Repeat("1", Rows))), "--target", "y");
        Refused("--folds must be at least 2, but was 1", "--labels", labels, "--target", "y", "--folds", "1");
        Refused("--kind must be safety or delegation-value, but was 'value'", "--labels", labels, "--target", "y", "--kind", "value");
        Refused("belong together", "--labels", labels, "--target", "y", "--kind", "delegation-value", "--probe-score", "y");
        Refused("--model, --layer and --pooling belong together", "--labels", labels, "--target", "y", "--model", "m");
        Refused("need --kind delegation-value", "--labels", labels, "--target", "y", "--probe-score", "y", "--expert-score", "y");
        ToolRun.Of("train", "--activations", activations, "--labels", labels, "--target", "y", "--out", folder.PathOf("p.npz")).MustRefuse("a probe is written as .safetensors");
        ToolRun.Of("train", "--activations", activations, "--labels", labels, "--target", "y").MustRefuse("--out");
        float[] broken = [.. Activations];
        broken[(7 * Length) + 3] = float.NaN;
        string nan = folder.Write("nan.npy", TensorBytes.Npy(broken, Length));
        ToolRun.Of("train", "--activations", nan, "--labels", labels, "--target", "y", "--out", probe).MustRefuse("nan.npy", "7", "3", "NaN");
        Assert.Equal("old", File.ReadAllText(probe));

        void Refused(string why, params string[] more) => ToolRun.Of(["train", "--activations", activations, "--out", probe, .. more]).MustRefuse(why);
    }

    private static ToolRun Train(TemporaryFolder folder, string activations, string probe, params string[] more) =>
        ToolRun.Of(["train", "--activations", activations, "--labels", WriteLabels(folder), "--target", "y", "--out", probe, .. more]);

    private static string WriteActivations(TemporaryFolder folder) => folder.Write("a.npy", TensorBytes.Npy(Activations, Length));

    private static string WriteLabels(TemporaryFolder folder) => folder.Write("labels.csv", SampleData.Csv("y", Labels.Select(label => label ? "1" : "0")));

    private static double Auroc(double[] scores)
    {
        double pairs = 0.0, wins = 0.0;
        for (int i = 0; i < scores.Length; i++)
        {
            for (int j = 0; j < scores.Length; j++)
            {
                if (Labels[i] && !Labels[j])
                {
                    pairs++;
                    wins += scores[i] > scores[j] ? 1.0 : scores[i] == scores[j] ? 0.5 : 0.0;
                }
            }
        }

        return wins / pairs;
    }
}
