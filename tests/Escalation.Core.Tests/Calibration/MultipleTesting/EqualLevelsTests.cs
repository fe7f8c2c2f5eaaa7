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

    /// <summary>So far down the chance is the sum but for what no double tells, and products lose their lower halves.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(1L << 40)]
    public void The_chance_of_any_rejection_is_never_below_the_true_one_where_products_lose_digits(long steps)
    {
        double pValue = steps * double.Epsilon;

        Assert.InRange(SidakLevel.Needed(pValue, 3), 3 * pValue, (3 * pValue) + (128 * double.Epsilon));
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
