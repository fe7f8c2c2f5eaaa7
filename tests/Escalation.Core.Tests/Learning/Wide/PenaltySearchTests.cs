using Escalation.Learning;
using Escalation.Learning.Wide;

namespace Escalation.Core.Tests.Learning.Wide;

public sealed class PenaltySearchTests
{
    [Fact]
    public void The_losses_are_those_of_fits_made_one_by_one()
    {
        foreach ((int rows, int columns) in (ReadOnlySpan<(int, int)>)[(48, 7), (24, 60)])
        {
            WideSample sample = WideSample.Of(rows, columns, seed: 12);
            int[] folds = GroupedFolds.Assign(sample.Labels, 4, seed: 3);
            double[] penalties = [0.5, 50.0, 5.0];
            // Without standardisation the folds share nothing but the data, so that plain fits are comparable.
            WideFitOptions options = new() { Standardise = false, GapTolerance = 1e-12 };
            PenaltySelection selection = PenaltySearch.Select(sample.Matrix, WideObjective.Logistic, sample.Targets, [], folds, penalties, options);

            Assert.Equal([50.0, 5.0, 0.5], selection.Path.Select(score => score.Penalty));
            foreach (PenaltyScore score in selection.Path)
            {
                double loss = 0.0;
                for (int fold = 0; fold < 4; fold++)
                {
                    double[] weights = [.. folds.Select(other => other == fold ? 0.0 : 1.0)];
                    WideFit fit = WideLogisticRegression.Fit(sample.Matrix, sample.Targets, weights, options with { Penalty = score.Penalty });
                    loss += Enumerable.Range(0, rows).Where(i => folds[i] == fold).Sum(i => Math.Log(1.0 + Math.Exp(sample.Labels[i] ? -fit.Predict(sample.Row(i)) : fit.Predict(sample.Row(i)))));
                }

                Assert.Equal(loss / rows, score.Loss, 1e-3);
            }

            Assert.Equal(selection.Path.MinBy(score => score.Loss), selection.Best);
            Assert.Equal(selection.Best.Penalty != 5.0, selection.AtEdge);
        }
    }

    [Fact]
    public void Rows_that_take_no_part_leave_no_trace()
    {
        WideSample sample = WideSample.Of(30, 5, seed: 9);
        int[] folds = [.. Enumerable.Range(0, 30).Select(i => i < 24 ? i % 3 : -1)];
        double[] spoiled = [.. sample.Values.Select((value, i) => i < 24 ? value : 1e6)];
        PenaltySelection plain = PenaltySearch.Select(sample.Matrix, WideObjective.SquaredError, sample.Values, [], folds);
        PenaltySelection other = PenaltySearch.Select(sample.Matrix, WideObjective.SquaredError, spoiled, [], folds);
        Assert.Equal(plain.Path, other.Path);
        Assert.Equal(15, plain.Path.Count);
    }

    [Fact]
    public void Folds_that_cannot_serve_are_refused()
    {
        WideSample sample = WideSample.Of(10, 2, seed: 1);
        Assert.Throws<ArgumentException>(() => PenaltySearch.Select(sample.Matrix, WideObjective.SquaredError, sample.Values, [], new int[10]));
        Assert.Throws<ArgumentException>(() => PenaltySearch.Select(sample.Matrix, WideObjective.SquaredError, sample.Values, [], new int[9]));
        double[] targets = [.. Enumerable.Range(0, 10).Select(i => i < 2 ? 1.0 : 0.0)];
        int[] folds = [.. Enumerable.Range(0, 10).Select(i => i < 2 ? 0 : 1 + (i % 2))];
        Assert.Contains("outside fold 0", Assert.Throws<ArgumentException>(() => PenaltySearch.Select(sample.Matrix, WideObjective.Logistic, targets, [], folds)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => PenaltySearch.Select(sample.Matrix, WideObjective.SquaredError, sample.Values, [], folds, [1.0, -1.0]));
    }
}
