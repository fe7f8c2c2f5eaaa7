using Escalation.Learning;

namespace Escalation.Prediction.Training;

/// <summary>Rows to predict, and the rows to predict them from.</summary>
internal sealed record FoldSplit(int Number, int[] Training, int[] Held)
{
    /// <summary>Splits some rows.</summary>
    /// <exception cref="TrainingRefusalException">Thrown when they do not allow it.</exception>
    internal static FoldSplit[] Of(int[] rows, TrainingRows data, int folds, FoldOrder order, ulong seed)
    {
        int[] groups = [.. rows.Select(row => data.Groups[row])];
        int[] numbers;
        if (order == FoldOrder.Time)
        {
            long[] times = [.. rows.Select(row => data.Times[row] ?? throw new TrainingRefusalException(TrainingProblem.TimeMissing, "rows with a time", data.Times.Count(time => time is not null), data.Rows))];
            int distinct = times.Distinct().Count();
            numbers = distinct > folds ? ForwardChainingFolds.Assign(times, folds) : throw new TrainingRefusalException(TrainingProblem.TooFewTimes, "distinct times", distinct, folds + 1);
        }
        else
        {
            int distinct = groups.Distinct().Count();
            numbers = distinct >= folds ? GroupedFolds.Assign(groups, [.. rows.Select(row => data.Labels[row])], folds, seed) : throw new TrainingRefusalException(TrainingProblem.TooFewGroups, "groups of rows", distinct, folds);
        }

        int first = order == FoldOrder.Time ? 1 : 0;
        var splits = new FoldSplit[folds];
        for (int i = 0; i < folds; i++)
        {
            int number = i + first;
            int[] training = order == FoldOrder.Time
                ? [.. ForwardChainingFolds.TrainingRows(numbers, number, groups).Select(place => rows[place])]
                : [.. rows.Where((_, place) => numbers[place] != number)];
            data.RequireBothClasses(training, number);
            splits[i] = new FoldSplit(number, training, [.. rows.Where((_, place) => numbers[place] == number)]);
        }

        return splits;
    }
}
