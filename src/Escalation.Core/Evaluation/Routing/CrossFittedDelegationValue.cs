using System.Globalization;
using Escalation.Learning;
using Escalation.Learning.Wide;

namespace Escalation.Evaluation.Routing;

/// <summary>Delegation values predicted for rows that the prediction was not trained on: ridge regression on the other folds.</summary>
/// <remarks>
/// To show on labelled data what routing by <c>v = strong - weak</c> would bring, before there is a split of its own for it. The target is the realised value, -1, 0 or 1 for right and wrong: unlike an uncertainty
/// of the weak model it knows whether the strong one would mend the error (arXiv 2604.14251). Features are standardised by the training rows, the intercept is free, and
/// <c>1/2 sum (z - v)^2 + penalty / 2 |w|^2</c> is minimised. Scores of different folds come from different models, so that a rank across folds is a little noisier than one model's would be.
/// What is deployed must be trained once, on rows that calibrate nothing. Deterministic by the seed.
/// </remarks>
public static class CrossFittedDelegationValue
{
    /// <summary>Predicts the value of each row from the other folds.</summary>
    /// <param name="features">Row-major, rows times columns finite numbers.</param>
    /// <param name="columns">How many columns, at least 1.</param>
    /// <param name="weak">The quality of the weak model's answers, in [0, 1]; one a row.</param>
    /// <param name="strong">The quality of the strong model's answers, in [0, 1]; one a row.</param>
    /// <param name="groups">The group of each row, any numbers; rows of a group stay in one fold. Empty when every row stands alone.</param>
    /// <param name="folds">How many folds, at least 2; each with as even a share of helped rows as the groups allow.</param>
    /// <param name="penalty">The ridge penalty, finite and above 0.</param>
    /// <param name="seed">The seed of the folds.</param>
    /// <returns>A predicted value a row, unbounded; null when there are fewer groups than folds.</returns>
    /// <exception cref="ArgumentException">Thrown when there is no row or the lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a feature is not finite or so large that its column's variance overflows, or another argument is out of range.</exception>
    public static double[]? Ridge(ReadOnlySpan<double> features, int columns, ReadOnlySpan<double> weak, ReadOnlySpan<double> strong, ReadOnlySpan<int> groups, int folds, double penalty, ulong seed)
    {
        double[] values = RoutingChecks.Values(weak, strong);
        LearningChecks.Matrix(features, values.Length, columns);
        Guard.AtLeast(folds, 2);
        Guard.Positive(penalty);
        int[] ids = groups.IsEmpty ? [.. Enumerable.Range(0, values.Length)] : groups.ToArray();
        if (ids.Length != values.Length)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"groups must hold one entry for each of the {values.Length} rows, but holds {ids.Length}."), nameof(groups));
        }

        if (ids.Distinct().Count() < folds)
        {
            return null;
        }

        int[] foldOf = GroupedFolds.Assign(ids, Array.ConvertAll(values, static value => value > 0.0), folds, seed);
        double[] predicted = new double[values.Length];
        for (int fold = 0; fold < folds; fold++)
        {
            Predict(features, columns, values, foldOf, fold, penalty, predicted);
        }

        return predicted;
    }

    private static void Predict(ReadOnlySpan<double> features, int columns, double[] values, int[] foldOf, int fold, double penalty, double[] predicted)
    {
        int[] train = [.. Enumerable.Range(0, values.Length).Where(i => foldOf[i] != fold)];
        double[] rows = new double[train.Length * columns];
        for (int i = 0; i < train.Length; i++)
        {
            features.Slice(train[i] * columns, columns).CopyTo(rows.AsSpan(i * columns));
        }

        // In double precision first: the solver keeps 32-bit floats, and a large offset would cost their digits.
        var map = Standardisation.Fit(rows, train.Length, columns);
        var matrix = new WideMatrixBuilder(train.Length, columns);
        for (int i = 0; i < train.Length; i++)
        {
            Standardise(rows.AsSpan(i * columns, columns), map, matrix.Row(i));
        }

        WideFit fit = WideRidgeRegression.Fit(matrix.Standardise(), Array.ConvertAll(train, i => values[i]), options: new WideFitOptions { Penalty = penalty });
        float[] row = new float[columns];
        for (int i = 0; i < values.Length; i++)
        {
            if (foldOf[i] == fold)
            {
                Standardise(features.Slice(i * columns, columns), map, row);
                predicted[i] = fit.Predict(row);
            }
        }
    }

    private static void Standardise(ReadOnlySpan<double> features, Standardisation map, Span<float> row)
    {
        for (int j = 0; j < row.Length; j++)
        {
            // A row held out may lie beyond every float on the scale of the others; it is then the most extreme there is.
            row[j] = (float)Math.Clamp(map.Apply(j, features[j]), -1e30, 1e30);
        }
    }
}
