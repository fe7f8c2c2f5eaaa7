using Escalation.Core.Tests.Architecture;
using Escalation.Prediction;
using Escalation.Tests.Shared;
using PredictorFromCsv;

namespace Escalation.Core.Tests.Samples;

public sealed class PredictorFromCsvTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_of_past_answers_becomes_a_saved_predictor_that_decides()
    {
        string csv = _folder.PathOf("answers.csv");
        string file = _folder.PathOf("predictor.json");
        PastAnswers.Simulate(csv, rows: 600, seed: 3);
        using var output = new StringWriter();

        Assert.Equal(0, PredictorFromCsv.Program.Run(csv, file, output));
        string[] lines = output.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.StartsWith("600 answers, ", lines[0], StringComparison.Ordinal);
        Assert.Equal(PastAnswers.Today().Count() + 1, lines.Length);
        Line("sure of a clear request", "Act, within-thresholds", "P(right) 0.9");
        Line("sure of an ambiguous one", "EscalateToPerson, cost-ratio", "cause AmbiguousInput");
        Line("unsure", "EscalateToPerson, cost-ratio", "MinimumLogProb");
        Line("no log-probabilities", "EscalateToPerson, no-signal", "No prediction.");
        Line("log-probability is NaN", "EscalateToPerson, score-undefined", "No prediction.");
        Assert.True(PerformancePredictorJson.Parse(File.ReadAllBytes(file)).Origin.IsCalibrated);

        void Line(string what, string decision, string why)
        {
            string line = Assert.Single(lines, line => line.StartsWith($"{what}: ", StringComparison.Ordinal));
            Assert.Contains(decision, line, StringComparison.Ordinal);
            Assert.Contains(why, line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Answers_that_are_all_right_are_an_answer_too()
    {
        string csv = _folder.PathOf("right.csv");
        PastAnswers.Simulate(csv, rows: 40, seed: 3);
        File.WriteAllLines(csv, File.ReadAllLines(csv).Select((line, i) => i == 0 ? line : $"{line[..^1]}1"));
        using var output = new StringWriter();

        Assert.Equal(1, PredictorFromCsv.Program.Run(csv, _folder.PathOf("none.json"), output));
        Assert.Contains("do not allow a predictor", output.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.PathOf("none.json")));
    }

    [Fact]
    public void The_way_from_the_file_to_the_policy_takes_forty_lines()
    {
        string[] lines = File.ReadAllLines(Path.Combine(RepositoryFiles.Root, "samples", "PredictorFromCsv", "Program.cs"));
        int first = Array.FindIndex(lines, line => line.Contains("// 1.", StringComparison.Ordinal));
        int last = Array.FindIndex(lines, line => line.Contains("return 0;", StringComparison.Ordinal));
        Assert.InRange(last - first + 1, 20, 40);
    }
}
