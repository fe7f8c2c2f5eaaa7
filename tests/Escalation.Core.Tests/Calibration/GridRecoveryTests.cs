using System.Text.Json.Nodes;
using Escalation.Calibration;
using Escalation.Calibration.Counting;
using Escalation.Core.Tests.Calibration.RiskControl;
using Escalation.Decisions;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Calibration;

/// <summary>A grid that the data determine is computed from them, so that an edit of its summary is named without the grid at hand.</summary>
public sealed class GridRecoveryTests
{
    private static readonly (double[] Scores, double[] Losses) Data = GoldenScores.Draw(500, 1);
    private static readonly Certificate Range = Of(SelectiveRisk.Calibrate(Data.Scores, Data.Losses, new SelectiveRiskOptions(0.2)));
    private static readonly Certificate Observed = Of(SelectiveRisk.CalibrateObserved(Data.Scores, Data.Losses, new SelectiveRiskOptions(0.2)));

    public static TheoryData<string, double> Edits => new() { { "count", 999 }, { "first", -1e-3 }, { "last", 1.5 }, { "sha256", 0.0 } };

    [Theory]
    [MemberData(nameof(Edits))]
    public void An_edited_summary_is_named_with_the_data_alone(string field, double value)
    {
        foreach (Certificate certificate in new[] { Range, Observed })
        {
            Assert.Empty(CertificateVerifier.Verify(certificate, Data.Scores, Data.Losses).NotRecomputed);
            Certificate forged = Edit(certificate, field, value);
            CertificateVerification verification = CertificateVerifier.Verify(forged, Data.Scores, Data.Losses);

            // Over another number of thresholds the range gives another hash; the number itself is the certificate's word.
            string named = field == "count" && certificate == Range ? "sha256" : field;
            Assert.Contains(verification.Differences, difference => difference.Field == $"grid.{named}");
            Assert.Empty(verification.NotRecomputed);
        }
    }

    [Theory]
    [MemberData(nameof(Edits))]
    public void A_joint_certificate_over_the_range_of_its_choosing_items_is_no_different(string field, double value)
    {
        JointWorld world = JointWorld.Rising(1_000, 31);
        Certificate certificate = Of(JointCalibration.Calibrate(world.Scores, world.LossAct, world.LossEscalate, new JointCalibrationOptions(0.6, 0.1, 10.0)));
        CertificateVerification verification = CertificateVerifier.Verify(Edit(certificate, field, value), world.Scores, world.LossAct, world.LossEscalate);
        Assert.Contains(verification.Differences, difference => difference.Field == $"grid.{field}");
        Assert.Empty(verification.NotRecomputed);
    }

    [Fact]
    public void What_the_data_cannot_give_is_named_field_by_field()
    {
        var own = ThresholdGrid.Of([.. Enumerable.Range(1, 60).Select(i => Math.Sqrt(i / 60.0))]);
        Certificate certificate = Of(SelectiveRisk.Calibrate(Data.Scores, Data.Losses, new SelectiveRiskOptions(0.2) { Grid = own }));
        string sentence = Assert.Single(CertificateVerifier.Verify(certificate, Data.Scores, Data.Losses).NotRecomputed);
        foreach (string field in new[] { "grid.count", "grid.first", "grid.last", "grid.sha256" })
        {
            Assert.Contains(field, sentence, StringComparison.Ordinal);
        }

        Assert.Null(GridRecovery.Of(certificate, Data.Scores));
        Assert.Null(GridRecovery.Of(Range, []));
        Assert.Null(GridRecovery.Of(Certificates.Mutate(Range, document => document["group"] = "payments"), Data.Scores));
        Assert.Null(GridRecovery.Of(Certificates.Mutate(Range, document => document["grid"]!["count"] = 4_000_001), Data.Scores));
        Assert.Null(GridRecovery.Of(Certificates.Mutate(Observed, document => (document["procedure"], document["start"]) = ("holm", null)), Data.Scores));
    }

    [Fact]
    public void A_budget_over_an_even_grid_is_repeated_from_its_scores()
    {
        var grid = ThresholdGrid.Even(0.0, 1.0, 101);
        var counter = new ThresholdCounter(grid, ScoreDirection.HigherDelegates, CountedLosses.None);
        counter.Add(Data.Scores);
        Certificate certificate = Of(DelegationBudget.Calibrate(counter.ToCounts(), new DelegationBudgetOptions(0.3)));
        CertificateVerification verification = CertificateVerifier.Verify(certificate, Data.Scores);
        Assert.True(verification.Agrees, verification.ToString());
        Assert.Empty(verification.NotRecomputed);
        Certificate forged = Certificates.Mutate(certificate, document => document["hypothesesTested"] = certificate.HypothesesTested - 1);
        Assert.Equal("hypothesesTested", Assert.Single(CertificateVerifier.Verify(forged, Data.Scores).Differences).Field);
    }

    private static Certificate Edit(Certificate certificate, string field, double value) => Certificates.Mutate(certificate, document =>
        document["grid"]![field] = field switch
        {
            "sha256" => JsonValue.Create(new string('0', 64)),
            "count" => JsonValue.Create((int)value),
            _ => JsonValue.Create(value),
        });

    private static Certificate Of(CalibrationResult result) => Assert.IsType<Certified>(result).Certificate;
}
