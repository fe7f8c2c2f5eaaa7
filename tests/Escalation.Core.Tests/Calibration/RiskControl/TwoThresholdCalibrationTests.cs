using Escalation.Calibration;
using Escalation.Calibration.RiskControl;

namespace Escalation.Core.Tests.Calibration.RiskControl;

public sealed class TwoThresholdCalibrationTests
{
    /// <summary>Also on a grid that the scores do not place.</summary>
    [Fact]
    public void A_score_that_is_not_finite_is_named()
    {
        double[] scores = [.. Enumerable.Range(0, 10).Select(static i => i == 3 ? double.NaN : i / 10.0)];
        var options = new TwoThresholdOptions(new TwoThresholdCosts(wrongAnswer: 20.0, modelCall: 1.0, person: 4.0)) { MaxPersonRate = 0.3, Grid = ThresholdGrid.Of(0.5) };

        ArgumentException refused = Assert.Throws<ArgumentException>("scores", () => TwoThresholdCalibration.Calibrate(scores, new double[10], new double[10], options));

        Assert.Contains("scores[3] must be finite", refused.Message, StringComparison.Ordinal);
    }
}
