using Escalation.Learning;

namespace Escalation.Evaluation;

/// <summary>Calibrated confidences of which none was fitted to its own label: Platt's map, fitted on the other folds.</summary>
/// <remarks>
/// To show on labelled data what calibrating would bring, before there is a split of its own for it. Confidences that are probabilities go in as log-odds, held within 1e-9 of 0 and 1; others as they
/// are. Rows of a group stay in one fold. A map of two parameters: it mends over- and underconfidence, and not a curve that bends twice. What is deployed must be fitted once, on rows that
/// certify nothing. Source: Platt, 1999; Zadrozny and Elkan, KDD 2002. Deterministic by the seed; <c>O(folds n)</c>.
/// </remarks>
public static class CrossFittedConfidence
{
    private const double Clip = 1E-9;

    /// <summary>Calibrates each confidence by the map of the other folds.</summary>
    /// <param name="confidences">Finite; higher means more likely right.</param>
    /// <param name="correct">Whether each answer was right; as many.</param>
    /// <param name="groups">The group of each row, any numbers; empty when every row stands alone.</param>
    /// <param name="folds">How many folds, at least 2.</param>
    /// <param name="seed">The seed of the folds.</param>
    /// <returns>A probability a row; null when there are fewer groups than folds.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a confidence is not finite, with the index of the first, or <paramref name="folds"/> is below 2.</exception>
    public static double[]? Platt(ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct, ReadOnlySpan<int> groups, int folds, ulong seed)
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

        int[] foldOf = groups.IsEmpty ? GroupedFolds.Assign(correct, folds, seed) : GroupedFolds.Assign(groups, correct, folds, seed);
        double[] scores = EvaluationChecks.AreProbabilities(confidences) ? LogOdds(confidences) : confidences.ToArray();
        double[] calibrated = new double[scores.Length];
        for (int fold = 0; fold < folds; fold++)
        {
            PlattCalibration map = FitWithout(scores, correct, foldOf, fold);
            for (int i = 0; i < scores.Length; i++)
            {
                calibrated[i] = foldOf[i] == fold ? map.Probability(scores[i]) : calibrated[i];
            }
        }

        return calibrated;
    }

    private static PlattCalibration FitWithout(double[] scores, ReadOnlySpan<bool> correct, int[] foldOf, int fold)
    {
        var kept = new List<double>();
        var labels = new List<bool>();
        for (int i = 0; i < scores.Length; i++)
        {
            if (foldOf[i] != fold)
            {
                kept.Add(scores[i]);
                labels.Add(correct[i]);
            }
        }

        return PlattCalibration.Fit(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(kept), System.Runtime.InteropServices.CollectionsMarshal.AsSpan(labels));
    }

    private static double[] LogOdds(ReadOnlySpan<double> probabilities)
    {
        double[] scores = new double[probabilities.Length];
        for (int i = 0; i < scores.Length; i++)
        {
            double held = Math.Clamp(probabilities[i], Clip, 1.0 - Clip);
            scores[i] = Math.Log(held / (1.0 - held));
        }

        return scores;
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
