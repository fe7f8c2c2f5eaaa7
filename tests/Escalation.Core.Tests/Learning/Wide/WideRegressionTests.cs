using Escalation.Learning;
using Escalation.Learning.Wide;

namespace Escalation.Core.Tests.Learning.Wide;

public sealed class WideRegressionTests
{
    private static readonly WideFitOptions Tight = new() { GapTolerance = 1e-15 };

    [Fact]
    public void Logistic_and_ridge_find_the_optimum_that_elimination_finds()
    {
        foreach ((int rows, int columns, double penalty) in (ReadOnlySpan<(int, int, double)>)[(60, 5, 0.3), (37, 17, 2.0), (12, 25, 1.0), (5, 3, 40.0)])
        {
            WideSample sample = WideSample.Of(rows, columns, seed: 5);
            double[] weights = [.. Enumerable.Range(0, rows).Select(i => 0.5 + (i % 4))];
            foreach (WideObjective loss in Enum.GetValues<WideObjective>())
            {
                double[] targets = loss == WideObjective.Logistic ? sample.Targets : sample.Values;
                double[] expected = WideReference.Solve(sample.Features, columns, targets, weights, penalty, loss);
                foreach (WideMethod method in Enum.GetValues<WideMethod>())
                {
                    WideFit fit = Fit(sample.Matrix, loss, targets, weights, Tight with { Penalty = penalty, Method = method });
                    Assert.True(fit.Converged);
                    Assert.Equal(expected[^1], fit.Objective, 1e-7 * (1 + expected[^1]));
                    Assert.Equal(expected[^2], fit.Intercept, 2e-6);
                    for (int j = 0; j < columns; j++)
                    {
                        Assert.Equal(expected[j], fit.Coefficients[j], 2e-6);
                    }
                }
            }
        }
    }

    /// <summary>
    /// scikit-learn 1.2.1: features <c>X[i, j] = float32(((i*i*7 + i*j*13 + j*29) % 101) / 10)</c>, labels <c>(5 i + i i) % 7 &lt; 3</c>, weights <c>1 + i % 3</c>, values <c>((11 i) % 13) / 6.5 - 1</c>;
    /// StandardScaler, then LogisticRegression(C, solver="newton-cholesky", tol=1e-13) or Ridge(alpha=1/C, solver="cholesky"); coefficients divided by scale_,
    /// intercept less their product with mean_. The first three coefficients, then the intercept.
    /// </summary>
    [Fact]
    public void The_coefficients_are_those_of_another_library()
    {
        foreach ((int rows, int columns, double c, int kind, double[] expected) in (ReadOnlySpan<(int, int, double, int, double[])>)
            [
                (40, 3, 0.5, 0, [0.02693789024971306, -0.02979719929046627, 0.04016347038092391, 0.11948605820698466]),
                (40, 3, 0.5, 1, [0.12813370949484806, 0.013829558607716409, 0.06823421830925043, -0.7365114770434849]),
                (40, 3, 0.5, 2, [0.0323590556837273, -0.03450902199005401, 0.04699877895173065, 0.08246368428060283]),
                (40, 3, 0.5, 3, [-0.011554065219274797, -0.017759876978097677, -0.009224094204509524, 0.1035068807622146]),
                (12, 20, 0.01, 0, [-0.005692808786928641, -0.001155346759350873, 0.0030982704199653942, 0.20770418950977804]),
                (12, 20, 0.01, 1, [-0.008136200933420865, -0.0010454794131569119, 0.011025633966079725, 0.2598633753569065]),
                (12, 20, 0.01, 2, [-0.030492336066614858, -0.007051658500359096, 0.015014456603820727, 0.16013252645779283]),
                (12, 20, 0.01, 3, [-0.00010987883682018359, 0.003235605134913007, -1.822908153895479e-05, -0.0624604070551011]),
            ])
        {
            float[] features = [.. Enumerable.Range(0, rows * columns).Select(at => Remainder(at / columns, at % columns) / 10f)];
            double[] targets = [.. Enumerable.Range(0, rows).Select(i => kind == 3 ? (11 * i % 13 / 6.5) - 1.0 : ((5 * i) + (i * i)) % 7 < 3 ? 1.0 : 0.0)];
            double[] weights = [.. Enumerable.Range(0, rows).Select(i => kind == 1 ? 1.0 + (i % 3) : 1.0)];
            WideFitOptions options = Tight with { Penalty = 1.0 / c, Standardise = kind != 2 };
            WideFit fit = Fit(WideMatrix.FromRows(features, rows, columns), kind == 3 ? WideObjective.SquaredError : WideObjective.Logistic, targets, weights, options);
            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(expected[j], fit.Coefficients[j], 2e-7);
            }

            Assert.Equal(expected[3], fit.Intercept, 1e-6);
        }

        static int Remainder(int i, int j) => ((i * i * 7) + (i * j * 13) + (j * 29)) % 101;
    }

    [Fact]
    public void The_gap_is_a_bound_and_the_gradient_of_the_model_itself_vanishes()
    {
        WideSample sample = WideSample.Of(80, 12, seed: 8);
        double best = WideReference.Solve(sample.Features, 12, sample.Targets, [.. Enumerable.Repeat(1.0, 80)], 0.1, WideObjective.Logistic)[^1];
        foreach (double tolerance in (ReadOnlySpan<double>)[0.5, 1e-2, 1e-4, 1e-8, 1e-13])
        {
            WideFit fit = WideLogisticRegression.Fit(sample.Matrix, sample.Labels, new() { Penalty = 0.1, GapTolerance = tolerance });
            Assert.InRange(fit.Objective - best, -1e-7, fit.OptimalityGap + 1e-7);
            Assert.InRange(fit.OptimalityGap, 0.0, tolerance * 80 * Math.Log(2.0));
        }

        WideFit exact = WideLogisticRegression.Fit(sample.Matrix, sample.Labels, Tight with { Penalty = 0.1 });
        double[] residuals = [.. Enumerable.Range(0, 80).Select(i => (1.0 / (1.0 + Math.Exp(-exact.Predict(sample.Row(i))))) - sample.Targets[i])];
        Assert.Equal(0.0, residuals.Sum(), 6);
        for (int j = 0; j < 12; j++)
        {
            double scale = sample.Matrix.Scales[j];
            double slope = Enumerable.Range(0, 80).Sum(i => residuals[i] * (sample.Row(i)[j] - sample.Matrix.Means[j])) / scale;
            Assert.Equal(0.0, slope + (0.1 * exact.Coefficients[j] * scale), 5);
        }
    }

    [Fact]
    public void Few_steps_are_reported_as_what_they_are()
    {
        WideSample sample = WideSample.Of(80, 12, seed: 8);
        double best = WideReference.Solve(sample.Features, 12, sample.Targets, [.. Enumerable.Repeat(1.0, 80)], 1e-3, WideObjective.Logistic)[^1];
        WideFit fit = WideLogisticRegression.Fit(sample.Matrix, sample.Labels, new() { Penalty = 1e-3, MaximumIterations = 1 });

        Assert.False(fit.Converged);
        Assert.Equal(1, fit.Iterations);
        Assert.True(fit.OptimalityGap >= fit.Objective - best && fit.Objective > best);
    }

    [Fact]
    public void A_weight_counts_as_that_many_equal_rows_and_the_order_of_rows_does_not_matter()
    {
        foreach ((int rows, int columns) in (ReadOnlySpan<(int, int)>)[(40, 6), (15, 30)])
        {
            WideSample sample = WideSample.Of(rows, columns, seed: 3);
            double[] weights = [.. Enumerable.Range(0, rows).Select(i => (double)(i % 3))];
            int[] copies = [.. Enumerable.Range(0, rows).SelectMany(i => Enumerable.Repeat(i, i % 3)).Reverse()];
            WideFit weighted = WideLogisticRegression.Fit(sample.Matrix, sample.Targets, weights, Tight);
            WideFit repeated = WideLogisticRegression.Fit(WideMatrix.FromRows([.. copies.SelectMany(sample.Row)], copies.Length, columns), [.. copies.Select(i => sample.Labels[i])], Tight);

            Assert.Equal(repeated.Objective, weighted.Objective, 1e-6);
            for (int j = 0; j < columns; j++)
            {
                Assert.Equal(repeated.Coefficients[j], weighted.Coefficients[j], 1e-6);
            }
        }
    }

    [Fact]
    public void Separable_data_stay_finite_however_small_the_penalty()
    {
        WideSample sample = WideSample.Of(60, 4, seed: 2);
        bool[] labels = [.. Enumerable.Range(0, 60).Select(i => sample.Row(i)[1] > 0f)];
        foreach (double penalty in (ReadOnlySpan<double>)[1.0, 1e-3, 1e-6])
        {
            foreach (WideMethod method in (ReadOnlySpan<WideMethod>)[WideMethod.Primal, WideMethod.Dual])
            {
                WideFit fit = WideLogisticRegression.Fit(sample.Matrix, labels, new() { Penalty = penalty, Method = method });
                Assert.True(fit.Converged, $"{penalty} {method}: gap {fit.OptimalityGap} after {fit.Iterations}");
                Assert.True(fit.Coefficients[1] > 0.0 && double.IsFinite(fit.Coefficients[1]));
            }
        }
    }

    [Fact]
    public void A_constant_column_gets_no_weight_and_equal_columns_share_theirs()
    {
        WideSample sample = WideSample.Of(50, 2, seed: 6);
        float[] features = [.. Enumerable.Range(0, 50).SelectMany(i => new[] { sample.Row(i)[0], 1e30f, sample.Row(i)[0], sample.Row(i)[1] })];
        foreach (WideMethod method in (ReadOnlySpan<WideMethod>)[WideMethod.Primal, WideMethod.Dual])
        {
            WideFit fit = WideLogisticRegression.Fit(WideMatrix.FromRows(features, 50, 4), sample.Labels, Tight with { Method = method });
            Assert.Equal(0.0, fit.Coefficients[1]);
            Assert.Equal(fit.Coefficients[0], fit.Coefficients[2], 1e-9);
            Assert.True(fit.Converged);
        }

        // Constant among the rows that count, though not in the matrix.
        double[] weights = [.. Enumerable.Range(0, 50).Select(i => i == 7 ? 0.0 : 1.0)];
        float[] almost = [.. features];
        almost[(7 * 4) + 1] = 5f;
        Assert.Equal(0.0, WideLogisticRegression.Fit(WideMatrix.FromRows(almost, 50, 4), sample.Targets, weights).Coefficients[1]);
    }

    [Fact]
    public void Targets_that_differ_by_rounding_alone_are_a_constant_and_end_the_fit_at_once()
    {
        WideSample sample = WideSample.Of(50, 6, seed: 12);

        // The mean of a thousand equal numbers is further off than any of them.
        foreach (WideSample any in (WideSample[])[sample, WideSample.Of(1_000, 6, seed: 12)])
        {
            foreach (double level in (double[])[0.2, 0.3, -3e5, 1e150, 0.0])
            {
                // Half of them one rounding off, as differences of probabilities are.
                double[] targets = [.. Enumerable.Range(0, any.Rows).Select(i => i % 2 == 0 ? level : level == 0.0 ? 0.0 : Math.BitIncrement(level))];
                foreach (WideMethod method in (WideMethod[])[WideMethod.Primal, WideMethod.Dual])
                {
                    WideFit fit = WideRidgeRegression.Fit(any.Matrix, targets, options: Tight with { Method = method, Penalty = 1e-6 });
                    Assert.True(fit.Converged, $"{any.Rows} rows of {level} {method}: gap {fit.OptimalityGap}");
                    Assert.Equal(0, fit.Iterations);
                    Assert.Equal(level, fit.Predict(any.Row(3)), 1e-12 * Math.Abs(level));
                }
            }
        }

        // A spread of a hundredth of a millionth is no rounding.
        double[] spread = [.. Enumerable.Range(0, 50).Select(i => 1.0 + (1e-8 * sample.Values[i]))];
        WideFit plain = WideRidgeRegression.Fit(sample.Matrix, sample.Values, options: new() { Penalty = 2.0 });
        WideFit small = WideRidgeRegression.Fit(sample.Matrix, spread, options: new() { Penalty = 2.0 });
        Assert.True(small.Converged && small.Iterations > 0);
        Assert.Equal(plain.Coefficients[0], small.Coefficients[0] * 1e8, 1e-3);
    }

    [Fact]
    public void The_first_step_is_no_more_exact_than_the_next_ones()
    {
        WideSample sample = WideSample.Of(2_000, 100, seed: 7);
        var passes = new List<int>();
        WideFit fit = WideLogisticRegression.Fit(sample.Matrix, sample.Labels, new() { Penalty = 1.0, Method = WideMethod.Primal, Progress = new Steps(passes) });

        Assert.True(fit.Converged);
        Assert.InRange(passes[0], 2, passes[1] - passes[0] + 2);
    }

    [Fact]
    public void Units_of_any_size_give_the_same_predictions()
    {
        WideSample sample = WideSample.Of(70, 6, seed: 11);
        float[] units = [1e30f, 1e-30f, 1f, -1e10f, 1e-10f, 3f];
        float[] features = [.. sample.Features.Select((value, at) => value * units[at % 6])];
        WideFit plain = WideLogisticRegression.Fit(sample.Matrix, sample.Labels, Tight);
        WideFit scaled = WideLogisticRegression.Fit(WideMatrix.FromRows(features, 70, 6), sample.Labels, Tight);
        for (int i = 0; i < 70; i++)
        {
            Assert.Equal(plain.Predict(sample.Row(i)), scaled.Predict(features.AsSpan(i * 6, 6)), 1e-5);
        }
    }

    [Fact]
    public void Badly_conditioned_problems_end_with_a_preconditioner_and_a_small_gap()
    {
        var random = new Escalation.Statistics.SplitMix64(4);
        const int rows = 600;
        const int columns = 64;
        double[] hidden = new double[8];
        var features = new float[rows * columns];
        var labels = new bool[rows];
        for (int i = 0; i < rows; i++)
        {
            for (int k = 0; k < hidden.Length; k++)
            {
                hidden[k] = random.NextUniform() - 0.5;
            }

            for (int j = 0; j < columns; j++)
            {
                features[(i * columns) + j] = (float)(hidden[j % 8] + (1e-3 * (random.NextUniform() - 0.5) / (1 + j)));
            }

            labels[i] = hidden[0] + (0.3 * (random.NextUniform() - 0.5)) > 0.0;
        }

        WideMatrix matrix = WideMatrix.FromRows(features, rows, columns);
        WideFit primal = WideLogisticRegression.Fit(matrix, labels, new() { Penalty = 1e-4, Method = WideMethod.Primal });
        WideFit dual = WideLogisticRegression.Fit(matrix, labels, new() { Penalty = 1e-4, Method = WideMethod.Dual });
        Assert.True(primal.Converged && dual.Converged, $"{primal.OptimalityGap} {dual.OptimalityGap}");
        Assert.InRange(primal.Passes, 10, 400);
        Assert.Equal(primal.Objective, dual.Objective, primal.OptimalityGap + dual.OptimalityGap + 1e-9);
    }

    [Fact]
    public void The_same_input_gives_the_same_bits_and_a_prediction_allocates_nothing()
    {
        WideSample sample = WideSample.Of(64, 40, seed: 1);
        WideFit first = WideLogisticRegression.Fit(sample.Matrix, sample.Labels);
        WideFit second = WideLogisticRegression.Fit(sample.Matrix, sample.Labels);
        Assert.Equal(first.Coefficients, second.Coefficients);
        Assert.Equal(first.Objective, second.Objective);

        float[] row = sample.Row(0);
        double sum = first.Predict(row);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            sum += first.Predict(row);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(double.IsFinite(sum));
        row[3] = float.NaN;
        Assert.True(double.IsNaN(first.Predict(row)));
    }

    [Fact]
    public void A_fit_copies_no_matrix()
    {
        WideSample sample = WideSample.Of(2_000, 256, seed: 1);
        WideMatrix matrix = sample.Matrix;
        WideFitOptions options = new() { Penalty = 1_000, MaximumIterations = 2 };
        WideLogisticRegression.Fit(matrix, sample.Labels, options);
        long before = GC.GetAllocatedBytesForCurrentThread();
        WideLogisticRegression.Fit(matrix, sample.Labels, options);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, sizeof(float) * 2_000 * 256 / 2);
    }

    private static WideFit Fit(WideMatrix matrix, WideObjective loss, double[] targets, double[] weights, WideFitOptions options) => loss == WideObjective.Logistic
        ? WideLogisticRegression.Fit(matrix, targets, weights, options)
        : WideRidgeRegression.Fit(matrix, targets, weights, options);

    private sealed class Steps(List<int> passes) : IProgress<WideProgress>
    {
        public void Report(WideProgress value) => passes.Add(value.Passes);
    }
}
