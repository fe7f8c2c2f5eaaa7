using Escalation.Learning;

namespace Escalation.Core.Tests.Learning;

public sealed class LogisticRegressionErrorTests
{
    private static readonly double[] Features = [0.1, 0.9, 0.4, 0.6];
    private static readonly bool[] Labels = [false, true, true, false];

    [Fact]
    public void One_class_alone_is_refused_by_name()
    {
        Assert.Contains("every one is 1", Message<ArgumentException>(() => LogisticRegression.Fit(Features, 4, 1, [true, true, true, true])), StringComparison.Ordinal);
        Assert.Contains("every one is 0", Message<ArgumentException>(() => LogisticRegression.Fit(Features, 4, 1, new bool[4])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_of_weight_zero_does_not_count() =>
        Assert.Throws<ArgumentException>(() => LogisticRegression.Fit(Features, 4, 1, [0.0, 1.0, 1.0, 0.0], [0.0, 1.0, 1.0, 0.0]));

    [Fact]
    public void Lengths_that_disagree_are_refused()
    {
        Assert.Throws<ArgumentException>(() => LogisticRegression.Fit(Features, 4, 2, Labels));
        Assert.Throws<ArgumentException>(() => LogisticRegression.Fit(Features, 4, 1, [true, false]));
        Assert.Throws<ArgumentException>(() => LogisticRegression.Fit(Features, 4, 1, [0.0, 1.0, 1.0, 0.0], [1.0]));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(4, 0)]
    public void Empty_data_are_refused(int rows, int columns) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LogisticRegression.Fit([], rows, columns, new bool[rows]));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void A_feature_that_is_not_finite_is_refused(double bad) =>
        Assert.Contains("row 2, column 0", Message<ArgumentOutOfRangeException>(() => LogisticRegression.Fit([0.1, 0.9, bad, 0.6], 4, 1, Labels)), StringComparison.Ordinal);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(1.5)]
    public void A_target_that_is_no_probability_is_refused(double bad) =>
        Assert.Contains("row 1", Message<ArgumentOutOfRangeException>(() => LogisticRegression.Fit(Features, 4, 1, [0.0, bad, 1.0, 0.0], [])), StringComparison.Ordinal);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-1.0)]
    [InlineData(double.PositiveInfinity)]
    public void A_weight_that_is_no_weight_is_refused(double bad) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LogisticRegression.Fit(Features, 4, 1, [0.0, 1.0, 1.0, 0.0], [1.0, bad, 1.0, 1.0]));

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_penalty_that_is_not_positive_is_refused(double penalty) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LogisticRegression.Fit(Features, 4, 1, Labels, new() { L2 = penalty }));

    [Fact]
    public void Zero_iterations_or_tolerance_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LogisticRegression.Fit(Features, 4, 1, Labels, new() { MaximumIterations = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogisticRegression.Fit(Features, 4, 1, Labels, new() { GradientTolerance = 0.0 }));
    }

    private static string Message<TException>(Action action)
        where TException : Exception => Assert.Throws<TException>(action).Message;
}
