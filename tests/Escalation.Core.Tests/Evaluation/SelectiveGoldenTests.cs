using System.Globalization;
using System.Text.Json;
using Escalation.Evaluation;
using static Escalation.Core.Tests.Evaluation.GoldenSelective;

namespace Escalation.Core.Tests.Evaluation;

public class SelectiveGoldenTests
{
    public static TheoryData<string> Cases => [.. Section("selective").EnumerateArray().Select(one => one.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_areas_come_out(string name)
    {
        (double[] confidences, double[] losses, JsonElement expected) = Case(name);
        var curve = RiskCoverageCurve.OfLosses(confidences, losses);

        AssertGolden(expected, "n", curve.Items);
        AssertGolden(expected, "error_rate", curve.LossSum / curve.Items);
        AssertGolden(expected, "aurc_expected", SelectiveMetrics.Aurc(curve).Value);
        AssertGolden(expected, "e_aurc_expected", SelectiveMetrics.ExcessAurc(curve).Value);
        AssertGolden(expected, "aurc_oracle", curve.Counts.Oracle);
        AssertGolden(expected, "augrc_fdshifts", SelectiveMetrics.Augrc(curve).Value);
        AssertGolden(expected, "prr_exact_random", SelectiveMetrics.PredictionRejectionRatio(curve).Value);
        AssertGolden(expected, "aurc_fdshifts", AurcForms.ThresholdTrapezoid(curve).Value);
        AssertGolden(expected, "augrc_expected_sum", AurcForms.DiscreteAugrc(curve).Value);
        AssertGolden(expected, "aurc_stable_order", AurcForms.InputOrder(confidences, losses).Value);
        AssertGolden(expected, "aurc_torch_uncertainty", AurcForms.InputOrderTrapezoid(confidences, losses).Value);
        if (curve.IsCounted)
        {
            AssertGolden(expected, "aurc_oracle_analytic", AurcForms.OracleLimit(curve.LossSum / curve.Items));
        }

        // The golden file leaves the ranking metrics of one class out, and those of fractional losses.
        AssertGolden(expected, "auroc_failure", RankingMetrics.Auroc(curve).Value);
        if (expected.TryGetProperty("auroc_failure", out _))
        {
            AssertGolden(expected, "ap_success", RankingMetrics.AveragePrecision(curve).Value);
            AssertGolden(expected, "ap_error", RankingMetrics.AveragePrecisionOfErrors(curve).Value);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_curves_and_readings_come_out(string name)
    {
        (double[] confidences, double[] losses, JsonElement expected) = Case(name);
        var curve = RiskCoverageCurve.OfLosses(confidences, losses);

        double[][] points = [.. expected.GetProperty("curve_threshold_coverage_selrisk_genrisk").EnumerateArray().Select(Numbers)];
        Assert.Equal(points.Length, curve.Count);
        for (int i = 0; i < points.Length; i++)
        {
            Assert.Equal(points[i][0], curve[i].Threshold);
            Assert.Equal(points[i][1], curve[i].Coverage, 1e-12);
            Assert.Equal(points[i][2], curve[i].SelectiveRisk, 1e-12);
            Assert.Equal(points[i][3], curve[i].GeneralizedRisk, 1e-12);
        }

        foreach (double risk in (double[])[0.0, 0.05, 0.1, 0.2, 0.3])
        {
            string key = risk.ToString("0.0#", CultureInfo.InvariantCulture);
            OperatingPoint point = SelectiveMetrics.CoverageAtRisk(curve, risk)!;
            AssertGolden(expected, $"coverage_at_risk_{key}", point.Coverage);
            AssertGolden(expected, $"threshold_at_risk_{key}", point.Threshold);
            Assert.True(point.Risk is null or <= 1.0 && (point.Risk is null) == (point.Acted == 0));
        }

        foreach (double coverage in (double[])[0.5, 0.8, 0.9])
        {
            string key = coverage.ToString("0.0#", CultureInfo.InvariantCulture);
            OperatingPoint point = SelectiveMetrics.RiskAtCoverage(curve, coverage)!;
            AssertGolden(expected, $"risk_at_coverage_at_least_{key}", point.Risk);
            AssertGolden(expected, $"actual_coverage_{key}", point.Coverage);
        }
    }

    [Fact]
    public void An_attainable_coverage_is_found_where_a_peer_gives_none()
    {
        JsonElement defect = Section("torch_uncertainty_cov_at_risk_as_written");
        (double[] confidences, double[] losses, _) = Case(defect.GetProperty("case").GetString()!);
        OperatingPoint point = SelectiveMetrics.CoverageAtRisk(RiskCoverageCurve.OfLosses(confidences, losses), defect.GetProperty("threshold").GetDouble())!;
        Assert.Equal(defect.GetProperty("correct").GetDouble(), point.Coverage);
    }

    private static (double[] Confidences, double[] Losses, JsonElement Expected) Case(string name)
    {
        JsonElement found = Section("selective").EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);
        return (Numbers(found.GetProperty("confidence")), Numbers(found.GetProperty("loss")), found.GetProperty("expected"));
    }
}
