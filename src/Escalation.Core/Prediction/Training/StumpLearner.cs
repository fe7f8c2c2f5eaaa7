using Escalation.Learning.Boosting;
using Escalation.Prediction.Models;

namespace Escalation.Prediction.Training;

/// <summary>Boosted stumps, cut off after each number of rounds.</summary>
internal sealed class StumpLearner : Learner
{
    private readonly BoostedStumpsOptions _options;

    internal StumpLearner(TrainingRows data, PredictorTrainingOptions options)
        : base(data, options)
    {
        Candidates = [.. options.Rounds.Distinct().Order().Select(rounds => (double)rounds)];
        MonotoneDirection[] directions = [.. data.Schema.Features.SelectMany(feature => Enumerable.Repeat(options.Monotone.GetValueOrDefault(feature.Name), feature.Columns.Count))];
        _options = new BoostedStumpsOptions { LearningRate = options.LearningRate, Monotone = options.Monotone.Count == 0 ? [] : directions };
        (_options with { Rounds = (int)Candidates[^1] }).Check(data.Schema.ColumnCount);
    }

    internal override double[] Candidates { get; }

    internal override MetaModel Fit(int[] rows, double candidate) => ToModel(Boost(rows, (int)candidate), rows);

    internal override double[][] Scores(int[] training, int[] held)
    {
        StumpModel model = Boost(training, (int)Candidates[^1]);
        return [.. Candidates.Select(candidate => Scores(ToModel(model.After((int)candidate), training), held))];
    }

    private StumpModel Boost(int[] rows, int rounds) => BoostedStumps.Fit(
        [.. rows.SelectMany(row => Data.Row(row).ToArray())],
        rows.Length,
        Data.Schema.ColumnCount,
        [.. rows.Select(row => Data.Labels[row])],
        Weights(rows),
        _options with { Rounds = rounds });

    /// <summary>The stumps of each column as one step function, and each feature's part moved to average 0 over the rows.</summary>
    private StepMetaModel ToModel(StumpModel model, int[] rows)
    {
        int columns = Data.Schema.ColumnCount;
        double[][] thresholds = new double[columns][];
        double[][] values = new double[columns][];
        double[] absentOfColumn = new double[columns];
        for (int c = 0; c < columns; c++)
        {
            Stump[] stumps = [.. model.Stumps.Where(stump => stump.Column == c)];
            double[] cuts = [.. stumps.Select(stump => stump.Threshold).Where(cut => cut < double.MaxValue).Distinct().Order()];
            thresholds[c] = cuts;
            values[c] = [.. Enumerable.Range(0, cuts.Length + 1).Select(i => stumps.Sum(stump => stump.Of(i < cuts.Length ? cuts[i] : double.MaxValue)))];
            absentOfColumn[c] = stumps.Sum(stump => stump.Absent);
        }

        double baseline = model.Intercept;
        double[] absent = new double[Data.Schema.Features.Count];
        for (int f = 0; f < absent.Length; f++)
        {
            int start = Data.Schema.Starts[f];
            int end = Data.Schema.Starts[f + 1];
            int lacking = rows.Count(row => double.IsNaN(Data.Row(row)[start]));
            double sum = absentOfColumn[start..end].Sum();
            double mean = lacking * sum / rows.Length;
            for (int c = start; c < end; c++)
            {
                double share = 0.0;
                foreach (int row in rows)
                {
                    double value = Data.Row(row)[c];
                    share += double.IsNaN(value) ? 0.0 : values[c][CountBelow(thresholds[c], value)];
                }

                mean += share / rows.Length;
            }

            baseline += mean;
            absent[f] = lacking > 0 ? sum - mean : double.NaN;
            // The first column carries the shift of the whole feature.
            values[start] = [.. values[start].Select(value => value - mean)];
        }

        return new StepMetaModel(Options.Kind, baseline, Data.Schema.Starts, thresholds, values, absent);
    }

    private static int CountBelow(double[] thresholds, double value)
    {
        int place = Array.BinarySearch(thresholds, value);
        return place >= 0 ? place : ~place;
    }
}
