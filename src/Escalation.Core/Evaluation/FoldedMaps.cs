using Escalation.Learning.Calibrators;

namespace Escalation.Evaluation;

/// <summary>Confidences calibrated without their own fold, and without their own fold and each other one.</summary>
internal sealed class FoldedMaps
{
    /// <summary>By row and left-out fold.</summary>
    private readonly double[][] _without;

    private FoldedMaps(int folds, int[] foldOf, double[][] without)
    {
        Folds = folds;
        FoldOf = foldOf;
        _without = without;
        Calibrated = new double[foldOf.Length];
        for (int i = 0; i < foldOf.Length; i++)
        {
            Calibrated[i] = without[foldOf[i]][i];
        }
    }

    internal int Folds { get; }

    /// <summary>The fold of each row.</summary>
    internal int[] FoldOf { get; }

    /// <summary>Each row by the map without its own fold.</summary>
    internal double[] Calibrated { get; }

    /// <summary>Fits one map for each fold and one for each pair, on several threads; null when there are fewer groups than folds.</summary>
    internal static FoldedMaps? Fit(CalibrationMethod method, ReadOnlySpan<double> confidences, ReadOnlySpan<bool> correct, ReadOnlySpan<int> groups, int folds, ulong seed, int maxWorkers = 1)
    {
        if (CrossFittedConfidence.Folds(confidences, correct, groups, folds, seed) is not { } foldOf)
        {
            return null;
        }

        var scale = new FoldedScale(method, confidences);
        bool[] labels = correct.ToArray();
        double[][] without = [.. Enumerable.Range(0, folds).Select(_ => new double[foldOf.Length])];
        (int First, int Second)[] pairs = [.. Enumerable.Range(0, folds).SelectMany(first => Enumerable.Range(first, folds - first).Select(second => (first, second)))];

        // One map serves both orders: the rows of either fold when the other is to be decided. No two maps write to the same place.
        Workers.Run(maxWorkers, pairs.Length, (_, pair) =>
        {
            (int first, int second) = pairs[pair];
            Apply(scale.FitWithout(labels, foldOf, first, second), scale.Values, foldOf, first, second, without);
        });
        return new FoldedMaps(folds, foldOf, without);
    }

    private static void Apply(IConfidenceCalibrator map, double[] values, int[] foldOf, int first, int second, double[][] without)
    {
        for (int i = 0; i < foldOf.Length; i++)
        {
            if (foldOf[i] == first)
            {
                without[second][i] = map.Probability(values[i]);
            }
            else if (foldOf[i] == second)
            {
                without[first][i] = map.Probability(values[i]);
            }
        }
    }

    /// <summary>The rows outside a fold, calibrated without it and without their own.</summary>
    internal (double[] Confidences, bool[] Correct, int[] Groups) Others(int fold, ReadOnlySpan<bool> correct, ReadOnlySpan<int> groups)
    {
        int count = FoldOf.Length - FoldOf.AsSpan().Count(fold);
        double[] confidences = new double[count];
        bool[] labels = new bool[count];
        int[] kept = new int[groups.IsEmpty ? 0 : count];
        int at = 0;
        for (int i = 0; i < FoldOf.Length; i++)
        {
            if (FoldOf[i] != fold)
            {
                (confidences[at], labels[at]) = (_without[fold][i], correct[i]);
                if (kept.Length > 0)
                {
                    kept[at] = groups[i];
                }

                at++;
            }
        }

        return (confidences, labels, kept);
    }
}
