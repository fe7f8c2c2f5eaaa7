using Escalation.Learning;

namespace Escalation.Core.Tests.Learning;

public sealed class LogisticModelTests
{
    private static readonly LogisticModel Model = LogisticRegression.Fit([0.1, 5, 0.9, 4, 0.4, 6, 0.6, 5], 4, 2, [false, true, true, false]).Model;

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_feature_that_is_not_finite_gives_NaN_and_never_certainty(double bad)
    {
        Assert.True(double.IsNaN(Model.Probability([bad, 5.0])));
        Assert.True(double.IsNaN(Model.Probability([0.5, bad])));
    }

    [Fact]
    public void Probability_and_log_odds_agree()
    {
        double[] row = [0.3, 5.5];

        Assert.Equal(1.0 / (1.0 + Math.Exp(-Model.LogOdds(row))), Model.Probability(row), 14);
    }

    [Fact]
    public void A_row_of_another_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => Model.Probability([0.3]));

    [Fact]
    public void Scoring_allocates_nothing()
    {
        double[] row = [0.3, 5.5];
        double sum = Model.Probability(row);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            sum += Model.Probability(row);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sum > 0.0);
    }
}
