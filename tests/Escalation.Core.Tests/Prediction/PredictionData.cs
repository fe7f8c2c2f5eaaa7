using Escalation.Prediction;
using Escalation.Prediction.Features;
using Escalation.Prediction.Training;
using Escalation.Statistics;
using Escalation.Uncertainty.Attribution;

namespace Escalation.Core.Tests.Prediction;

/// <summary>Simulated answers: right more often with a high score, less often with a severity, which one in three lacks.</summary>
internal static class PredictionData
{
    internal static FeatureSchema Schema { get; } = new(
        "1",
        TurnFeature.Of(TurnMeasure.VerifierScore),
        TurnFeature.Number("severity", UncertaintyCause.AmbiguousInput),
        TurnFeature.Number("gap", UncertaintyCause.PolicyGap),
        TurnFeature.OneOf("subject", "art", "law"));

    internal static TrainingSet Set(int rows = 240, ulong seed = 1, int groups = 0, double signal = 1.5, bool withTimes = false)
    {
        var random = new SplitMix64(seed);
        var set = new TrainingSet(Schema);
        for (int i = 0; i < rows; i++)
        {
            double score = (random.NextUniform() * 4.0) - 2.0;
            double severity = random.NextUniform() < 0.33 ? double.NaN : random.NextUniform();
            double gap = random.NextBelow(2);
            bool law = random.NextBelow(2) == 1;
            double z = signal * (score - (double.IsNaN(severity) ? 0.3 : 2.0 * severity) - (0.8 * gap) + (law ? 0.5 : 0.0) + 0.8);
            bool right = random.NextUniform() < 1.0 / (1.0 + Math.Exp(-z));
            set.Add([score, severity, gap, law ? 0.0 : 1.0, law ? 1.0 : 0.0, 0.0], right, groups == 0 ? null : $"g{i % groups}", withTimes ? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(i) : null);
        }

        return set;
    }

    /// <summary>The set of 40 groups with two labels of one group and of these rows exchanged, so that the folds, which count labels in groups, stay as they are.</summary>
    internal static TrainingSet WithTwoLabelsExchanged(TrainingSet set, int[] among)
    {
        double[] values = set.Values;
        bool[] labels = set.Labels;
        int right = among.First(row => labels[row] && among.Any(other => other % 40 == row % 40 && !labels[other]));
        int wrong = among.First(other => other % 40 == right % 40 && !labels[other]);
        (labels[right], labels[wrong]) = (false, true);
        var exchanged = new TrainingSet(set.Schema);
        for (int i = 0; i < labels.Length; i++)
        {
            exchanged.Add(values.AsSpan(i * set.Schema.ColumnCount, set.Schema.ColumnCount), labels[i], $"g{i % 40}");
        }

        return exchanged;
    }

    internal static TrainedPredictor Train(MetaModelKind kind, TrainingSet? set = null, PredictorTrainingOptions? options = null) =>
        Assert.IsType<TrainedPredictor>(PredictorTrainer.Train(set ?? Set(), (options ?? Quick) with { Kind = kind }));

    internal static PredictorTrainingOptions Quick { get; } = new() { Penalties = [1.0, 10.0], Rounds = [20, 60], Folds = 3, InnerFolds = 2 };
}
