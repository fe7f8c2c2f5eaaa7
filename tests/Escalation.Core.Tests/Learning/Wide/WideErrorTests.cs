using Escalation.Learning.Wide;

namespace Escalation.Core.Tests.Learning.Wide;

public sealed class WideErrorTests
{
    private static readonly WideSample Sample = WideSample.Of(20, 3, seed: 1);

    [Fact]
    public void A_feature_that_is_not_finite_is_named_by_row_and_column()
    {
        foreach (float bad in (ReadOnlySpan<float>)[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            float[] features = [.. Sample.Features];
            features[(4 * 3) + 2] = bad;
            Assert.Contains("row 4, column 2", Message<ArgumentOutOfRangeException>(() => WideMatrix.FromRows(features, 20, 3)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Sizes_that_disagree_are_refused()
    {
        Assert.Throws<ArgumentException>(() => WideMatrix.FromRows(Sample.Features, 20, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => WideMatrix.FromRows([], 0, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WideMatrixBuilder(3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WideMatrixBuilder(1_000_000, 1_000_000));
        Assert.Throws<ArgumentException>(() => WideLogisticRegression.Fit(Sample.Matrix, [true, false]));
        Assert.Throws<ArgumentException>(() => WideRidgeRegression.Fit(Sample.Matrix, [1.0]));
        Assert.Throws<ArgumentException>(() => WideRidgeRegression.Fit(Sample.Matrix, Sample.Values, [1.0]));
    }

    [Fact]
    public void Targets_weights_and_options_out_of_range_are_refused()
    {
        double[] targets = Sample.Targets;
        targets[5] = 1.5;
        Assert.Contains("row 5", Message<ArgumentOutOfRangeException>(() => WideLogisticRegression.Fit(Sample.Matrix, targets, [])), StringComparison.Ordinal);
        targets[5] = double.NaN;
        Assert.Contains("row 5", Message<ArgumentOutOfRangeException>(() => WideRidgeRegression.Fit(Sample.Matrix, targets)), StringComparison.Ordinal);
        targets[5] = 1e200;
        Assert.Throws<ArgumentOutOfRangeException>(() => WideRidgeRegression.Fit(Sample.Matrix, targets));
        Assert.Throws<ArgumentException>(() => WideLogisticRegression.Fit(Sample.Matrix, new bool[20]));
        Assert.Throws<ArgumentOutOfRangeException>(() => WideRidgeRegression.Fit(Sample.Matrix, Sample.Values, new double[20]));
        foreach (WideFitOptions bad in (ReadOnlySpan<WideFitOptions>)[new() { Penalty = 0 }, new() { Penalty = double.NaN }, new() { GapTolerance = 0 }, new() { MaximumIterations = 0 }, new() { Method = (WideMethod)9 }])
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => WideRidgeRegression.Fit(Sample.Matrix, Sample.Values, options: bad));
        }
    }

    [Fact]
    public void A_builder_hands_over_once_and_knows_its_rows()
    {
        var builder = new WideMatrixBuilder(2, 3);
        builder.Row(1)[2] = 4f;
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Row(2));
        Assert.Equal([0.0, 0.0, 2.0], builder.Standardise().Means);
        Assert.Throws<InvalidOperationException>(() => builder.Row(0));
        Assert.Throws<InvalidOperationException>(() => builder.Standardise());
    }

    [Fact]
    public void Cancellation_ends_a_fit_and_progress_tells_where_it_is()
    {
        using var source = new CancellationTokenSource();
        var told = new List<WideProgress>();
        WideFitOptions options = new() { Penalty = 0.01, Progress = new Listener(told.Add) };
        WideFit fit = WideLogisticRegression.Fit(Sample.Matrix, Sample.Labels, options, source.Token);
        Assert.Equal(fit.Iterations, told.Count);
        Assert.Equal(fit.OptimalityGap, told[^1].OptimalityGap);
        Assert.Equal(fit.Passes, told[^1].Passes);

        WideFitOptions cancelling = options with { Progress = new Listener(_ => source.Cancel()) };
        Assert.Throws<OperationCanceledException>(() => WideLogisticRegression.Fit(Sample.Matrix, Sample.Labels, cancelling, source.Token));
        Assert.Throws<OperationCanceledException>(() => WideMatrix.FromRows(new float[300], 300, 1, source.Token));
    }

    private static string Message<TException>(Action action)
        where TException : Exception => Assert.Throws<TException>(action).Message;

    private sealed class Listener(Action<WideProgress> told) : IProgress<WideProgress>
    {
        public void Report(WideProgress value) => told(value);
    }
}
