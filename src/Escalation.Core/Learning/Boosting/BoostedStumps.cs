using System.Globalization;

namespace Escalation.Learning.Boosting;

/// <summary>Gradient boosting of stumps for the log loss: an additive model of step functions, with absent values and monotone constraints.</summary>
/// <remarks>
/// <para>
/// Each round takes, over all columns and all splits between neighbouring values (exact greedy search), the stump that lowers the second-order model of the loss most:
/// <c>gain = sum over leaves of G^2 / (2 (H + lambda))</c>, values <c>-rate * G / (H + lambda)</c>, with G and H the sums of first and second derivatives. Rows that lack the
/// column are a leaf of their own. Source: Friedman, Annals of Statistics 2001, with the leaves of Chen and Guestrin, KDD 2016, equations 5 and 6. A split whose leaves break the column's
/// constraint is no candidate; as every stump keeps the constraint, so does their sum.
/// </para>
/// <para>
/// For effects that bend or saturate, and for values that are often absent. Not when columns act together (a stump sees one at a time), nor with fewer than some hundred rows, where a
/// penalised line is steadier. Beyond the outermost split the model is flat. The probabilities of many rounds tend to the extremes: choose the rounds on held-out rows.
/// </para>
/// <para>Deterministic, ties included: no randomness. <c>O(rows * columns)</c> a round after one sort of each column.</para>
/// </remarks>
public static class BoostedStumps
{
    /// <summary>Fits the probability that a label is true.</summary>
    /// <param name="features">Row-major, <paramref name="rows"/> times <paramref name="columns"/> numbers; NaN is absent.</param>
    /// <param name="rows">How many rows, at least 1.</param>
    /// <param name="columns">How many features a row, at least 1.</param>
    /// <param name="labels">One a row; both classes must have weight.</param>
    /// <param name="weights">One weight a row, at least 0 with a sum above 0; empty counts every row once.</param>
    /// <param name="options">How; the defaults when null.</param>
    /// <returns>The model; without any stump when no split lowers the loss.</returns>
    /// <exception cref="ArgumentException">Thrown when lengths disagree or all labels are equal.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a size, a weight or an option is out of range, or a feature is infinite.</exception>
    public static StumpModel Fit(ReadOnlySpan<double> features, int rows, int columns, ReadOnlySpan<bool> labels, ReadOnlySpan<double> weights = default, BoostedStumpsOptions? options = null)
    {
        options ??= new BoostedStumpsOptions();
        Check(features, rows, columns, labels, weights);
        options.Check(columns);
        var sorted = new StumpColumn[columns];
        for (int j = 0; j < columns; j++)
        {
            sorted[j] = new StumpColumn(features, rows, columns, j);
        }

        double intercept = LogOddsOf(labels, weights);
        double[] logOdds = new double[rows];
        Array.Fill(logOdds, intercept);
        var stumps = new List<Stump>(options.Rounds);
        var derivatives = new StumpLeaf[rows];
        while (stumps.Count < options.Rounds)
        {
            for (int i = 0; i < rows; i++)
            {
                double weight = weights.IsEmpty ? 1.0 : weights[i];
                double residual = labels[i] ? -Logistic.Probability(-logOdds[i]) : Logistic.Probability(logOdds[i]);
                derivatives[i] = new StumpLeaf(weight * residual, weight * Logistic.Variance(logOdds[i]), weight);
            }

            var gradients = new StumpGradients(derivatives);
            var best = default(StumpCandidate);
            for (int j = 0; j < columns; j++)
            {
                sorted[j].Search(j, gradients, options.Monotone.Count == 0 ? MonotoneDirection.None : options.Monotone[j], options, ref best);
            }

            if (!(best.Gain > 0.0))
            {
                break;
            }

            Stump stump = best.ToStump(options);
            sorted[stump.Column].Apply(stump, logOdds);
            stumps.Add(stump);
        }

        return new StumpModel(intercept, [.. stumps], columns);
    }

    private static double LogOddsOf(ReadOnlySpan<bool> labels, ReadOnlySpan<double> weights)
    {
        double right = 0.0, wrong = 0.0;
        for (int i = 0; i < labels.Length; i++)
        {
            double weight = weights.IsEmpty ? 1.0 : weights[i];
            right += labels[i] ? weight : 0.0;
            wrong += labels[i] ? 0.0 : weight;
        }

        return right > 0.0 && wrong > 0.0
            ? Math.Log(right / wrong)
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"labels must hold both classes, but the weight of true is {right:R} and of false {wrong:R}."), nameof(labels));
    }

    private static void Check(ReadOnlySpan<double> features, int rows, int columns, ReadOnlySpan<bool> labels, ReadOnlySpan<double> weights)
    {
        Guard.AtLeast(rows, 1);
        Guard.AtLeast(columns, 1);
        if (features.Length != (long)rows * columns)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"features must hold rows * columns = {(long)rows * columns} numbers, but holds {features.Length}."), nameof(features));
        }

        for (int i = 0; i < features.Length; i++)
        {
            if (double.IsInfinity(features[i]))
            {
                throw new ArgumentOutOfRangeException(nameof(features), features[i], string.Create(CultureInfo.InvariantCulture, $"features must be finite or NaN for absent, but row {i / columns}, column {i % columns} is {features[i]:R}."));
            }
        }

        LearningChecks.Length(labels.Length, rows, nameof(labels));
        if (!weights.IsEmpty)
        {
            LearningChecks.Weights(weights, rows);
        }
    }
}
