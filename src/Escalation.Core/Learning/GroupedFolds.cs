using System.Globalization;
using Escalation.Statistics;

namespace Escalation.Learning;

/// <summary>Folds for cross-validation that never part a group: of equal size and equal share of either class as far as the groups allow.</summary>
/// <remarks>
/// The groups, largest first and equals in an order that depends on the seed alone, each go to the fold where they least disturb the balance: where the sum over
/// rows, positives and negatives of <c>(count / mean count)^2</c> grows least; the first of equals.
/// </remarks>
public static class GroupedFolds
{
    /// <summary>Assigns every row to a fold.</summary>
    /// <param name="groups">The group of each row; any numbers, equal for rows that must stay together.</param>
    /// <param name="labels">The class of each row, for balance; empty when there is none.</param>
    /// <param name="folds">How many folds, at least 2 and at most the number of groups.</param>
    /// <param name="seed">The seed; the same one gives the same folds.</param>
    /// <returns>The fold of each row, from 0; no fold is empty. Time <c>O(rows + groups * folds)</c> and a sort of the groups.</returns>
    /// <exception cref="ArgumentException">Thrown when the lengths disagree.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="folds"/> is below 2 or exceeds the number of groups.</exception>
    public static int[] Assign(ReadOnlySpan<int> groups, ReadOnlySpan<bool> labels, int folds, ulong seed)
    {
        Guard.AtLeast(folds, 2);
        if (!labels.IsEmpty)
        {
            LearningChecks.Length(labels.Length, groups.Length, nameof(labels));
        }

        var index = new Dictionary<int, int>();
        foreach (int group in groups)
        {
            index.TryAdd(group, index.Count);
        }

        if (index.Count < folds)
        {
            throw new ArgumentOutOfRangeException(nameof(folds), folds, string.Create(CultureInfo.InvariantCulture, $"folds must be at most the number of groups, {index.Count}, but was {folds}."));
        }

        var counts = new (int Negatives, int Positives)[index.Count];
        for (int i = 0; i < groups.Length; i++)
        {
            ref (int Negatives, int Positives) count = ref counts[index[groups[i]]];
            count = !labels.IsEmpty && labels[i] ? (count.Negatives, count.Positives + 1) : (count.Negatives + 1, count.Positives);
        }

        int[] foldOfGroup = Distribute(counts, folds, seed);
        var result = new int[groups.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = foldOfGroup[index[groups[i]]];
        }

        return result;
    }

    /// <summary>Assigns every row to a fold, each row a group of its own.</summary>
    /// <param name="labels">The class of each row.</param>
    /// <param name="folds">How many folds, at least 2 and at most the number of rows.</param>
    /// <param name="seed">The seed; the same one gives the same folds.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="folds"/> is below 2 or exceeds the number of rows.</exception>
    public static int[] Assign(ReadOnlySpan<bool> labels, int folds, ulong seed)
    {
        var groups = new int[labels.Length];
        for (int i = 0; i < groups.Length; i++)
        {
            groups[i] = i;
        }

        return Assign(groups, labels, folds, seed);
    }

    private static int[] Distribute((int Negatives, int Positives)[] groups, int folds, ulong seed)
    {
        int[] order = [.. SeededShuffle.Permutation(groups.Length, seed).OrderByDescending(group => groups[group].Negatives + groups[group].Positives)];
        double negatives = Math.Max(1.0, groups.Sum(static group => (double)group.Negatives));
        double positives = Math.Max(1.0, groups.Sum(static group => (double)group.Positives));
        var filled = new (double Negatives, double Positives)[folds];
        var result = new int[groups.Length];
        foreach (int group in order)
        {
            int best = 0;
            double least = double.PositiveInfinity;
            for (int fold = 0; fold < folds; fold++)
            {
                double growth = Growth(filled[fold].Negatives, groups[group].Negatives, negatives)
                    + Growth(filled[fold].Positives, groups[group].Positives, positives)
                    + Growth(filled[fold].Negatives + filled[fold].Positives, groups[group].Negatives + groups[group].Positives, negatives + positives);
                if (growth < least)
                {
                    (best, least) = (fold, growth);
                }
            }

            filled[best] = (filled[best].Negatives + groups[group].Negatives, filled[best].Positives + groups[group].Positives);
            result[group] = best;
        }

        return result;
    }

    /// <summary>The growth of a squared share of the total.</summary>
    private static double Growth(double filled, double added, double total) => added / total * ((added + (2.0 * filled)) / total);
}
