using Escalation.Calibration;
using Escalation.Calibration.RiskControl;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration.RiskControl;

public sealed class TwoThresholdVerifierTests
{
    /// <summary>A person costs far more than any mistake, so that nobody is asked: the lower threshold is the first of the grid.</summary>
    [Fact]
    public void A_threshold_at_an_end_of_the_grid_is_one_of_its_thresholds()
    {
        var random = new SplitMix64(3);
        double[] scores = [.. Enumerable.Range(0, 1_000).Select(_ => random.NextUniform())];
        double[] act = [.. scores.Select(score => random.NextUniform() < 0.5 * (1.0 - score) ? 1.0 : 0.0)];
        var options = new TwoThresholdOptions(new TwoThresholdCosts(wrongAnswer: 20.0, modelCall: 1.0, person: 1_000.0)) { MaxActedRisk = 0.4, Grid = ThresholdGrid.Even(0.0, 0.9, 10), Seed = 5 };
        TwoThresholdCertificate certificate = TwoThresholdCalibration.Calibrate(scores, act, new double[1_000], options).Certificate!;

        Assert.Equal(0.0, certificate.Thresholds.Low);
        Assert.True(certificate.Verify().Agrees, certificate.Verify().ToString());
    }
}
