using System.Numerics.Tensors;
using Escalation.Prediction;
using Escalation.Prediction.Features;
using Escalation.Prediction.Training;
using Escalation.Statistics;

namespace Escalation.Benchmarks.Ratios.Prediction;

/// <summary>The probability of one vector of 16 features: beside a bare dot product and a logistic function, which check nothing, know no absence and hold nothing to its range.</summary>
internal sealed class PredictRatio : IRatio
{
    private const int Features = 16;
    private const int Rows = 512;

    public string Name => "predict-16";

    public string Measures => "P(right) from 16 features, absence and range checked, beside a bare dot product and exp";

    public IEnumerable<RatioCase> Cases()
    {
        var random = new SplitMix64(1);
        var set = new TrainingSet(new FeatureSchema("1", [.. Enumerable.Range(0, Features).Select(i => TurnFeature.Number(FormattableString.Invariant($"x{i}")))]));
        double[] rows = [.. Enumerable.Range(0, Rows * Features).Select(_ => (random.NextUniform() * 4.0) - 2.0)];
        for (int i = 0; i < Rows; i++)
        {
            ReadOnlySpan<double> row = rows.AsSpan(i * Features, Features);
            set.Add(row, random.NextUniform() < 1.0 / (1.0 + Math.Exp(-TensorPrimitives.Sum(row[..4]))));
        }

        foreach (MetaModelKind kind in new[] { MetaModelKind.Logistic, MetaModelKind.BoostedStumps })
        {
            PredictorTraining training = PredictorTrainer.Train(set, new PredictorTrainingOptions { Kind = kind, Penalties = [1.0], Rounds = [100], Folds = 2 });
            PerformancePredictor predictor = training is TrainedPredictor trained ? trained.Predictor : throw new InvalidOperationException(((RefusedTraining)training).Message);
            double[] weights = new double[Features];
            double baseline = kind == MetaModelKind.Logistic ? LinearForm(predictor, weights) : 0.0;
            yield return new RatioCase(
                kind == MetaModelKind.Logistic ? "logistic" : "100 stumps",
                new RatioBody("PerformancePredictor.Probability", calls => Score(predictor, rows, calls)),
                new RatioBody("TensorPrimitives.Dot and Math.Exp", calls => Bare(weights, baseline, rows, calls)))
            {
                Verify = () => Verify(predictor, kind, weights, baseline, rows),
            };
        }
    }

    /// <summary>The weights of a linear predictor, by its differences inside the range of the rows.</summary>
    private static double LinearForm(PerformancePredictor predictor, double[] weights)
    {
        double[] row = new double[Features];
        double zero = predictor.LogOdds(row);
        for (int j = 0; j < Features; j++)
        {
            row[j] = 1.0;
            weights[j] = predictor.LogOdds(row) - zero;
            row[j] = 0.0;
        }

        return zero;
    }

    private static double Score(PerformancePredictor predictor, double[] rows, int calls)
    {
        double sum = 0.0;
        for (int i = 0; i < calls; i++)
        {
            sum += predictor.Probability(rows.AsSpan(i % Rows * Features, Features));
        }

        return sum;
    }

    private static double Bare(double[] weights, double baseline, double[] rows, int calls)
    {
        double sum = 0.0;
        for (int i = 0; i < calls; i++)
        {
            sum += 1.0 / (1.0 + Math.Exp(-(baseline + TensorPrimitives.Dot(weights, rows.AsSpan(i % Rows * Features, Features)))));
        }

        return sum;
    }

    private static void Verify(PerformancePredictor predictor, MetaModelKind kind, double[] weights, double baseline, double[] rows)
    {
        double ours = Score(predictor, rows, Rows);
        double bare = Bare(weights, baseline, rows, Rows);
        if (!(ours > 0.0 && ours < Rows) || (kind == MetaModelKind.Logistic && !(Math.Abs(ours - bare) < 1e-9 * Rows)))
        {
            throw new InvalidOperationException(FormattableString.Invariant($"The probabilities sum to {ours:R}, where they should to {bare:R}."));
        }
    }
}
