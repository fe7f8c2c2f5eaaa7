using Escalation.Calibration.RiskControl;

namespace Escalation.Core.Tests.Calibration.RiskControl;

public sealed class RiskMeasurementTests
{
    [Fact]
    public void Without_a_trial_there_is_no_evidence_and_no_estimate_however_it_was_measured()
    {
        RiskMeasurement[] measurements =
        [
            default,
            new(1.0, null, 0),
            RiskMeasurement.AtMost(0, 0, 0.3),
            RiskMeasurement.AtLeast(0, 0, 0.3),
            RiskMeasurement.Mean(0.25, double.NaN, 0, 0.3),
        ];

        Assert.All(measurements, measurement =>
        {
            Assert.Equal((1.0, 0.0, 1.0), (measurement.PValue, measurement.LogPValue, measurement.LeastPValue));
            Assert.Equal((0L, null, null), (measurement.Trials, measurement.Estimate, measurement.Occurrences));
        });
    }

    /// <summary>One trial without an occurrence at a bound of a quarter: p = 0.75 for "at most", 1 for "at least".</summary>
    [Fact]
    public void A_single_trial_is_measured()
    {
        var most = RiskMeasurement.AtMost(0, 1, 0.25);
        var least = RiskMeasurement.AtLeast(0, 1, 0.25);
        var mean = RiskMeasurement.Mean(0.5, 0.125, 1, 0.25);

        Assert.Equal((0.75, 0.75, 0.0), (most.PValue, most.LeastPValue, most.Estimate));
        Assert.Equal((1.0, 0.25, 0.0), (least.PValue, least.LeastPValue, least.Estimate));
        Assert.Equal((0.5, Math.Log(0.5), 0.75, 0.125), (mean.PValue, mean.LogPValue, mean.LeastPValue, mean.Estimate));
        Assert.Equal(0.5, new RiskMeasurement(0.5, 0.0, 1).PValue);
    }
}
