using Escalation.Calibration.RiskControl;
using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration.RiskControl;

public sealed class ControlledRiskTests
{
    private static readonly double[] Scores = [0.9, 0.8, 0.7, 0.4, 0.3, 0.2, 0.1, 0.05];
    private static readonly bool[] Wrong = [false, false, true, false, true, true, false, true];
    private static readonly int[] AllItems = [0, 1, 2, 3, 4, 5, 6, 7];

    [Fact]
    public void A_rate_is_counted_in_integers_and_tested_exactly()
    {
        var risk = ControlledRisk.AtMost<double>("wrong acts", 0.3, (t, i) => Wrong[i], (t, i) => Scores[i] >= t);
        RiskMeasurement measurement = risk.Measure(0.35, AllItems);
        Assert.Equal((1L, 4L, 0.25), (measurement.Occurrences, measurement.Trials, measurement.Estimate));
        Assert.Equal(BinomialTail.Lower(1, 4, 0.3), measurement.PValue);
        Assert.Equal(BinomialTail.LogLower(1, 4, 0.3), measurement.LogPValue);
        Assert.Equal(BinomialTail.Lower(0, 4, 0.3), measurement.LeastPValue);
    }

    [Fact]
    public void Only_the_given_items_are_read()
    {
        var risk = ControlledRisk.AtMost<double>("wrong", 0.3, (t, i) => i is 1 or 2 ? Wrong[i] : throw new InvalidOperationException("read an item of the other part"));
        Assert.Equal(2, risk.Measure(0.0, [1, 2]).Trials);
    }

    [Fact]
    [Trait("Row", "36")]
    public void A_risk_whose_condition_nothing_meets_has_p_one()
    {
        var risk = ControlledRisk.AtMost<double>("wrong acts", 0.3, (t, i) => Wrong[i], (t, i) => Scores[i] >= t);
        RiskMeasurement measurement = risk.Measure(0.95, AllItems);
        Assert.Equal((1.0, 0L), (measurement.PValue, measurement.Trials));
        Assert.Null(measurement.Estimate);
        Assert.Equal((0.0, 1.0), (measurement.LogPValue, measurement.LeastPValue));
        Assert.Equal(1.0, default(RiskMeasurement).PValue);
    }

    [Fact]
    public void A_share_that_must_be_large_is_tested_from_the_other_side_without_rounding_its_complement()
    {
        var risk = ControlledRisk.AtLeast<double>("precision", 0.1, (t, i) => !Wrong[i], (t, i) => Scores[i] >= t);
        RiskMeasurement measurement = risk.Measure(0.75, AllItems);
        Assert.Equal((2L, 2L, 1.0), (measurement.Occurrences, measurement.Trials, measurement.Estimate));

        // P(Bin(2, .1) >= 2) for the double .1, which 1 - (1 - .1) is not.
        Assert.Equal(BinomialTail.Upper(2, 2, 0.1), measurement.PValue);
        Assert.NotEqual(BinomialTail.Lower(0, 2, 1.0 - 0.1), measurement.PValue);
        Assert.Equal(measurement.PValue, measurement.LeastPValue);
    }

    [Fact]
    public void A_mean_of_bounded_losses_gets_the_losses_of_the_items_that_count_in_their_order()
    {
        double[]? seen = null;
        var risk = ControlledRisk.MeanAtMost<double>(
            "severity",
            0.4,
            (t, i) => i / 10.0,
            (losses, alpha) =>
            {
                seen = losses.ToArray();
                return alpha;
            },
            (t, i) => Scores[i] >= t);
        RiskMeasurement measurement = risk.Measure(0.35, [0, 2, 3, 5]);
        Assert.Equal([0.0, 0.2, 0.3], seen!);
        Assert.Equal((0.4, 3L, null), (measurement.PValue, measurement.Trials, measurement.Occurrences));
        Assert.Equal(0.5 / 3.0, measurement.Estimate!.Value, 1e-15);
        Assert.Equal(1.0, risk.Measure(0.99, AllItems).PValue);
    }

    [Theory]
    [Trait("Row", "33")]
    [InlineData(double.NaN)]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    public void A_loss_outside_the_unit_interval_names_item_and_risk(double loss)
    {
        var risk = ControlledRisk.MeanAtMost<double>("severity", 0.4, (t, i) => i == 3 ? loss : 0.0, (losses, alpha) => 0.5);
        string message = Assert.Throws<InvalidOperationException>(() => risk.Measure(0.0, AllItems)).Message;
        Assert.Contains("item 3", message, StringComparison.Ordinal);
        Assert.Contains("'severity'", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1e-9)]
    [InlineData(1.5)]
    public void A_test_that_gives_no_probability_is_refused(double pValue)
    {
        var risk = ControlledRisk.MeanAtMost<double>("severity", 0.4, (t, i) => 0.0, (losses, alpha) => pValue);
        Assert.Throws<InvalidOperationException>(() => risk.Measure(0.0, AllItems));
        Assert.Throws<ArgumentOutOfRangeException>(nameof(pValue), () => new RiskMeasurement(pValue, 0.1, 5));
    }

    [Fact]
    public void A_measurement_of_ones_own_cannot_pass_without_a_trial()
    {
        Assert.Throws<ArgumentOutOfRangeException>("pValue", () => new RiskMeasurement(0.01, null, 0));
        Assert.Throws<ArgumentOutOfRangeException>("trials", () => new RiskMeasurement(0.5, null, -1));
        Assert.Throws<ArgumentOutOfRangeException>("estimate", () => new RiskMeasurement(0.5, double.NaN, 1));
        Assert.Equal(1.0, new RiskMeasurement(1.0, null, 0).PValue);
        var risk = ControlledRisk.Measured<double>("1 - AUROC", 0.2, (t, items) => new RiskMeasurement(0.25, t, items.Count));
        Assert.Equal((0.25, 0.7, 3L), (risk.Measure(0.7, [1, 2, 3]).PValue, risk.Measure(0.7, [1, 2, 3]).Estimate, risk.Measure(0.7, [1, 2, 3]).Trials));
        Assert.Equal(0.0, risk.Measure(0.7, [1, 2, 3]).LeastPValue);
    }

    [Fact]
    public void Names_bounds_and_delegates_are_checked_when_the_risk_is_made()
    {
        Assert.Throws<ArgumentException>("name", () => ControlledRisk.AtMost<double>(" ", 0.1, (_, _) => true));
        Assert.Throws<ArgumentOutOfRangeException>("bound", () => ControlledRisk.AtMost<double>("a", 0.0, (_, _) => true));
        Assert.Throws<ArgumentOutOfRangeException>("bound", () => ControlledRisk.AtLeast<double>("a", 1.0, (_, _) => true));
        Assert.Throws<ArgumentOutOfRangeException>("bound", () => ControlledRisk.Measured<double>("a", double.NaN, (_, _) => default));
        Assert.Throws<ArgumentNullException>("occurs", () => ControlledRisk.AtMost<double>("a", 0.1, null!));
        Assert.Throws<ArgumentNullException>("loss", () => ControlledRisk.MeanAtMost<double>("a", 0.1, null!, (_, _) => 1.0));
        Assert.Throws<ArgumentNullException>("test", () => ControlledRisk.MeanAtMost<double>("a", 0.1, (_, _) => 0.0, null!));
        Assert.Throws<ArgumentNullException>("measure", () => ControlledRisk.Measured<double>("a", 0.1, null!));
    }
}
