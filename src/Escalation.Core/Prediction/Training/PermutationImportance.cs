using Escalation.Learning;
using Escalation.Prediction.Features;
using Escalation.Statistics;

namespace Escalation.Prediction.Training;

/// <summary>Permutation importance: what a predictor loses when the values of one feature are dealt out anew among the rows.</summary>
/// <remarks>
/// Source: Breiman, Machine Learning 2001; Fisher, Rudin and Dominici, JMLR 2019. Measure it on rows that did not train the predictor, otherwise it also shows what was learned by heart. Not where
/// features go together: shuffling one makes rows that never occur, and of two that say the same each looks unimportant. All columns of a feature move together, and so does its absence.
/// Deterministic by the seed; <c>O(features * repeats * rows * columns)</c>.
/// </remarks>
public static class PermutationImportance
{
    /// <summary>Measures every feature.</summary>
    /// <param name="predictor">The predictor.</param>
    /// <param name="set">Rows of its schema, of both classes. Rows without a prediction are left out.</param>
    /// <param name="repeats">How many shuffles a feature, at least 1.</param>
    /// <param name="seed">The seed of the shuffles.</param>
    /// <returns>One entry a feature, the most important first; of equals in the order of the schema.</returns>
    /// <exception cref="ArgumentException">Thrown when the schema is another, or the rows predicted hold one class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="repeats"/> is below 1.</exception>
    public static IReadOnlyList<FeatureImportance> Of(PerformancePredictor predictor, TrainingSet set, int repeats = 10, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(predictor);
        ArgumentNullException.ThrowIfNull(set);
        Guard.AtLeast(repeats, 1);
        FeatureSchema schema = predictor.Schema;
        if (!string.Equals(set.Schema.Fingerprint, schema.Fingerprint, StringComparison.Ordinal))
        {
            throw new ArgumentException($"set must be of the schema {schema.Fingerprint}, but is of {set.Schema.Fingerprint}.", nameof(set));
        }

        double[] values = set.Values;
        int columns = schema.ColumnCount;
        int[] rows = [.. Enumerable.Range(0, set.Rows).Where(row => !double.IsNaN(predictor.LogOdds(values.AsSpan(row * columns, columns))))];
        bool[] all = set.Labels;
        bool[] labels = [.. rows.Select(row => all[row])];
        if (labels.Distinct().Count() != 2)
        {
            throw new ArgumentException(FormattableString.Invariant($"set must hold both classes among the rows with a prediction, but {labels.Count(static label => label)} of {labels.Length} are right."), nameof(set));
        }

        int[] same = [.. rows];
        (double loss, double auroc) = Judge(predictor, values, rows, same, labels, -1);
        var result = new List<FeatureImportance>();
        for (int f = 0; f < schema.Features.Count; f++)
        {
            double[] increases = new double[repeats];
            double decrease = 0.0;
            for (int r = 0; r < repeats; r++)
            {
                int[] dealt = [.. rows];
                SeededShuffle.Shuffle<int>(dealt, unchecked(seed + ((ulong)f * (ulong)repeats) + (ulong)r));
                (double shuffledLoss, double shuffledAuroc) = Judge(predictor, values, rows, dealt, labels, f);
                increases[r] = shuffledLoss - loss;
                decrease += (auroc - shuffledAuroc) / repeats;
            }

            double mean = increases.Average();
            double deviation = repeats > 1 ? Math.Sqrt(increases.Sum(increase => (increase - mean) * (increase - mean)) / (repeats - 1)) : 0.0;
            result.Add(new FeatureImportance(schema.Features[f], mean, deviation, decrease));
        }

        return [.. result.OrderByDescending(importance => importance.LogLossIncrease)];
    }

    /// <summary>Log loss and AUROC when one feature comes from other rows.</summary>
    private static (double Loss, double Auroc) Judge(PerformancePredictor predictor, double[] values, int[] rows, int[] dealt, bool[] labels, int feature)
    {
        FeatureSchema schema = predictor.Schema;
        int columns = schema.ColumnCount;
        double[] row = new double[columns];
        double[] scores = new double[rows.Length];
        double loss = 0.0;
        for (int i = 0; i < rows.Length; i++)
        {
            values.AsSpan(rows[i] * columns, columns).CopyTo(row);
            if (feature >= 0)
            {
                int start = schema.Starts[feature];
                values.AsSpan((dealt[i] * columns) + start, schema.Features[feature].Columns.Count).CopyTo(row.AsSpan(start));
            }

            scores[i] = predictor.LogOdds(row);
            loss += Logistic.Loss(scores[i], labels[i] ? 1.0 : 0.0) / rows.Length;
        }

        return (loss, 1.0 - AurocCounts.OfLabelled(scores, labels).Risk!.Value);
    }
}
