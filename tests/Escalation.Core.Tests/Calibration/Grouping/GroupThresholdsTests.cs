using Escalation.Calibration;
using Escalation.Calibration.Grouping;
using Escalation.Decisions;

namespace Escalation.Core.Tests.Calibration.Grouping;

public sealed class GroupThresholdsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_group_without_a_certificate_escalates_whatever_its_score()
    {
        GroupThresholds thresholds = Calibrate(expires: null).ToThresholds();
        Assert.Equal(["a"], thresholds.Groups);
        Assert.Equal(1, thresholds.Count);
        Assert.False(thresholds.Escalates("a", 0.9, Now));
        Assert.True(thresholds.Escalates("bad", 0.9, Now));
        Assert.True(thresholds.Escalates("never seen", double.MaxValue, Now));
        Assert.True(thresholds.Escalates("A", 0.9, Now));
        Assert.True(thresholds.Escalates(null, 0.9, Now));
        Assert.False(thresholds.TryGet("bad", out Threshold? none));
        Assert.Null(none);
    }

    [Fact]
    public void Scores_are_compared_as_they_were_calibrated_and_NaN_escalates()
    {
        GroupThresholds thresholds = Calibrate(expires: null).ToThresholds();
        Assert.True(thresholds.TryGet("a", out Threshold? threshold));
        Assert.False(thresholds.Escalates("a", threshold!.Value, Now));
        Assert.True(thresholds.Escalates("a", Math.BitDecrement(threshold.Value), Now));
        Assert.True(thresholds.Escalates("a", double.NaN, Now));
        Assert.True(threshold.Origin.IsCertified);
    }

    [Fact]
    public void A_threshold_that_is_out_of_date_escalates()
    {
        GroupThresholds thresholds = Calibrate(Now).ToThresholds();
        Assert.False(thresholds.Escalates("a", 0.9, Now.AddTicks(-1)));
        Assert.True(thresholds.Escalates("a", 0.9, Now));
    }

    [Fact]
    public void Certificates_that_do_not_belong_together_are_refused()
    {
        Certificate first = Calibrate(expires: null).Find("a")!.Certificate!;
        Assert.Contains("'a' has two", Assert.Throws<ArgumentException>(() => GroupThresholds.Of([first, first])).Message, StringComparison.Ordinal);
        Assert.Contains("no group", Assert.Throws<ArgumentException>(() => GroupThresholds.Of([Certificates.Budget()])).Message, StringComparison.Ordinal);
        Certificate other = Certificates.Mutate(first, document =>
        {
            document["group"] = "b";
            document["scoreId"] = "another";
        });
        Assert.Contains("differ", Assert.Throws<ArgumentException>(() => GroupThresholds.Of([first, other])).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => GroupThresholds.Of([Certificates.Reseal(first.ToJson(), "\"k\": 0", "\"k\": 90")]));
        Assert.Throws<ArgumentNullException>(() => GroupThresholds.Of([null!]));
    }

    private static GroupCalibrationResult Calibrate(DateTimeOffset? expires)
    {
        string[] groups = [.. Enumerable.Repeat("a", 100), .. Enumerable.Repeat("bad", 100)];
        double[] losses = [.. new double[100], .. Enumerable.Repeat(1.0, 100)];
        var options = new SelectiveRiskOptions(0.1) { Grid = ThresholdGrid.Of(0.5), Expires = expires };
        return GroupCalibration.CalibrateRisk(groups, [.. Enumerable.Repeat(0.7, 200)], losses, options);
    }
}
