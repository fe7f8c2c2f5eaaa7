using Escalation.Experiments.Calibration;
using Escalation.Experiments.Tests.CommandLine;
using Escalation.Tests.Shared;

namespace Escalation.Experiments.Tests.Calibration;

public class CalibrationExperimentTests
{
    private const string Gastro = "uq/gastro-confidence/merged_confidence_correctness_new.csv";

    [DataFact(Gastro)]
    public void Verbalised_confidence_has_its_known_figures_and_is_said_to_be_useless()
    {
        CalibrationRow[] rows = [.. VerbalisedFigures.Measure(DataFactAttribute.PathOf("."), seed: 2)];

        Assert.All(rows, row => Assert.True(row.MeetsBar, row.ToString()));
        Assert.Equal(10, rows.Count(row => row.Reference is not null));
        Assert.InRange(rows.Single(row => row.Figure == "AUROC: greatest").Value, 0.62, 0.63);
        Assert.Equal(rows.Single(row => row.Figure.StartsWith("models with", StringComparison.Ordinal)).Value, rows.Single(row => row.Figure == "ECE after Platt: models in which it fell").Value);
        Assert.Contains("verbalised confidence is useless here", VerbalisedFigures.Verdict(rows), StringComparison.Ordinal);
        Assert.DoesNotContain("MISSED", CalibrationReport.Write(rows, 2), StringComparison.Ordinal);
    }

    [DataFact("logprobs/conformalllm_llama13b_mmlu.csv.gz")]
    public void Calibrating_halves_the_calibration_error_of_ten_prompts_or_nearly_so()
    {
        // Figures come one by one: those as stated and of the default, or all of them when there is time.
        int figures = Environment.GetEnvironmentVariable("ESCALATION_SLOW") == "1" ? 14 : 4;
        CalibrationRow[] rows = [.. ErrorFigures.Measure(DataFactAttribute.PathOf("."), seed: 2).Take(figures)];
        Assert.All(rows, row => Assert.True(row.MeetsBar, row.ToString()));
        Assert.All(rows.Where(row => row.Figure.EndsWith("ECE, 15 bins", StringComparison.Ordinal)).Skip(1), row => Assert.InRange(row.Value, 0.0, 0.027));
        Assert.Equal(figures, rows.Length);
    }

    [DataFact("uq/bplaut/arc_first_prompt.csv")]
    public void Answers_that_nobody_could_parse_are_left_out()
    {
        List<LabelledAnswers> answers = AnswerFiles.Bplaut(DataFactAttribute.PathOf("."), "arc");
        Assert.Equal(14, answers.Count);
        Assert.Equal((2_590, 2_586), (answers.Single(one => one.Model == "Yi-34b").Correct.Length, answers.Single(one => one.Model == "Falcon-7b").Correct.Length));
    }

    [Fact]
    public void The_verdict_follows_the_figures()
    {
        var useful = new CalibrationRow(VerbalisedFigures.Data, "AUROC: greatest", 0.81, Most: 0.7);
        Assert.DoesNotContain("is useless here. ", VerbalisedFigures.Verdict([useful]), StringComparison.Ordinal);
        Assert.Contains("MISSED", CalibrationReport.Write([useful], 0), StringComparison.Ordinal);
        Assert.False(new CalibrationRow("d", "f", double.NaN).MeetsBar);
        Assert.False(CalibrationRow.Known("d", "f", 0.5, 0.4, 0.05).MeetsBar);
    }

    [Fact]
    public void Missing_and_damaged_data_are_refused_in_one_line()
    {
        using var folder = new TemporaryFolder();
        CommandRun.Of("calibration", "--data", folder.FullName).MustRefuse("arc_first_prompt.csv");
        Directory.CreateDirectory(folder.PathOf("uq/bplaut"));
        folder.Write("uq/bplaut/arc_first_prompt.csv", "q,m|grade,m|msp\n1,1,1.5\n");
        CommandRun.Of("calibration", "--data", folder.FullName).MustRefuse("not a number from 0 to 1");
        CommandRun.Of("calibration", "--data", folder.FullName, "--seed", "x").MustRefuse("--seed must be");
    }
}
