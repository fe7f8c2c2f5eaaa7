using Escalation.Learning.Boosting;
using Escalation.Prediction;
using Escalation.Prediction.Features;
using Escalation.Prediction.Training;

namespace Escalation.Core.Tests.Prediction.Training;

public sealed class PredictorTrainerTests
{
    private static readonly FeatureSchema Small = new("1", TurnFeature.Number("a"), TurnFeature.Number("b"));

    [Fact]
    public void Every_kind_learns_what_there_is_to_learn()
    {
        foreach (MetaModelKind kind in Enum.GetValues<MetaModelKind>())
        {
            TrainingReport report = PredictionData.Train(kind).Report;

            Assert.Equal(240, report.Predicted);
            Assert.InRange(report.Auroc!.Value, 0.8, 0.97);
            Assert.True(report.LogLoss < 0.8 * report.BaseLogLoss, $"{kind}: {report.LogLoss} of {report.BaseLogLoss}");
            Assert.InRange(report.Brier, 0.0, 0.2);
        }
    }

    [Fact]
    public void A_logistic_predictor_is_at_the_optimum_of_its_own_penalised_loss()
    {
        TrainingSet set = PredictionData.Set(rows: 120);
        TrainedPredictor trained = PredictionData.Train(MetaModelKind.Logistic, set, PredictionData.Quick with { Penalties = [2.0] });
        double[] values = set.Values;
        bool[] labels = set.Labels;
        double[] residuals = [.. Enumerable.Range(0, set.Rows).Select(i => trained.Predictor.Probability(values.AsSpan(i * 6, 6)) - (labels[i] ? 1.0 : 0.0))];

        // The intercept is free: the mean prediction is the share of right answers.
        Assert.Equal(0.0, residuals.Sum(), 7);
        // The penalised direction: along the verifier's score, the gradient of the loss balances the penalty of a coefficient in standard deviations.
        double[] scores = [.. Enumerable.Range(0, set.Rows).Select(i => values[i * 6])];
        double mean = scores.Average();
        double deviation = Math.Sqrt(scores.Average(score => (score - mean) * (score - mean)));
        double slope = (trained.Predictor.LogOdds([1.0, 0.5, 0.0, 1.0, 0.0, 0.0]) - trained.Predictor.LogOdds([0.0, 0.5, 0.0, 1.0, 0.0, 0.0])) * deviation;
        double gradient = residuals.Zip(scores, (residual, score) => residual * (score - mean) / deviation).Sum();
        Assert.Equal(0.0, gradient + (2.0 * slope), 6);
    }

    [Fact]
    public void A_fold_is_predicted_without_its_own_labels()
    {
        foreach (MetaModelKind kind in Enum.GetValues<MetaModelKind>())
        {
            TrainingSet set = PredictionData.Set(rows: 120, groups: 40);
            PredictorTrainingOptions options = PredictionData.Quick with { Kind = kind, BalanceClasses = kind == MetaModelKind.Logistic };
            TrainingReport before = PredictionData.Train(kind, set, options).Report;
            int[] held = [.. Enumerable.Range(0, 120).Where(row => before.FoldOfRow[row] == 1)];
            TrainingReport after = PredictionData.Train(kind, PredictionData.WithTwoLabelsExchanged(set, held), options).Report;
            Assert.Equal(before.FoldOfRow, after.FoldOfRow);
            Assert.All(held, row => Assert.Equal(before.HeldOutLogOdds[row], after.HeldOutLogOdds[row]));
            Assert.Contains(Enumerable.Range(0, 120).Except(held), row => before.HeldOutLogOdds[row] != after.HeldOutLogOdds[row]);
        }
    }

    [Fact]
    public void Groups_are_never_parted()
    {
        TrainingReport report = PredictionData.Train(MetaModelKind.Logistic, PredictionData.Set(rows: 120, groups: 30)).Report;

        Assert.All(Enumerable.Range(0, 120).GroupBy(row => row % 30), group => Assert.Single(group.Select(row => report.FoldOfRow[row]).Distinct()));
    }

    [Fact]
    public void In_the_order_of_time_no_prediction_knows_the_future()
    {
        PredictorTrainingOptions options = PredictionData.Quick with { Order = FoldOrder.Time, Folds = 3 };
        TrainingSet set = PredictionData.Set(rows: 160, withTimes: true);
        TrainingReport before = PredictionData.Train(MetaModelKind.Logistic, set, options).Report;
        var changed = new TrainingSet(set.Schema);
        double[] values = set.Values;
        for (int i = 0; i < 160; i++)
        {
            changed.Add(values.AsSpan(i * 6, 6), set.Labels[i] ^ (i >= 120), time: DateTimeOffset.UnixEpoch.AddMinutes(i));
        }

        TrainingReport after = PredictionData.Train(MetaModelKind.Logistic, changed, options).Report;
        Assert.Equal(120, before.Predicted);
        Assert.All(Enumerable.Range(0, 40), row => Assert.True(double.IsNaN(before.HeldOutLogOdds[row])));
        Assert.All(Enumerable.Range(40, 120), row => Assert.Equal(before.HeldOutLogOdds[row], after.HeldOutLogOdds[row]));
        Assert.Equal([40, 80, 120], before.Folds.Select(fold => fold.TrainingRows));
        Assert.Equal([1, 2, 3], before.Folds.Select(fold => fold.Number));
    }

    [Fact]
    public void The_order_of_features_does_not_matter()
    {
        // The folds stay, as they go by labels alone.
        var turned = new FeatureSchema("1", [.. PredictionData.Schema.Features.Reverse()]);
        TrainingSet set = PredictionData.Set(rows: 100);
        double[] values = set.Values;
        var other = new TrainingSet(turned);
        for (int i = 0; i < 100; i++)
        {
            double[] row = values[(i * 6)..((i * 6) + 6)];
            other.Add([row[3], row[4], row[5], row[2], row[1], row[0]], set.Labels[i]);
        }

        foreach (MetaModelKind kind in Enum.GetValues<MetaModelKind>())
        {
            TrainingReport plain = PredictionData.Train(kind, set).Report;
            TrainingReport reversed = PredictionData.Train(kind, other).Report;
            Assert.All(plain.HeldOutLogOdds.Zip(reversed.HeldOutLogOdds), pair => Assert.Equal(pair.First, pair.Second, 7));
        }
    }

    [Fact]
    public void Balanced_classes_are_calibrated_back_to_the_base_rate()
    {
        TrainingSet set = PredictionData.Set(rows: 400, seed: 9);
        double share = (double)set.Right / set.Rows;
        foreach (MetaModelKind kind in Enum.GetValues<MetaModelKind>())
        {
            TrainedPredictor trained = PredictionData.Train(kind, set, PredictionData.Quick with { BalanceClasses = true });
            Assert.True(trained.Predictor.Origin.IsCalibrated);
            Assert.Equal(share, trained.Report.HeldOutProbabilities().Average(), 0.03);
        }
    }

    [Fact]
    public void Where_nothing_can_be_learned_a_calibrated_predictor_keeps_to_the_share_of_right_answers()
    {
        // Scores that fall on held-out rows would be turned round by a map that may fall.
        int constant = 0;
        for (ulong seed = 0; seed < 6; seed++)
        {
            TrainedPredictor trained = PredictionData.Train(MetaModelKind.Ridge, PredictionData.Set(rows: 90, seed: seed, signal: 0.0), PredictionData.Quick with { Seed = seed });
            Assert.InRange(trained.Report.LogLoss - trained.Report.BaseLogLoss, -0.05, 0.1);
            double low = trained.Predictor.Probability([-2.0, 0.5, 0.0, 1.0, 0.0, 0.0]);
            constant += low == trained.Predictor.Probability([2.0, 0.5, 0.0, 1.0, 0.0, 0.0]) ? 1 : 0;
        }

        Assert.InRange(constant, 1, 6);
    }

    [Fact]
    public void The_same_seed_gives_the_same_predictor()
    {
        foreach (MetaModelKind kind in Enum.GetValues<MetaModelKind>())
        {
            Assert.Equal(PredictionData.Train(kind).Predictor.Configuration, PredictionData.Train(kind).Predictor.Configuration);
        }
    }

    [Fact]
    public void Degenerate_rows_are_refused_with_bound_and_value()
    {
        Refused(TrainingProblem.OneClass, 0, 1, Rows(10, i => (i, -i, true)));
        Refused(TrainingProblem.OneClass, 0, 1, Rows(10, i => (i, -i, false)));
        Refused(TrainingProblem.OneClass, 0, 1, Rows(0, i => (i, -i, false)));
        Refused(TrainingProblem.ConstantFeature, 1, 2, Rows(10, i => (i, 3.0, i % 2 == 0)));
        Refused(TrainingProblem.AbsentFeature, 0, 1, Rows(10, i => (i, double.NaN, i % 2 == 0)));
        Refused(TrainingProblem.TooFewGroups, 3, 5, Rows(3, i => (i, -i, i % 2 == 0)));
        Refused(TrainingProblem.TooFewGroups, 2, 5, Rows(10, i => (i, -i, i % 2 == 0), i => $"{i % 2}"));
        Refused(TrainingProblem.OneClassInFold, 0, 1, Rows(10, i => (i, -i, i == 3)));
        Refused(TrainingProblem.TimeMissing, 0, 10, Rows(10, i => (i, -i, i % 2 == 0)), new() { Order = FoldOrder.Time });
        string message = ((RefusedTraining)PredictorTrainer.Train(Rows(10, i => (i, 3.0, i % 2 == 0)))).Message;
        Assert.Equal("No predictor, ConstantFeature: distinct values of the feature b must be at least 2, but is 1.", message);
        var timed = new TrainingSet(Small);
        for (int i = 0; i < 20; i++)
        {
            timed.Add([i, -i], i % 2 == 0, time: DateTimeOffset.UnixEpoch.AddDays(i % 4));
        }

        Refused(TrainingProblem.TooFewTimes, 4, 6, timed, new() { Order = FoldOrder.Time });
    }

    [Fact]
    public void Rows_and_options_that_make_no_sense_are_refused()
    {
        var set = new TrainingSet(Small);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Add([1.0, double.PositiveInfinity], true));
        Assert.Throws<ArgumentException>(() => set.Add([1.0], true));
        Assert.Throws<ArgumentException>(() => new TrainingSet(PredictionData.Schema).Add([0.0, 0.0, 0.0, double.NaN, 1.0, 0.0], true));
        Assert.NotNull(set.Add(new Escalation.Decisions.AgentTurn { Attributes = new Dictionary<string, string> { ["a"] = "x" } }, true));
        Assert.Equal(0, set.Rows);
        TrainingSet good = PredictionData.Set(rows: 30);
        foreach (PredictorTrainingOptions options in new PredictorTrainingOptions[]
        {
            new() { Penalties = [] }, new() { Penalties = [1.0, double.NaN] }, new() { Folds = 1 }, new() { InnerFolds = 1 }, new() { Kind = (MetaModelKind)7 }, new() { Order = (FoldOrder)7 },
            new() { Kind = MetaModelKind.BoostedStumps, Rounds = [0] }, new() { Kind = MetaModelKind.BoostedStumps, LearningRate = 2.0 },
        })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => PredictorTrainer.Train(good, options));
        }

        var monotone = new Dictionary<string, MonotoneDirection> { ["severity"] = MonotoneDirection.Decreasing };
        Assert.Throws<ArgumentException>(() => PredictorTrainer.Train(good, new() { Monotone = monotone }));
        Assert.Throws<ArgumentException>(() => PredictorTrainer.Train(good, new() { Kind = MetaModelKind.BoostedStumps, Monotone = new Dictionary<string, MonotoneDirection> { ["other"] = MonotoneDirection.None } }));
        Assert.Throws<OperationCanceledException>(() => PredictorTrainer.Train(good, cancellationToken: new CancellationToken(canceled: true)));
    }

    [Fact]
    public void A_penalty_too_small_to_tell_columns_apart_is_refused_and_gives_no_unfinished_model()
    {
        // The columns of a category add up to one, as the intercept does.
        foreach (MetaModelKind kind in new[] { MetaModelKind.Logistic, MetaModelKind.Ridge })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => PredictorTrainer.Train(PredictionData.Set(), PredictionData.Quick with { Kind = kind, Penalties = [1e-300] }));
        }
    }

    [Fact]
    public void A_report_without_predictions_has_no_loss()
    {
        var report = new TrainingReport([double.NaN], [true], [0], []);
        Assert.Equal((0, null, double.NaN, double.NaN, double.NaN), (report.Predicted, report.Auroc, report.LogLoss, report.BaseLogLoss, report.Brier));
    }

    [Fact]
    public void Importance_finds_what_matters_and_gives_nothing_for_what_the_model_leaves_out()
    {
        TrainingSet held = PredictionData.Set(seed: 2);
        PerformancePredictor predictor = PredictionData.Train(MetaModelKind.BoostedStumps, options: PredictionData.Quick with { Rounds = [3] }).Predictor;
        IReadOnlyList<FeatureImportance> importances = PermutationImportance.Of(predictor, held, repeats: 4, seed: 5);

        Assert.Equal("VerifierScore", importances[0].Feature.Name);
        Assert.True(importances[0].LogLossIncrease > 0.0 && importances[0].AurocDecrease > 0.1 && importances[0].LogLossDeviation > 0.0);
        FeatureImportance unused = importances.Single(importance => importance.Feature.Name == "subject");
        Assert.Equal((0.0, 0.0, 0.0), (unused.LogLossIncrease, unused.LogLossDeviation, unused.AurocDecrease));
        Assert.Equal(importances, PermutationImportance.Of(predictor, held, repeats: 4, seed: 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => PermutationImportance.Of(predictor, held, repeats: 0));
        Assert.Throws<ArgumentException>(() => PermutationImportance.Of(predictor, Rows(10, i => (i, i, i % 2 == 0))));
        Assert.Throws<ArgumentException>(() => PermutationImportance.Of(predictor, new TrainingSet(predictor.Schema)));
    }

    private static void Refused(TrainingProblem problem, double have, double need, TrainingSet set, PredictorTrainingOptions? options = null)
    {
        var refused = Assert.IsType<RefusedTraining>(PredictorTrainer.Train(set, options));
        Assert.Equal((problem, have, need), (refused.Problem, refused.Have, refused.Need));
    }

    private static TrainingSet Rows(int count, Func<int, (double A, double B, bool Right)> row, Func<int, string>? group = null)
    {
        var set = new TrainingSet(Small);
        for (int i = 0; i < count; i++)
        {
            (double a, double b, bool right) = row(i);
            set.Add([a, b], right, group?.Invoke(i));
        }

        return set;
    }
}
