using Escalation.Calibration.RiskControl;
using Escalation.Statistics;
using Escalation.Statistics.Sequential;

namespace Escalation.Core.Tests.Calibration.RiskControl;

public sealed class BoundedLossTestsTests
{
    private static readonly double[] Losses = [.. Enumerable.Range(1, 300).Select(i => (37 * i) % 101 / 500.0)];

    [Fact]
    public void Both_tests_are_those_of_the_statistics_room()
    {
        // Golden sequence B of statistics.md 15.3.
        Assert.Equal(1.09681510045328e-6, BoundedLossTests.Betting(0.1)(Losses, 0.15), 1e-16);
        Assert.Equal(0.0318076125308134, BoundedLossTests.HoeffdingBentkus(Losses, 0.15), 1e-12);
        Assert.Equal(BettingTest.PValue(Losses, 0.125, 0.05), BoundedLossTests.Betting(0.05)(Losses, 0.125));
        Assert.Throws<ArgumentOutOfRangeException>("delta", () => BoundedLossTests.Betting(1.0));
    }

    [Fact]
    public void A_mean_of_bounded_losses_is_certified_where_its_test_says_so()
    {
        ControlledRisk<double> Risk(BoundedLossTest test) => ControlledRisk.MeanAtMost<double>("severity", 0.125, (_, i) => Losses[i], test);
        var split = CalibrationSplit.TestingOnly(300);
        RiskProcedure procedure = RiskProcedure.FixedSequence(ConfigurationOrder.Listed);
        Assert.Equal(RiskVerdict.Certified, LearnThenTest.Run([0.0], [Risk(BoundedLossTests.Betting(0.1))], split, procedure, (_, _) => 0.0).Verdict);
        LearnThenTestResult<double> weak = LearnThenTest.Run([0.0], [Risk(BoundedLossTests.HoeffdingBentkus)], split, procedure, (_, _) => 0.0);
        Assert.Equal(RiskVerdict.RiskTooHigh, weak.Verdict);
        Assert.Equal(LossSum.Of(Losses).Value / 300.0, weak.Rows[0].Measurement(0).Estimate!.Value, 1e-15);
    }
}
