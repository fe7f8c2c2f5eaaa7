using System.Text.Json;
using Escalation.Experiments.Tests.Data;
using Escalation.Tests.Shared;

namespace Escalation.Experiments.Tests.CommandLine;

public class CommandRunnerTests
{
    [Fact]
    public void Bad_usage_is_one_line_and_exit_code_2()
    {
        CommandRun.Of("splits").MustRefuse("--data");
        CommandRun.Of("divide").MustRefuse("divide");
        CommandRun.Of("splits", "--data", "x", "--splits", "0").MustRefuse("--splits must be a whole number from 1 to 100000, but was '0'");
        CommandRun.Of("splits", "--data", "x", "--splits", "1.5").MustRefuse("--splits must be");
        CommandRun.Of("splits", "--data", "x", "--seed", "-1").MustRefuse("--seed must be a whole number from 0 to 18446744073709551615, but was '-1'");
        CommandRun.Of("splits", "--data", "x", "--bogus").MustRefuse("--bogus");
    }

    [Fact]
    public void A_missing_folder_and_a_missing_file_are_named()
    {
        using var folder = new TemporaryFolder();
        CommandRun.Of("splits", "--data", folder.PathOf("none")).MustRefuse("there is no data folder");
        CommandRun.Of("splits", "--data", folder.FullName).MustRefuse("arc_first_prompt.csv");
    }

    [Fact]
    public void Damaged_and_small_data_are_refused()
    {
        using var folder = new TemporaryFolder();
        DataFiles.WriteTo(folder);
        CommandRun.Of("splits", "--data", folder.FullName).MustRefuse("no data set has more items than a calibration set");
        DataFiles.WriteTo(folder, cascade: DataFiles.Cascade.Replace("0.6", "6", StringComparison.Ordinal));
        CommandRun.Of("splits", "--data", folder.FullName).MustRefuse("line 2, column p_mean_B: '6' is not a number from 0 to 1");
        folder.Write("logprobs/conformalllm_llama13b_mmlu.csv.gz", "no gzip");
        DataFiles.WriteTo(folder, bplaut: "q,m1|grade\n0,1\n");
        CommandRun.Of("splits", "--data", folder.FullName).MustRefuse("there is no column 'm1|msp'");
    }

    [Fact]
    public void An_output_that_cannot_be_written_or_could_replace_data_is_refused_before_the_run()
    {
        using var folder = new TemporaryFolder();
        CommandRun.Of("splits", "--data", folder.FullName, "--out", folder.PathOf("sub/table.csv")).MustRefuse("there is no such folder");
        CommandRun.Of("splits", "--data", folder.PathOf("data"), "--out", folder.FullName).MustRefuse("is a directory");
        CommandRun.Of("splits", "--data", folder.FullName, "--out", folder.PathOf("arc.csv")).MustRefuse("could be overwritten");
        CommandRun.Of("splits", "--data", folder.FullName + Path.DirectorySeparatorChar, "--out", folder.PathOf("arc.csv")).MustRefuse("could be overwritten");
        CommandRun.Of("splits", "--data", folder.FullName, "--out", " ").MustRefuse("--out needs the name of a file");
    }

    [Fact]
    public void Help_names_the_options()
    {
        CommandRun run = CommandRun.Of("splits", "--help");
        Assert.Equal(0, run.ExitCode);
        Assert.All((string[])["--data", "--splits", "--seed", "--out", "--json"], option => Assert.Contains(option, run.Output, StringComparison.Ordinal));
    }

    [DataFact("uq/bplaut")]
    public void Table_csv_and_json_tell_the_same_under_any_culture()
    {
        using var folder = new TemporaryFolder();
        string data = DataFactAttribute.PathOf(".");
        string target = folder.PathOf("table.csv");
        CommandRun table = CommandRun.Of("splits", "--data", data, "--splits", "2", "--seed", "9", "--out", target);
        Assert.Equal("", table.Error);
        Assert.Equal(0, table.ExitCode);
        CommandRun json = null!;
        Foreign.Run("tr-TR", () => json = CommandRun.Of("splits", "--data", data, "--splits", "2", "--seed", "9", "--json"));

        using JsonDocument document = JsonDocument.Parse(json.Output);
        JsonElement[] rows = [.. document.RootElement.GetProperty("rows").EnumerateArray()];
        string[] lines = File.ReadAllText(target).TrimEnd('\n').Split('\n');
        Assert.Equal(rows.Length + 1, lines.Length);
        Assert.StartsWith("data_set,model,rule,score,population,n,alpha,delta,splits,certified,exact_certified,mean_rate,exact_mean_rate,violations,", lines[0], StringComparison.Ordinal);
        int pooled = document.RootElement.GetProperty("pooled").GetArrayLength();
        Assert.Equal(rows.Length + pooled, table.Output.Split('\n').Count(static line => line.EndsWith(" yes", StringComparison.Ordinal)));
        for (int i = 0; i < rows.Length; i++)
        {
            string[] fields = lines[i + 1].Split(',');
            Assert.Equal(rows[i].GetProperty("model").GetString(), fields[1]);
            Assert.Equal(rows[i].GetProperty("alpha").GetRawText(), fields[6]);
            Assert.Equal(rows[i].GetProperty("violations").GetRawText(), fields[13]);
            Assert.Equal(rows[i].GetProperty("exactViolation").GetDouble(), double.Parse(fields[15], System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
