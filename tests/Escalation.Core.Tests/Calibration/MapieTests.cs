using System.Text.Json;
using Escalation.Calibration;
using Escalation.Calibration.RiskControl;
using Escalation.Core.Tests.Statistics;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Calibration;

/// <summary>Beside what MAPIE 1.5 was recorded to certify: everything of its Bonferroni, and a threshold where its default has none only because a selection was empty.</summary>
public sealed class MapieTests
{
    [Fact]
    public void Holm_certifies_everything_that_the_peer_certifies_with_bonferroni_or_holm()
    {
        int thresholds = 0;
        foreach (JsonElement peer in Cases().Where(peer => peer.GetProperty("fwer").GetString() is "bonferroni" or "bonferroni_holm"))
        {
            CalibrationResult ours = Calibrate(peer, CertificateProcedure.Holm);
            int certified = ours.Hypotheses.Count(hypothesis => hypothesis.Certified);
            Assert.True(certified >= peer.GetProperty("n_valid").GetInt32(), $"{peer}");
            if (peer.GetProperty("n_valid").GetInt32() > 0)
            {
                double lowest = Assert.IsType<Certified>(ours).Certificate.Threshold;
                Assert.True(lowest <= peer.GetProperty("valid_min").GetDouble() + 1e-12);
            }

            if (peer.GetProperty("p_values").ValueKind != JsonValueKind.Array)
            {
                continue;
            }

            // The peer's own p-values, under its own Bonferroni.
            double delta = 1.0 - peer.GetProperty("confidence").GetDouble();
            double[] p = [.. peer.GetProperty("p_values").EnumerateArray().Select(GoldenCalibration.Number)];
            for (int i = 0; i < p.Length; i++)
            {
                if (p[i] <= delta / p.Length)
                {
                    Assert.True(ours.Hypotheses[i].Certified, $"{peer.GetProperty("n")} {ours.Hypotheses[i].Threshold}");
                    thresholds++;
                }
            }
        }

        Assert.Equal(410, thresholds);
    }

    [Fact]
    public void The_fixed_sequence_certifies_at_least_as_much_as_the_peers()
    {
        foreach (JsonElement peer in Cases().Where(peer => peer.GetProperty("fwer").GetString() == "fixed_sequence"))
        {
            CalibrationResult ours = Calibrate(peer, CertificateProcedure.FixedSequence);
            Assert.True(ours.Hypotheses.Count(hypothesis => hypothesis.Certified) >= peer.GetProperty("n_valid").GetInt32(), $"{peer}");
        }
    }

    [Fact]
    [Trait("Row", "36")]
    public void Where_the_peers_default_certifies_nothing_because_a_selection_is_empty_we_certify()
    {
        int cases = 0;
        foreach (JsonElement peer in Cases().Where(peer => peer.GetProperty("nan_p_values").GetInt32() > 0))
        {
            Assert.Equal(0, peer.GetProperty("n_valid").GetInt32());
            foreach (CertificateProcedure procedure in (CertificateProcedure[])[CertificateProcedure.Holm, CertificateProcedure.Bonferroni, CertificateProcedure.FixedSequence, CertificateProcedure.MultiStart, CertificateProcedure.Graphical])
            {
                CalibrationResult ours = Calibrate(peer, procedure);
                Certificate certificate = Assert.IsType<Certified>(ours).Certificate;
                Assert.True(certificate.ActedCount > 1_000, $"{procedure}: {certificate}");
                Assert.Equal(peer.GetProperty("nan_p_values").GetInt32(), ours.Hypotheses.Count(hypothesis => hypothesis.Acted == 0 && hypothesis.PValue == 1.0 && !hypothesis.Certified));
            }

            cases++;
        }

        Assert.Equal(2, cases);
    }

    /// <summary>Two risks at once, each threshold by the larger of its p-values; the share that is acted on is bounded from above.</summary>
    [Fact]
    public void Holm_certifies_what_the_peers_bonferroni_certifies_for_two_risks_together()
    {
        int cases = 0;
        foreach (JsonElement peer in GoldenCalibration.Section("mapie_thresholds").GetProperty("cases").EnumerateArray().Where(static peer => peer.GetProperty("risk").ValueKind == JsonValueKind.Array))
        {
            (double[] scores, double[] losses) = GoldenScores.Draw(peer.GetProperty("n").GetInt32(), peer.GetProperty("seed").GetUInt64());
            double[] grid = [.. peer.GetProperty("grid").EnumerateArray().Select(static number => number.GetDouble())];
            string[] names = [.. peer.GetProperty("risk").EnumerateArray().Select(static name => name.GetString()!)];
            double[] targets = [.. peer.GetProperty("target").EnumerateArray().Select(static number => number.GetDouble())];
            var thresholds = ThresholdGrid.Even(grid[0], grid[1], (int)grid[2]);
            ControlledRisk<double>[] risks = [.. names.Zip(targets, (name, target) => name switch
            {
                "precision" => ControlledRisk.AtLeast<double>(name, target, (_, i) => losses[i] == 0.0, (t, i) => scores[i] >= t),
                "recall" => ControlledRisk.AtLeast<double>(name, target, (t, i) => scores[i] >= t, (_, i) => losses[i] == 0.0),
                _ => ControlledRisk.AtMost<double>(name, target, (t, i) => scores[i] >= t),
            })];
            double delta = 1.0 - peer.GetProperty("confidence").GetDouble();
            LearnThenTestResult<double> ours = LearnThenTest.Run([.. thresholds.Thresholds], risks, CalibrationSplit.TestingOnly(scores.Length), RiskProcedure.Holm, static (t, _) => t, delta);
            Assert.True(ours.Certified.Count >= peer.GetProperty("n_valid").GetInt32(), $"{peer}: {ours.Certified.Count}");
            Assert.True(ours.Certified.Min(static row => row.Configuration) <= peer.GetProperty("valid_min").GetDouble() + 1e-12);
            cases++;
        }

        Assert.Equal(2, cases);
    }

    /// <summary>Where the peer gave p-values, ours are never above them but for rounding: its own are the exact tail or larger.</summary>
    [Fact]
    public void Our_p_values_are_never_above_the_peers()
    {
        foreach (JsonElement peer in Cases().Where(peer => peer.GetProperty("p_values").ValueKind == JsonValueKind.Array))
        {
            CalibrationResult ours = Calibrate(peer, CertificateProcedure.Holm);
            double[] p = [.. peer.GetProperty("p_values").EnumerateArray().Select(GoldenCalibration.Number)];
            for (int i = 0; i < p.Length; i++)
            {
                Assert.True(double.IsNaN(p[i]) ? ours.Hypotheses[i].PValue == 1.0 : ours.Hypotheses[i].PValue <= p[i] * (1.0 + 1e-11), $"{peer.GetProperty("n")} {i}");
            }
        }
    }

    /// <summary>The cases of one risk, the precision.</summary>
    private static IEnumerable<JsonElement> Cases() =>
        GoldenCalibration.Section("mapie_thresholds").GetProperty("cases").EnumerateArray().Where(peer => peer.GetProperty("risk").ValueKind == JsonValueKind.String);

    private static CalibrationResult Calibrate(JsonElement peer, CertificateProcedure procedure)
    {
        (double[] scores, double[] losses) = GoldenScores.Draw(peer.GetProperty("n").GetInt32(), peer.GetProperty("seed").GetUInt64());
        double scale = peer.GetProperty("score_scale").GetDouble();
        double[] grid = [.. peer.GetProperty("grid").EnumerateArray().Select(number => number.GetDouble())];
        var options = new SelectiveRiskOptions(1.0 - peer.GetProperty("target").GetDouble(), 1.0 - peer.GetProperty("confidence").GetDouble())
        {
            Grid = ThresholdGrid.Even(grid[0], grid[1], (int)grid[2]),
            Procedure = procedure,
            Start = procedure == CertificateProcedure.FixedSequence ? SequenceStart.TwiceFloor : SequenceStart.Floor,
        };
        return SelectiveRisk.Calibrate([.. scores.Select(score => score * scale)], losses, options);
    }
}
