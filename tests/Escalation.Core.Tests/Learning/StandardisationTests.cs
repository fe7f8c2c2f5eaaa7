using Escalation.Learning;

namespace Escalation.Core.Tests.Learning;

public sealed class StandardisationTests
{
    [Fact]
    public void Columns_get_mean_zero_and_deviation_one()
    {
        double[] features = [1, 100, 2, 300, 6, 200];
        Standardisation fitted = Standardisation.Fit(features, rows: 3, columns: 2);

        Assert.Equal([3.0, 200.0], fitted.Means);
        Assert.Equal(Math.Sqrt(14.0 / 3.0), fitted.Scales[0], 14);
        Assert.Equal(Math.Sqrt(20_000.0 / 3.0), fitted.Scales[1], 11);
        Assert.Equal(0.0, Enumerable.Range(0, 3).Sum(i => fitted.Apply(1, features[(2 * i) + 1])), 12);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(1e9)]
    public void A_constant_column_becomes_zero_and_not_NaN(double constant)
    {
        Standardisation fitted = Standardisation.Fit([constant, constant, constant], rows: 3, columns: 1);

        Assert.Equal(1.0, fitted.Scales[0]);
        Assert.Equal(0.0, fitted.Apply(0, constant), 6);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_feature_that_is_not_finite_is_named(double bad)
    {
        var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => Standardisation.Fit([1, 2, 3, bad], rows: 2, columns: 2));

        Assert.Contains("row 1, column 1", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variance_that_overflows_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Standardisation.Fit([1e200, -1e200], rows: 2, columns: 1));

    [Fact]
    public void Lengths_that_disagree_are_refused() =>
        Assert.Throws<ArgumentException>(() => Standardisation.Fit([1, 2, 3], rows: 2, columns: 2));
}
