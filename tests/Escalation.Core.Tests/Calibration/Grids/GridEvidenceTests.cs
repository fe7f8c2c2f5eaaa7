using Escalation.Calibration;
using Escalation.Calibration.Grids;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration.Grids;

/// <summary>Evidence by a bounded-loss test, where whole runs of thresholds are not passed over as they are for counts.</summary>
public sealed class GridEvidenceTests
{
    private static readonly double[] Degrees = [.. Enumerable.Range(0, 60).Select(i => i % 6 == 0 ? 0.5 : 0.0)];
    private static readonly double[] Scores = [.. Enumerable.Repeat(0.7, 60)];

    [Fact]
    public void A_p_value_that_equals_the_level_certifies_and_one_beyond_it_does_not()
    {
        double p = HoeffdingBentkus.PValue(LossSum.Of(Degrees).Value, 60, 0.3);

        Certificate certificate = Assert.IsType<Certified>(Calibrate(Scores, Degrees, 0.3, p)).Certificate;
        Assert.Equal((p, p), (certificate.PValue, certificate.Level));
        Assert.IsNotType<Certified>(Calibrate(Scores, Degrees, 0.3, Math.BitDecrement(p)));
    }

    [Fact]
    public void A_single_item_certifies_where_a_single_one_is_evidence_enough()
    {
        Certificate certificate = Assert.IsType<Certified>(Calibrate([0.7], [0.0], 0.9, 0.2)).Certificate;

        Assert.Equal((1L, 0L), (certificate.ActedCount, certificate.K));
    }

    /// <summary>A risk of at most 1 holds for every loss, and losses that are all 1 leave no evidence that it is less.</summary>
    [Fact]
    public void At_a_risk_of_one_the_p_value_is_a_probability_too()
    {
        ThresholdGrid grid = ThresholdGrid.Of(0.5, 0.9);
        var evidence = new BentkusEvidence(grid, GridCounts.Of(grid, [0.6, 0.95], [0.5, 1.0], withSums: true), 0.3);

        Assert.Equal((0.0, 1.0), (evidence.PValue(0, 1.0), evidence.PValue(1, 1.0)));
    }

    private static CalibrationResult Calibrate(double[] scores, double[] losses, double alpha, double delta) => SelectiveRisk.Calibrate(
        scores,
        losses,
        new SelectiveRiskOptions(alpha, delta) { Grid = ThresholdGrid.Of(0.5), Method = CertificateMethod.HoeffdingBentkus, Start = SequenceStart.Floor });
}
