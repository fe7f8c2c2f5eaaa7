using Escalation.Prediction.Features;

namespace Escalation.Prediction.Training;

/// <summary>The rows of a training set, fixed and checked.</summary>
internal sealed class TrainingRows
{
    /// <exception cref="TrainingRefusalException">Thrown when the rows are degenerate.</exception>
    internal TrainingRows(TrainingSet set)
    {
        Schema = set.Schema;
        Values = set.Values;
        Labels = set.Labels;
        Groups = set.Groups;
        Times = set.Times;
        int right = set.Right;
        if (right == 0 || right == Rows)
        {
            throw new TrainingRefusalException(TrainingProblem.OneClass, right == 0 ? "right answers" : "wrong answers", 0, 1);
        }

        for (int f = 0; f < Schema.Features.Count; f++)
        {
            Check(f);
        }
    }

    internal FeatureSchema Schema { get; }

    internal double[] Values { get; }

    internal bool[] Labels { get; }

    internal int[] Groups { get; }

    internal long?[] Times { get; }

    internal int Rows => Labels.Length;

    internal ReadOnlySpan<double> Row(int row) => Values.AsSpan(row * Schema.ColumnCount, Schema.ColumnCount);

    internal void RequireBothClasses(int[] rows, int fold)
    {
        int right = rows.Count(row => Labels[row]);
        if (right == 0 || right == rows.Length)
        {
            throw new TrainingRefusalException(TrainingProblem.OneClassInFold, FormattableString.Invariant($"{(right == 0 ? "right" : "wrong")} answers to predict fold {fold} from"), 0, 1);
        }
    }

    /// <summary>A feature that is there in some rows only tells at least that.</summary>
    private void Check(int feature)
    {
        int start = Schema.Starts[feature];
        int end = Schema.Starts[feature + 1];
        int present = 0;
        bool varies = false;
        for (int i = 0; i < Rows; i++)
        {
            present += double.IsNaN(Row(i)[start]) ? 0 : 1;
            varies |= !Row(i)[start..end].SequenceEqual(Row(0)[start..end]);
        }

        if (present == 0)
        {
            throw new TrainingRefusalException(TrainingProblem.AbsentFeature, $"rows with the feature {Schema.Features[feature].Name}", 0, 1);
        }

        if (present == Rows && !varies)
        {
            throw new TrainingRefusalException(TrainingProblem.ConstantFeature, $"distinct values of the feature {Schema.Features[feature].Name}", 1, 2);
        }
    }
}
