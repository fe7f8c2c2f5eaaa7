using System.Runtime.InteropServices;
using System.Text.Json;
using Escalation.Tests.Shared;
using Escalation.Tool.Tests.Support;

namespace Escalation.Tool.Tests.Verbs.Score;

public class ScoreVerbTests
{
    private static readonly ScreeningData Data = new();

    [Fact]
    public void Each_probe_has_a_column_with_the_scores_of_an_independent_computation()
    {
        using var folder = new TemporaryFolder();

        string csv = Score(folder, Data.Write(folder)).MustSucceed().Output;

        ScreeningData.AssertScores(csv, "row,safety,value", Data.Safety, Data.Value);
    }

    [Fact]
    public void Every_kind_of_file_gives_the_same_scores()
    {
        using var folder = new TemporaryFolder();
        string expected = Score(folder, Data.Write(folder)).MustSucceed().Output;
        byte[] singles = MemoryMarshal.AsBytes<float>(Data.Activations).ToArray();
        byte[] halves = MemoryMarshal.AsBytes<Half>(Data.Activations.Select(value => (Half)value).ToArray()).ToArray();
        string shape = $"[{ScreeningData.Rows},{ScreeningData.Length}]";

        Assert.Equal(expected, Score(folder, folder.Write("b.npy", TensorBytes.Npy("<f2", $"({ScreeningData.Rows}, {ScreeningData.Length})", halves))).MustSucceed().Output);
        Assert.Equal(expected, Score(folder, folder.Write("c.safetensors", TensorBytes.SafeTensors(null, ("x", "F16", shape, halves)))).MustSucceed().Output);
        Assert.Equal(expected, Score(folder, folder.Write("d.safetensors", TensorBytes.SafeTensors(null, ("x", "F32", shape, singles), ("y", "F32", "[1]", new byte[4]))), "--tensor", "x").MustSucceed().Output);
        Assert.Equal(expected, Score(folder, folder.Write("e.f32", singles), "--shape", $"{ScreeningData.Rows},{ScreeningData.Length}").MustSucceed().Output);
    }

    [Fact]
    public void Bfloat16_and_bytes_are_scored_as_the_numbers_they_stand_for()
    {
        using var folder = new TemporaryFolder();
        string probe = folder.Write("p.safetensors", TensorBytes.SafeTensors(null, TensorBytes.F32("direction", 1f, 0.5f)));
        string bf16 = folder.Write("a.safetensors", TensorBytes.SafeTensors(null, ("x", "BF16", "[2,2]", [0x80, 0x3f, 0x00, 0x40, 0x00, 0xc0, 0x00, 0x00])));
        string bytes = folder.Write("b.npy", TensorBytes.Npy("|i1", "(2, 2)", [4, 8, 0xf8, 0]));

        Assert.Equal("row,p\n0,2\n1,-2\n", ToolRun.Of("score", "--probe", probe, "--activations", bf16).MustSucceed().Output);
        double[] scores = [.. ToolRun.Of("score", "--probe", probe, "--activations", bytes, "--scale", "0.25", "--json").MustSucceed().Json.GetProperty("probes")[0].GetProperty("scores").EnumerateArray().Select(score => score.GetDouble())];
        Assert.Equal(2.0, scores[0], 1e-4);
        Assert.Equal(-2.0, scores[1], 1e-4);
    }

    [Fact]
    public void Two_bytes_without_a_meaning_are_read_as_what_the_user_says_and_never_guessed()
    {
        using var folder = new TemporaryFolder();
        string probe = folder.Write("p.safetensors", TensorBytes.SafeTensors(null, TensorBytes.F32("direction", 1f, 0.5f)));
        string brains = folder.Write("b.npy", TensorBytes.Npy("<V2", "(2, 2)", [0x80, 0x3f, 0x00, 0x40, 0x00, 0xc0, 0x00, 0x00]));
        string halves = folder.Write("h.npy", TensorBytes.Npy("<i2", "(2, 2)", [0x00, 0x3c, 0x00, 0x40, 0x00, 0xc0, 0x00, 0x00]));
        Assert.Equal("row,p\n0,2\n1,-2\n", ToolRun.Of("score", "--probe", probe, "--activations", brains, "--read-as", "bfloat16").MustSucceed().Output);
        Assert.Equal("row,p\n0,2\n1,-2\n", ToolRun.Of("score", "--probe", probe, "--activations", halves, "--read-as", "float16").MustSucceed().Output);
        ToolRun.Of("score", "--probe", probe, "--activations", brains).MustRefuse("b.npy", "<V2");
        ToolRun.Of("score", "--probe", probe, "--activations", brains, "--read-as", "float16").MustRefuse("b.npy", "<V2");
        ToolRun.Of("score", "--probe", probe, "--activations", halves).MustRefuse("h.npy");
        ToolRun.Of("score", "--probe", probe, "--activations", halves, "--read-as", "int16").MustRefuse("--read-as must be bfloat16 or float16, but was 'int16'");
        ToolRun.Of("score", "--probe", probe, "--activations", probe, "--read-as", "float16").MustRefuse("--read-as is for .npy files");
    }

    [Fact]
    public void Calibrated_scores_are_probabilities()
    {
        using var folder = new TemporaryFolder();

        string csv = Score(folder, Data.Write(folder), "--calibrated").MustSucceed().Output;

        ScreeningData.AssertScores(csv, "row,safety,value", row => 1.0 / (1.0 + Math.Exp(-((1.5 * Data.Safety(row)) - 0.25))), row => 1.0 / (1.0 + Math.Exp(-((2.0 * Data.Value(row)) + 0.5))));
    }

    [Fact]
    public void A_file_gets_what_would_have_been_printed_and_a_summary_is_printed_instead()
    {
        using var folder = new TemporaryFolder();
        string activations = Data.Write(folder), target = folder.Write("scores.csv", "old");
        string expected = Score(folder, activations).MustSucceed().Output;

        ToolRun table = Score(folder, activations, "--out", target).MustSucceed();

        Assert.Equal(expected, File.ReadAllText(target));
        Assert.Contains($"300 rows of {activations} scored; written to {target}", table.Output, StringComparison.Ordinal);
        Assert.Contains("safety", table.Output, StringComparison.Ordinal);
        JsonElement json = Score(folder, activations, "--out", target, "--json").MustSucceed().Json;
        Assert.Equal(target, json.GetProperty("out").GetString());
        Assert.Equal(300, json.GetProperty("rows").GetInt64());
        Assert.Equal(Enumerable.Range(0, ScreeningData.Rows).Max(Data.Value), json.GetProperty("probes")[1].GetProperty("maximum").GetDouble(), 2e-5);
        Assert.False(json.GetProperty("probes")[1].TryGetProperty("scores", out _));
        Assert.False(File.Exists(target + ".partial"));
    }

    [Fact]
    public void The_one_json_object_holds_the_scores_when_no_file_does()
    {
        using var folder = new TemporaryFolder();

        JsonElement json = Score(folder, Data.Write(folder), "--json").MustSucceed().Json;

        Assert.Equal(JsonValueKind.Null, json.GetProperty("out").ValueKind);
        Assert.False(json.GetProperty("calibrated").GetBoolean());
        double[] scores = [.. json.GetProperty("probes")[0].GetProperty("scores").EnumerateArray().Select(score => score.GetDouble())];
        Assert.Equal(ScreeningData.Rows, scores.Length);
        Assert.Equal(Data.Safety(17), scores[17], 2e-5);
        Assert.Equal("safety", json.GetProperty("probes")[0].GetProperty("name").GetString());
        Assert.Equal(scores.Min(), json.GetProperty("probes")[0].GetProperty("minimum").GetDouble());
    }

    [Fact]
    public void A_score_that_is_not_finite_names_row_probe_and_score_and_changes_no_file()
    {
        using var folder = new TemporaryFolder();
        foreach ((float bad, string shown) in ((float, string)[])[(float.NaN, "NaN"), (float.PositiveInfinity, "Infinity"), (float.MaxValue, "Infinity")])
        {
            string probe = folder.Write("p.safetensors", TensorBytes.SafeTensors(null, TensorBytes.F32("direction", 2f, 1f)));
            string activations = folder.Write("a.npy", TensorBytes.Npy([1f, 2f, 3f, 4f, bad, 5f, bad, 6f], 2));
            string target = folder.Write("scores.csv", "old");

            ToolRun.Of("score", "--probe", probe, "--activations", activations).MustRefuse("a.npy: row 2 (the first is 0): the score of the probe 'p' is " + shown);
            ToolRun.Of("score", "--probe", probe, "--activations", activations, "--json").MustRefuse("row 2");
            ToolRun.Of("score", "--probe", probe, "--activations", activations, "--out", target).MustRefuse("row 2");

            Assert.Equal("old", File.ReadAllText(target));
            Assert.False(File.Exists(target + ".partial"));
        }
    }

    [Fact]
    public void A_part_that_a_cancelled_run_has_left_is_completed()
    {
        using var folder = new TemporaryFolder();
        string activations = Data.Write(folder), target = folder.PathOf("scores.csv");
        string whole = Score(folder, activations).MustSucceed().Output;
        File.WriteAllText(target + ".partial", whole[..(whole.Length / 2)]);

        Score(folder, activations, "--out", target, "--resume").MustSucceed();

        Assert.Equal(whole, File.ReadAllText(target));
        File.WriteAllText(target + ".partial", whole);
        Score(folder, activations, "--out", target, "--resume", "--calibrated").MustRefuse("scores.csv.partial: line 2: row 0 has other scores now");
        Score(folder, activations, "--resume").MustRefuse("--resume goes on with the file of --out");
    }

    [Fact]
    public void Files_that_do_not_fit_are_refused()
    {
        using var folder = new TemporaryFolder();
        string activations = Data.Write(folder);
        string small = folder.Write("small.safetensors", TensorBytes.SafeTensors(null, TensorBytes.F32("direction", 1f, 2f)));
        string other = folder.Write("other.safetensors", TensorBytes.SafeTensors("""{"model":"n@2","layer":"11","pooling":"mean"}""", TensorBytes.F32("direction", new float[ScreeningData.Length])));
        string plain = folder.Write("plain.safetensors", TensorBytes.SafeTensors(null, TensorBytes.F32("direction", new float[ScreeningData.Length])));
        string safety = Data.WriteSafety(folder);

        Refused("a row has 24 activations, but the probe 'small' reads 2", small);
        Refused("the probe reads 2 activations, but that of", safety, small);
        Refused("model: the probe needs", safety, other);
        Refused("its column would be 'safety', which is that of", safety, safety);
        Refused("none.safetensors: no such file", folder.PathOf("none.safetensors"));
        Refused("is a directory", folder.FullName);
        Refused("a.npy", activations);
        ToolRun.Of("score", "--probe", plain, "--activations", activations, "--calibrated").MustRefuse("the probe 'plain' has no calibration (platt)");
        ToolRun.Of("score", "--activations", activations).MustRefuse("--probe");
        ToolRun.Of("score", "--probe", safety).MustRefuse("--activations");
        Activations(folder.Write("e.npy", TensorBytes.Npy([], ScreeningData.Length)), "e.npy: there are no rows");
        Activations(folder.Write("x.f32", new byte[8]), "--shape N,D is needed");
        Activations(folder.Write("x.f32", new byte[8]), "x.f32", "--shape", "1,24");
        Activations(activations, "--shape is for raw float32 files", "--shape", "1,24");
        Activations(activations, "--tensor is for .safetensors files", "--tensor", "x");
        Activations("-", "--activations needs the name of a file");
        Activations(folder.PathOf("none.npy"), "none.npy: no such file");
        Activations(folder.Write("m.safetensors", TensorBytes.SafeTensors(null, TensorBytes.F32("x", 1f), TensorBytes.F32("y", 1f))), "m.safetensors: one tensor must be named");
        Activations(folder.Write("d.npy", TensorBytes.Npy("<f8", "(1, 24)", new byte[192])), "64-bit floats");
        Activations(activations, "would overwrite the input", "--out", activations);
        Activations(folder.Write("s.csv.partial", TensorBytes.Npy(Data.Activations, ScreeningData.Length)), "would overwrite the input", "--out", folder.PathOf("s.csv"));
        Activations(activations, "no-folder", "--out", folder.PathOf("no-folder/s.csv"));

        void Refused(string why, params string[] probes) => ToolRun.Of(["score", .. probes.SelectMany(probe => (string[])["--probe", probe]), "--activations", activations]).MustRefuse(why);

        void Activations(string file, string why, params string[] more) => ToolRun.Of(["score", "--probe", plain, "--activations", file, .. more]).MustRefuse(why);
    }

    [Fact]
    public void The_culture_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        string activations = Data.Write(folder);
        string[] command = ["score", "--probe", Data.WriteSafety(folder), "--probe", Data.WriteValue(folder), "--activations", activations, "--calibrated"];
        string[] table = [.. command, "--out", folder.PathOf("scores.csv")];
        ToolRun expected = ToolRun.Of(command), shown = ToolRun.Of(table);
        string written = File.ReadAllText(folder.PathOf("scores.csv"));
        foreach (string culture in (string[])["de-DE", "tr-TR", "ar-SA"])
        {
            Foreign.Run(culture, () =>
            {
                Assert.Equal(expected, ToolRun.Of(command));
                Assert.Equal(shown, ToolRun.Of([.. table, "--resume"]));
            });
            Assert.Equal(written, File.ReadAllText(folder.PathOf("scores.csv")));
        }

        Assert.Equal(ExitCode.Satisfied, expected.ExitCode);
    }

    private static ToolRun Score(TemporaryFolder folder, string activations, params string[] more) =>
        ToolRun.Of(["score", "--probe", Data.WriteSafety(folder), "--probe", Data.WriteValue(folder), "--activations", activations, .. more]);
}
