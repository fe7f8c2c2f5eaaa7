using Escalation.Calibration.MultipleTesting;

namespace Escalation.Core.Tests.Calibration.MultipleTesting;

public sealed class EqualLevelsTests
{
    [Fact]
    public void The_chance_of_any_rejection_is_a_probability()
    {
        Assert.Equal(1.0, SidakLevel.Needed(0.999, 1_000));
        Assert.InRange(SidakLevel.Needed(0.5, 10), 1.0 - Math.Pow(0.5, 10), Math.BitIncrement(1.0 - Math.Pow(0.5, 10)));
    }

    [Theory]
    [InlineData(double.NaN, 0.05)]
    [InlineData(0.01, double.NaN)]
    [InlineData(double.NaN, double.NaN)]
    public void What_cannot_be_compared_is_never_rejected(double pValue, double level)
    {
        var record = new FamilywiseRecord(1);

        EqualLevels.Write(record, 0, pValue, level, adjusted: 1.0);

        Assert.Equal(HypothesisOutcome.Retained, record.Outcomes[0]);
        Assert.Equal(0, record.Rejected);
    }

    [Fact]
    public void A_p_value_at_its_level_is_rejected_and_one_above_it_is_not()
    {
        var record = new FamilywiseRecord(2);

        EqualLevels.Write(record, 1, 0.05, 0.05, adjusted: 0.1);
        EqualLevels.Write(record, 0, Math.BitIncrement(0.05), 0.05, adjusted: 0.2);

        Assert.Equal([HypothesisOutcome.Retained, HypothesisOutcome.Rejected], record.Outcomes);
        Assert.Equal(1, record.Order[0]);
        Assert.Equal([0.2, 0.1], record.Adjusted);
    }
}
