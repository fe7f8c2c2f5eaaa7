using System.Globalization;
using System.IO.Compression;
using Escalation.Evaluation;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Evaluation;

/// <summary>Numbers that were measured on the real data sets with other software.</summary>
public class RealDataTests
{
    private const string Arc = "uq/bplaut/arc_first_prompt.csv";
    private const string Hellaswag = "uq/bplaut/hellaswag_first_prompt.csv";
    private const string Mmlu = "uq/bplaut/mmlu_first_prompt.csv";
    private const string Llama13b = "cascade/mmlu_llama13b_probs_mixtral_gpt4.csv";
    private const string Conformal = "logprobs/conformalllm_llama13b_mmlu.csv.gz";

    // Ten folds keep as many cells in three times the time.
    private const int GuardFolds = 5;

    private static readonly string[] Sets = [Arc, Hellaswag, Mmlu];

    /// <summary>Accuracy, AUROC and ECE of the maximum softmax probability on each set.</summary>
    private static readonly (string Model, double[] Expected)[] Reference =
    [
        ("Falcon-7b", [.259, .498, .084, .245, .503, .089, .259, .478, .088]),
        ("Falcon-40b", [.572, .584, .116, .414, .599, .109, .456, .574, .079]),
        ("Llama-7b", [.440, .624, .225, .433, .555, .133, .401, .595, .284]),
        ("Llama-13b", [.580, .637, .252, .492, .598, .277, .472, .636, .309]),
        ("Llama-70b", [.750, .775, .177, .648, .699, .218, .563, .715, .332]),
        ("Llama3-8b", [.753, .820, .118, .659, .731, .126, .568, .761, .203]),
        ("Llama3-70b", [.925, .902, .057, .773, .814, .184, .754, .838, .192]),
        ("Mistral", [.709, .685, .254, .521, .628, .443, .526, .649, .429]),
        ("Mixtral", [.846, .666, .147, .638, .569, .340, .647, .645, .337]),
        ("Solar", [.807, .615, .154, .809, .583, .133, .574, .633, .346]),
        ("Yi-6b", [.691, .765, .067, .378, .697, .276, .513, .698, .198]),
        ("Yi-34b", [.832, .755, .090, .735, .757, .028, .633, .682, .079]),
        ("gpt-3.5-turbo", [.835, .843, .110, .730, .769, .168, .646, .807, .229]),
        ("gpt-4-turbo", [.958, .881, .036, .887, .883, .078, .810, .854, .155]),
    ];

    [DataFact(Mmlu)]
    public void Fourteen_models_on_three_sets_have_their_accuracies_rankings_and_calibration_errors()
    {
        for (int set = 0; set < Sets.Length; set++)
        {
            string[][] rows = Rows(File.ReadLines(DataFactAttribute.PathOf(Sets[set])), out Dictionary<string, int> at);
            foreach ((string model, double[] expected) in Reference)
            {
                (double[] p, bool[] correct) = Answers(rows, at, model, alsoGraded: model);
                var curve = RiskCoverageCurve.Of(p, correct);

                // Three digits, some of them by way of four: 0.58248 stands as .583.
                Assert.Equal(expected[3 * set], 1.0 - (curve.LossSum / curve.Items), 0.00055);
                Assert.Equal(expected[(3 * set) + 1], RankingMetrics.Auroc(curve).Value!.Value, 0.00055);
                Assert.Equal(expected[(3 * set) + 2], CalibrationErrors.Expected(ReliabilityDiagram.Of(p, correct)).Value!.Value, 0.00055);
            }
        }
    }

    [DataFact(Mmlu)]
    public void A_weak_model_before_a_strong_one_has_its_areas()
    {
        (string Set, int Items, double[] Expected)[] rows =
        [
            (Mmlu, 5992, [.4327, .7615, .2268, .1156, .1522]),
            (Arc, 2590, [.2475, .8197, .0898, .0562, .0642]),
            (Hellaswag, 5996, [.3411, .7305, .1883, .1221, .1187]),
        ];
        foreach ((string set, int items, double[] expected) in rows)
        {
            string[][] file = Rows(File.ReadLines(DataFactAttribute.PathOf(set)), out Dictionary<string, int> at);
            (double[] p, bool[] correct) = Answers(file, at, "Llama3-8b", alsoGraded: "Llama3-70b");
            var curve = RiskCoverageCurve.Of(p, correct);
            double[] actual = [curve.LossSum / curve.Items, RankingMetrics.Auroc(curve).Value!.Value, SelectiveMetrics.Aurc(curve).Value!.Value, SelectiveMetrics.ExcessAurc(curve).Value!.Value, SelectiveMetrics.Augrc(curve).Value!.Value];
            Assert.Equal(items, curve.Items);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 0.000051));
        }
    }

    [DataFact(Mmlu)]
    public void A_guarded_confidence_costs_no_more_than_looking_at_nothing_in_125_of_126_cells_where_a_raw_one_costs_a_third_of_a_wrong_act_more()
    {
        var raw = new List<double>();
        var calibrated = new List<double>();
        var guarded = new List<double>();
        foreach (string set in Sets)
        {
            string[][] rows = Rows(File.ReadLines(DataFactAttribute.PathOf(set)), out Dictionary<string, int> at);
            foreach ((string model, _) in Reference)
            {
                (double[] p, bool[] correct) = Answers(rows, at, model, alsoGraded: model);
                foreach (CostComparison cost in ConfidenceEvaluation.Evaluate(p, correct, options: new EvaluationOptions { Folds = GuardFolds }).Costs)
                {
                    double least = Math.Min(cost.ActAlways.Value.Value!.Value, cost.EscalateAlways.Value.Value!.Value);
                    raw.Add(cost.Raw.Value.Value!.Value - least);
                    calibrated.Add(cost.Calibrated.Value.Value!.Value - least);
                    guarded.Add(cost.Guarded.Value.Value!.Value - least);
                }
            }
        }

        // The target: no dearer than the better constant in 95 % of the cells, 120. Mean costs of 2,500 to 6,000 answers have standard errors up to 0.01.
        Assert.Equal(126, guarded.Count);
        Assert.Equal(125, guarded.Count(excess => excess <= 0.0));
        Assert.InRange(guarded.Max(), 0.0, 0.002);
        Assert.True(guarded.Average() < -0.0155, $"mean saving {-guarded.Average()}");

        // Beside it: without the guard a calibrated confidence departs from the better constant by noise, and a raw one by far.
        Assert.Equal((104, 56), (calibrated.Count(excess => excess <= 0.0), raw.Count(excess => excess <= 0.0)));
        Assert.True(calibrated.Count(excess => excess <= 0.002) >= 0.95 * calibrated.Count);
        Assert.InRange(calibrated.Max(), 0.0, 0.005);
        Assert.InRange(raw.Max(), 0.3, 0.35);
    }

    [DataFact(Llama13b)]
    public void The_headline_benchmark_has_its_ranking_and_calibration_error()
    {
        string[][] rows = Rows(File.ReadLines(DataFactAttribute.PathOf(Llama13b)), out Dictionary<string, int> at);
        string[] options = ["p_mean_A", "p_mean_B", "p_mean_C", "p_mean_D"];
        double[] p = [.. rows.Select(row => options.Max(name => Number(row[at[name]])))];
        bool[] correct = [.. rows.Select(row => row[at["weak_llama13b_correct"]] == "1")];
        Assert.Equal(2163, p.Length);
        Assert.Equal(.6898, RankingMetrics.Auroc(RiskCoverageCurve.Of(p, correct)).Value!.Value, 0.000051);
        Assert.Equal(.040, CalibrationErrors.Expected(ReliabilityDiagram.Of(p, correct)).Value!.Value, 0.00051);
    }

    [DataFact(Conformal)]
    public void The_rows_of_ten_prompts_have_their_ranking_and_calibration_error()
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(DataFactAttribute.PathOf(Conformal)), CompressionMode.Decompress));
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            lines.Add(line);
        }

        string[][] rows = Rows(lines, out Dictionary<string, int> at);
        double[][] options = [.. rows.Select(row => (double[])[Number(row[at["pA"]]), Number(row[at["pB"]]), Number(row[at["pC"]]), Number(row[at["pD"]])])];
        double[] p = [.. options.Select(one => one.Max())];
        bool[] correct = [.. options.Select((one, i) => Array.IndexOf(one, one.Max()) == (int)Number(rows[i][at["target"]]))];
        Assert.Equal(.4067, correct.Average(right => right ? 1.0 : 0.0), 0.000051);
        Assert.Equal(.676, RankingMetrics.Auroc(RiskCoverageCurve.Of(p, correct)).Value!.Value, 0.00051);
        Assert.Equal(.0397, CalibrationErrors.Expected(ReliabilityDiagram.Of(p, correct)).Value!.Value, 0.000051);
    }

    /// <summary>The graded answers of a model, where another one is graded too.</summary>
    private static (double[] P, bool[] Correct) Answers(string[][] rows, Dictionary<string, int> at, string model, string alsoGraded)
    {
        string[][] graded = [.. rows.Where(row => row[at[$"{model}|grade"]] != "U" && row[at[$"{alsoGraded}|grade"]] != "U")];
        return ([.. graded.Select(row => Number(row[at[$"{model}|msp"]]))], [.. graded.Select(row => row[at[$"{model}|grade"]] == "1")]);
    }

    private static string[][] Rows(IEnumerable<string> lines, out Dictionary<string, int> columns)
    {
        string[][] all = [.. lines.Select(line => line.Split(','))];
        columns = all[0].Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);
        return all[1..];
    }

    private static double Number(string field) => double.Parse(field, CultureInfo.InvariantCulture);
}
