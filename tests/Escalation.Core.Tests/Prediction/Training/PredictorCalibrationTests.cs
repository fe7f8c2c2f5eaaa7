using System.Text;
using Escalation.Core.Tests.Learning.Calibrators;
using Escalation.Decisions;
using Escalation.Learning.Calibrators;
using Escalation.Prediction;
using Escalation.Prediction.Features;
using Escalation.Prediction.Training;

namespace Escalation.Core.Tests.Prediction.Training;

public sealed class PredictorCalibrationTests
{
    private static readonly CalibrationMethod[] Methods = Enum.GetValues<CalibrationMethod>();
    private static readonly double[][] Rows = [[-1.5, 0.9, 1.0, 1.0, 0.0, 0.0], [0.0, double.NaN, 0.0, 0.0, 1.0, 0.0], [0.7, 0.2, 0.0, 0.0, 1.0, 0.0], [2.0, 0.0, 0.0, 0.0, 0.0, 1.0]];

    [Fact]
    public void Every_method_calibrates_every_kind_and_comes_back_to_the_bit()
    {
        TrainingSet set = PredictionData.Set(rows: 400, seed: 9);
        double share = (double)set.Right / set.Rows;
        foreach (CalibrationMethod method in Methods)
        {
            foreach (MetaModelKind kind in Enum.GetValues<MetaModelKind>())
            {
                TrainedPredictor trained = PredictionData.Train(kind, set, PredictionData.Quick with { Calibration = method });
                PerformancePredictor predictor = trained.Predictor;
                Assert.Equal(method, predictor.Origin.Calibration);
                Assert.Equal(method is CalibrationMethod.Platt or CalibrationMethod.Temperature, predictor.Calibrator is null);

                // A temperature has no parameter for the share of right answers.
                Assert.Equal(share, trained.Report.HeldOutProbabilities().Average(), method == CalibrationMethod.Temperature ? 0.06 : 0.03);
                Assert.True(trained.Report.Auroc > 0.8);

                PerformancePredictor read = PerformancePredictorJson.Parse(PerformancePredictorJson.ToUtf8Bytes(predictor), PredictionData.Schema);
                Assert.Equal((predictor.Configuration, predictor.Origin, predictor.End), (read.Configuration, read.Origin, read.End));
                Assert.All(Rows, row =>
                {
                    Assert.Equal(BitConverter.DoubleToInt64Bits(predictor.Probability(row)), BitConverter.DoubleToInt64Bits(read.Probability(row)));
                    Assert.Equal(predictor.Interval(row), read.Interval(row));
                    Assert.Equal(predictor.Probability(row), predictor.Explain(row)!.Probability);
                    Assert.Equal(Math.Clamp(predictor.Probability(row), 1E-9, 1.0 - 1E-9), 1.0 / (1.0 + Math.Exp(-predictor.LogOdds(row))), 1E-12);
                });
            }
        }
    }

    [Fact]
    public void A_fold_is_predicted_by_a_map_without_its_own_labels()
    {
        foreach (CalibrationMethod method in Methods)
        {
            TrainingSet set = PredictionData.Set(rows: 120, groups: 40);
            PredictorTrainingOptions options = PredictionData.Quick with { Calibration = method };
            TrainingReport before = PredictionData.Train(MetaModelKind.Logistic, set, options).Report;

            int[] held = [.. Enumerable.Range(0, 120).Where(row => before.FoldOfRow[row] == 1)];
            TrainingReport after = PredictionData.Train(MetaModelKind.Logistic, PredictionData.WithTwoLabelsExchanged(set, held), options).Report;
            Assert.Equal(before.FoldOfRow, after.FoldOfRow);
            Assert.All(held, row => Assert.Equal(before.HeldOutLogOdds[row], after.HeldOutLogOdds[row]));
        }
    }

    [Fact]
    public void The_lower_end_of_an_interval_is_the_cautious_one()
    {
        PerformancePredictor lower = Train(new() { Calibration = CalibrationMethod.VennAbers, End = CalibratedEnd.Lower });
        PerformancePredictor combined = Train(new() { Calibration = CalibrationMethod.VennAbers });
        PerformancePredictor upper = Train(new() { Calibration = CalibrationMethod.VennAbers, End = CalibratedEnd.Upper });
        foreach (double[] row in Rows)
        {
            ProbabilityInterval interval = combined.Interval(row)!.Value;
            Assert.Equal((interval.Lower, interval.Combined, interval.Upper), (lower.Probability(row), combined.Probability(row), upper.Probability(row)));
            Assert.True(interval.Lower < interval.Upper);
        }

        Assert.Null(Train(new() { Calibration = CalibrationMethod.Isotonic }).Interval(Rows[0]));
        Assert.Equal(CalibratedEnd.Lower, PerformancePredictorJson.Parse(PerformancePredictorJson.ToUtf8Bytes(lower)).End);

        // A number that is none stays none behind every map, and escalates.
        Assert.All(Methods, method => Assert.True(double.IsNaN(Train(new() { Calibration = method }).Probability([double.PositiveInfinity, 0.1, 0.0, 1.0, 0.0, 0.0]))));
        Assert.True(double.IsNaN(lower.LogOdds([double.NaN, 0.1, 0.0, 1.0, 0.0, 0.0])));
    }

    [Fact]
    public void Predicting_behind_a_map_allocates_nothing()
    {
        var schema = new FeatureSchema("1", TurnFeature.Of(TurnMeasure.VerifierScore));
        var set = new TrainingSet(schema);
        for (int i = 0; i < 60; i++)
        {
            set.Add([i], i % 7 > 4 || i > 35);
        }

        PerformancePredictor predictor = PredictionData.Train(MetaModelKind.Logistic, set, PredictionData.Quick with { Calibration = CalibrationMethod.VennAbers, End = CalibratedEnd.Lower }).Predictor;
        var turn = new AgentTurn { VerifierScore = 0.5 };
        Assert.True(predictor.Predict(turn).HasValue);
        Assert.Equal(0, AllocatedBytes.Of(() => predictor.Predict(turn)));
    }

    [Fact]
    public void Options_that_do_not_go_together_are_refused_by_name()
    {
        TrainingSet set = PredictionData.Set(rows: 60);
        Refuse("End", new() { End = CalibratedEnd.Lower });
        Refuse("End", new() { End = CalibratedEnd.Upper, Calibration = CalibrationMethod.Isotonic });
        Refuse("Calibration", new() { Calibration = CalibrationMethod.Temperature, BalanceClasses = true });
        Refuse("Calibration", new() { Calibration = (CalibrationMethod)6 });
        Refuse("Calibration", new() { Calibration = CalibrationMethod.VennAbers, End = (CalibratedEnd)(-1) });

        void Refuse(string option, PredictorTrainingOptions options) => Assert.Equal(option, Assert.ThrowsAny<ArgumentException>(() => PredictorTrainer.Train(set, options)).ParamName);
    }

    [Theory]
    [InlineData("\"calibration\":\"VennAbers\"", "\"calibration\":\"Beta\"", "which 'calibration' Beta has not")]
    [InlineData("\"calibration\":\"VennAbers\"", "\"calibration\":null", "which 'calibration' null has not")]
    [InlineData("\"calibration\":\"VennAbers\"", "\"calibration\":\"Platt\"", "which 'calibration' Platt has not")]
    [InlineData("\"calibration\":\"VennAbers\"", "\"calibration\":5", "not a saved predictor")]
    [InlineData("\"end\":\"Lower\"", "\"end\":\"Combined\"", "canonical")]
    [InlineData("\"end\":\"Lower\"", "\"end\":\"1\"", "canonical")]
    [InlineData("\"lowerValues\":[", "\"lowerValues\":[0,", "not a saved predictor")]
    [InlineData("\"lowerValues\":[", "\"lowerValues\":[1e400,", "not a saved predictor")]
    [InlineData("\"schema\":\"escalation-calibrator\"", "\"schema\":\"escalation-calibrator\",\"more\":1", "not a saved predictor")]
    [InlineData("\"fingerprint\":\"", "\"fingerprint\":\"0", "does not match the map")]
    public void A_map_that_was_changed_is_refused(string part, string replacement, string expected)
    {
        string saved = Encoding.UTF8.GetString(PerformancePredictorJson.ToUtf8Bytes(Train(new() { Calibration = CalibrationMethod.VennAbers, End = CalibratedEnd.Lower })));
        Assert.Contains(part, saved, StringComparison.Ordinal);
        string message = Assert.Throws<PredictorFormatException>(() => PerformancePredictorJson.Parse(Encoding.UTF8.GetBytes(saved.Replace(part, replacement, StringComparison.Ordinal)))).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void An_end_without_intervals_is_refused()
    {
        string saved = Encoding.UTF8.GetString(PerformancePredictorJson.ToUtf8Bytes(Train(new())));
        byte[] changed = Encoding.UTF8.GetBytes(saved.Replace("\"end\":\"Combined\"", "\"end\":\"Lower\"", StringComparison.Ordinal));
        Assert.Contains("needs a map with intervals", Assert.Throws<PredictorFormatException>(() => PerformancePredictorJson.Parse(changed)).Message, StringComparison.Ordinal);
    }

    private static PerformancePredictor Train(PredictorTrainingOptions options) =>
        PredictionData.Train(MetaModelKind.Logistic, options: options with { Penalties = [3.0], Folds = 2, InnerFolds = 2 }).Predictor;
}
