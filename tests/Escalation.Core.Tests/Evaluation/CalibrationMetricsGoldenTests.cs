using System.Globalization;
using System.Text.Json;
using Escalation.Core.Tests.Learning;
using Escalation.Core.Tests.Statistics;
using Escalation.Evaluation;
using static Escalation.Core.Tests.Evaluation.GoldenSelective;

namespace Escalation.Core.Tests.Evaluation;

public class CalibrationMetricsGoldenTests
{
    public static TheoryData<string> Cases => [.. GoldenCalibration.Section("metrics").GetProperty("cases").EnumerateArray().Select(one => one.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_metrics_come_out(string name)
    {
        JsonElement golden = Case(name);
        (double[] p, bool[] correct) = Data(golden);
        Assert.Equal(golden.GetProperty("positives").GetInt32(), correct.Count(right => right));
        var curve = RiskCoverageCurve.Of(p, correct);
        var width = ReliabilityDiagram.Of(p, correct);

        Same("ece15_width", CalibrationErrors.Expected(width));
        Same("mce15_width", CalibrationErrors.Maximum(width));
        Same("ece10_width", CalibrationErrors.Expected(ReliabilityDiagram.Of(p, correct, 10)));
        Same("ece15_mass", CalibrationErrors.Expected(ReliabilityDiagram.Of(p, correct, 15, BinningRule.EqualMass)));
        Same("brier", ScoringRules.Brier(p, correct));
        Same("log_loss_eps1e-15", ScoringRules.LogLoss(p, correct));
        Same("auroc", RankingMetrics.Auroc(curve));
        Same("auprc", RankingMetrics.AveragePrecision(curve));
        Same("aurc_tie_expected", SelectiveMetrics.Aurc(curve));
        Same("aurc_stable_desc", AurcForms.InputOrder(p, [.. correct.Select(right => right ? 0.0 : 1.0)]));
        Assert.Equal(golden.GetProperty("aurc_oracle").GetDouble(), curve.Counts.Oracle, 1e-12);

        // The file's difference is of the stable order; ours of the average over ties.
        Assert.Equal(golden.GetProperty("aurc_tie_expected").GetDouble() - golden.GetProperty("aurc_oracle").GetDouble(), SelectiveMetrics.ExcessAurc(curve).Value!.Value, 1e-12);

        MetricValue z = SpiegelhalterTest.Statistic(p, correct);
        Same("mapie_spiegelhalter_z", z);
        if (z.Value is > 0.0)
        {
            // The peer's p-value is one-sided.
            Assert.Equal(golden.GetProperty("mapie_spiegelhalter_p").GetDouble(), SpiegelhalterTest.PValue(z.Value.Value) / 2.0, 1e-12);
        }

        void Same(string key, MetricValue actual)
        {
            JsonElement expected = golden.GetProperty(key);
            if (expected.ValueKind == JsonValueKind.Null || double.IsNaN(GoldenCalibration.Number(expected)))
            {
                Assert.False(actual.IsDefined, $"{key}: {actual}");
                Assert.NotNull(actual.Reason);
            }
            else
            {
                Assert.Equal(expected.GetDouble(), actual.Value!.Value, 1e-12);
            }
        }
    }

    [Fact]
    public void A_confidence_of_zero_is_in_the_first_bin_that_is_closed_on_the_right()
    {
        JsonElement golden = Section("calibration");
        double[] p = Numbers(golden.GetProperty("p"));
        bool[] correct = [.. golden.GetProperty("y").EnumerateArray().Select(label => label.GetInt32() == 1)];
        var diagram = ReliabilityDiagram.Of(p, correct, 10, BinningRule.EqualWidthRightClosed);
        AssertGolden(golden, "ece10_right_closed_zero_in_first", CalibrationErrors.Expected(diagram).Value);
        AssertGolden(golden, "mce10", CalibrationErrors.Maximum(diagram).Value);
        AssertGolden(golden, "brier", ScoringRules.Brier(p, correct).Value);
        Assert.Equal(p.Length, diagram.Bins.Sum(bin => bin.Items));
    }

    internal static JsonElement Case(string name) =>
        GoldenCalibration.Section("metrics").GetProperty("cases").EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);

    internal static (double[] P, bool[] Correct) Data(JsonElement golden)
    {
        if (golden.TryGetProperty("p", out JsonElement p))
        {
            return (Numbers(p), [.. golden.GetProperty("y").EnumerateArray().Select(label => label.GetDouble() == 1.0)]);
        }

        string name = golden.GetProperty("name").GetString()!;
        ulong seed = ulong.Parse(name[(name.IndexOf("_seed", StringComparison.Ordinal) + 5)..], CultureInfo.InvariantCulture);
        (double[] scores, bool[] correct) = LearningGolden.ScoresAndCorrect(golden.GetProperty("n").GetInt32(), seed);
        return (name.StartsWith("ties", StringComparison.Ordinal) ? [.. scores.Select(score => Math.Round(score, 1))] : scores, correct);
    }
}
