using Escalation.Learning;
using Escalation.Learning.Calibrators;

namespace Escalation.Evaluation;

/// <summary>Calibrated confidences of which none was fitted to its own label: each by a map of the other folds.</summary>
/// <remarks>
/// To show on labelled data what calibrating would bring, before there is a split of its own for it. Platt's map and the temperature get confidences that are probabilities as log-odds, held within
/// 1e-9 of 0 and 1, and others as they are. Rows of a group stay in one fold. Each method's own page says what it assumes. What is deployed must be fitted once, on rows that
/// certify nothing. Source: Platt, 1999; Zadrozny and Elkan, KDD 2002. Deterministic by the seed; <c>O(folds n)</c>, with a sort for methods without a shape.
/// </remarks>
public static class CrossFittedConfidence
{
    /// <summary>Calibrates each confidence by Platt's map of the other folds; see <see cref="Of"/>.</summary>
    /// <param name="confidences">Finite; higher means more likely right.</param>
    /// <param name="correct">Whether each answer was right; as many.</param>
    /// <param name="groups">The group of each row, any numbers; empty when every row stands alone.</param>
    /// <param name="folds">How many folds, at least 2.</param>
    /// <param name="seed">The seed of the folds.</param>
    /// <returns>A probability a row; null when there are fewer groups than folds.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a confidence is not finite, with the index of the first, or <paramref name="folds"/> is below 2.</exception>
    public static double[]? Platt(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct, ReadOnlySpan<int> groups, int folds, ulong seed) =>
        Of(CalibrationMethod.Platt, confidences, correct, groups, folds, seed);

    /// <summary>Calibrates each confidence by the map of the other folds.</summary>
    /// <param name="method">How; <see cref="CalibrationMethod.Beta"/> needs probabilities.</param>
    /// <param name="confidences">Finite; higher means more likely right.</param>
    /// <param name="correct">Whether each answer was right; as many.</param>
    /// <param name="groups">The group of each row, any numbers; empty when every row stands alone.</param>
    /// <param name="folds">How many folds, at least 2.</param>
    /// <param name="seed">The seed of the folds.</param>
    /// <returns>A probability a row; null when there are fewer groups than folds.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a confidence is not finite, with the index of the first, <paramref name="folds"/> is below 2, or the method is not one for such confidences.</exception>
    public static double[]? Of(CalibrationMethod method, ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct, ReadOnlySpan<int> groups, int folds, ulong seed)
    {
        if (Folds(confidences, correct, groups, folds, seed) is not { } foldOf)
        {
            return null;
        }

        var scale = new FoldedScale(method, confidences);
        bool[] labels = correct.ToArray();
        double[] calibrated = new double[confidences.Length];
        for (int fold = 0; fold < folds; fold++)
        {
            IConfidenceCalibrator map = scale.FitWithout(labels, foldOf, fold, fold);
            for (int i = 0; i < calibrated.Length; i++)
            {
                calibrated[i] = foldOf[i] == fold ? map.Probability(scale.Values[i]) : calibrated[i];
            }
        }

        return calibrated;
    }

    /// <summary>The fold of each row; null when there are fewer groups than folds.</summary>
    internal static int[]? Folds(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct, ReadOnlySpan<int> groups, int folds, ulong seed)
    {
        EvaluationChecks.Length(correct.Length, confidences.Length, nameof(correct));
        EvaluationChecks.Finite(confidences);
        Guard.AtLeast(folds, 2);
        if (!groups.IsEmpty)
        {
            EvaluationChecks.Length(groups.Length, confidences.Length, nameof(groups));
        }

        if ((groups.IsEmpty ? confidences.Length : Distinct(groups)) < folds)
        {
            return null;
        }

        return groups.IsEmpty ? GroupedFolds.Assign(correct, folds, seed) : GroupedFolds.Assign(groups, correct, folds, seed);
    }

    private static int Distinct(ReadOnlySpan<int> groups)
    {
        var seen = new HashSet<int>();
        foreach (int group in groups)
        {
            seen.Add(group);
        }

        return seen.Count;
    }
}
